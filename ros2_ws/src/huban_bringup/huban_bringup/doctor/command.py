"""`./huban doctor`."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from huban_bringup.bootstrap.texts import language_of
from huban_bringup.checkout import Checkout, this_checkout
from huban_bringup.core.findings import Finding, Level, worst
from huban_bringup.doctor import machine, software
from huban_common.core.texts import LANGUAGES, Texts

app = typer.Typer(add_completion=False)
STYLES = {Level.OK: "green", Level.DEGRADED: "yellow", Level.MISSING: "bold red"}
_TEXTS = Texts("huban_bringup")


@app.command()
def doctor(
    lang: Annotated[str | None, typer.Option(help=f"Language: {', '.join(LANGUAGES)}.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the findings here.")] = None,
) -> None:
    """Tells what is there, what is degraded and what to do; exit status 1 where Huban cannot run."""
    language = lang or language_of(os.environ)
    findings = examine(this_checkout())
    Console().print(as_table(findings, language))
    if json_file:
        json_file.write_text(as_json(findings, language), encoding="utf-8")
    raise typer.Exit(1 if worst(findings) is Level.MISSING else 0)


def examine(checkout: Checkout) -> list[Finding]:
    """Looks at everything; takes a few seconds."""
    return [
        machine.python(),
        machine.packages(),
        machine.disk(checkout.root),
        software.ros(),
        software.underlay(),
        software.workspace(checkout),
        software.broker(),
        software.ports(),
        machine.graphics(),
        machine.sound(),
        software.voices(),
        *software.models(),
        *software.vosk(checkout.root / "models"),
        software.emotion(checkout.root / "models"),
        software.large_models(),
        machine.fonts(),
        machine.browser(),
    ]


def as_table(findings: Sequence[Finding], language: str) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in findings:
        level = f"[{STYLES[finding.level]}]{_TEXTS.say(f'doctor-level-{finding.level.value}', language)}"
        table.add_row(_TEXTS.say(finding.title_key, language), level, _text(finding, language))
    return table


def as_json(findings: Sequence[Finding], language: str) -> str:
    """The same for machines: subject, level, outcome, values and the text."""
    entries = [
        {
            "subject": finding.subject,
            "level": finding.level.value,
            "outcome": finding.outcome,
            "values": dict(finding.values),
            "text": _text(finding, language),
        }
        for finding in findings
    ]
    return json.dumps({"level": worst(findings).value, "findings": entries}, ensure_ascii=False, indent=1)


def _text(finding: Finding, language: str) -> str:
    return _TEXTS.say(finding.text_key, language, **finding.values)
