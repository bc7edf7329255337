"""The score card of a played scenario: figures for machines, a table for people."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table

from huban_common.core.texts import Texts
from huban_scenarios.core.player import StepResult

TEXTS = Texts("huban_scenarios")


def passed(results: Sequence[StepResult]) -> bool:
    """Whether there were steps and all of them happened."""
    return bool(results) and all(result.ok for result in results)


def figures(results: Sequence[StepResult]) -> dict[str, object]:
    """`passed` and `steps` (name, expected, seen, delay_s, ok), as the evaluation contract names them."""
    return {"passed": passed(results), "steps": [asdict(result) for result in results]}


def table(results: Sequence[StepResult], title: str, language: str) -> Table:
    """The score card for a terminal: step, expected, seen, delay."""
    card = Table(title=title, title_justify="left", show_lines=True)
    for column in ("column-step", "column-seen", "column-delay"):
        card.add_column(TEXTS.say(column, language), overflow="fold")
    for result in results:
        mark = "[green]✓[/]" if result.ok else "[red]✗[/]"
        delay = TEXTS.say("never", language) if result.delay_s is None else f"{result.delay_s:.1f} s"
        card.add_row(f"{mark} {result.name}", result.seen.replace("; ", "\n"), delay)
    return card
