"""`./huban eval asr`: how well and how fast recordings are understood."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from huban_common.core.home import load_home
from huban_common.core.texts import locale_of
from huban_speech.config import SpeechConfig
from huban_speech.core.ports import Unavailable
from huban_speech.core.words.grammar import Expected, expected
from huban_speech.evaluation.engines import ENGINES, Engines
from huban_speech.evaluation.listening import Listened, Listening
from huban_speech.evaluation.phrase_files import read_phrases
from huban_speech.evaluation.recordings import DataError, Recording, recordings
from huban_speech.evaluation.scoring import Score, compared
from huban_speech.evaluation.sound_files import read_sound

app = typer.Typer(add_completion=False)


@app.command()
def asr(
    data: Annotated[Path, typer.Option(help="Folder with manifest.tsv and the recordings.")],
    lang: Annotated[str | None, typer.Option(help="Only rows in this language: en or zh.")] = None,
    engine: Annotated[str, typer.Option(help=f"{', '.join(ENGINES)}, or the folder of a Vosk model.")] = "auto",
    grammar: Annotated[Path | None, typer.Option(help="Phrases, one per line, or JSGF; else the skills' own.")] = None,
    home_file: Annotated[Path, typer.Option(help="The home description.")] = Path("sim/home.yaml"),
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Hears recordings with the robot's whole chain and says how much of them was right."""
    figures = evaluate(data, lang, engine, grammar, home_file)
    shown = {name: value for name, value in figures.items() if name != "rows"}
    print(json.dumps(shown, ensure_ascii=False, indent=1))
    if json_file:
        json_file.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def evaluate(data: Path, lang: str | None, engine: str, grammar: Path | None, home_file: Path) -> dict[str, Any]:
    """All figures; raises DataError where there is nothing that can be used. Complaints go to standard error."""
    complaints: list[str] = []
    wanted = locale_of(lang) if lang else None
    rows = [row for row in recordings(data, complaints) if wanted in (None, row.language)]
    phrases = _phrases(grammar, home_file)
    config = SpeechConfig()
    engines = Engines(engine, phrases, config)
    heard = _heard(rows, Listening(engines, phrases, config), complaints)
    for complaint in complaints:
        print(f"error: {complaint}", file=sys.stderr)
    if not heard:
        raise DataError(f"{data}: nothing in it can be used; the first of {len(complaints)} errors: {complaints[:1]}")
    return {**_figures(heard), "engines": engines.told, "errors": complaints}


def _phrases(grammar: Path | None, home_file: Path) -> Mapping[str, Expected]:
    known = expected(load_home(home_file))
    if grammar is None:
        return known
    read = {language: read_phrases(grammar, language) for language in known}
    return {language: Expected(phrases, frozenset(phrases)) for language, phrases in read.items()}


Heard = list[tuple[Recording, Listened, Listened]]
"""A recording, what the chain made of it, and what the engine alone did."""


def _heard(rows: Iterable[Recording], listening: Listening, complaints: list[str]) -> Heard:
    heard: Heard = []
    for row in rows:
        try:
            samples = read_sound(row.file)
            # One after the other on the same sound, so that whatever else the machine does slows both
            alone = listening.engine(samples, row.language)
            heard.append((row, listening.chain(samples, row.language), alone))
        except (DataError, Unavailable) as error:
            complaints.append(str(error))
    return heard


def _figures(heard: Heard) -> dict[str, Any]:
    total, alone = Score(), Score()
    by_language: dict[str, Score] = defaultdict(Score)
    for row, chain, engine in heard:
        if compared(row.text, row.language):
            total = total.plus(row.text, chain.text, row.language)
            alone = alone.plus(row.text, engine.text, row.language)
            by_language[row.language] = by_language[row.language].plus(row.text, chain.text, row.language)
    seconds = sum(chain.seconds for _, chain, _ in heard)
    chain_s = sum(chain.cpu_s for _, chain, _ in heard)
    engine_s = sum(engine.cpu_s for _, _, engine in heard)
    return {
        "sentences": total.sentences,
        "error_rate": total.error_rate,
        "sentence_accuracy": total.sentence_accuracy,
        "rtf": chain_s / seconds if seconds else None,
        "cpu_ratio": chain_s / engine_s if engine_s else None,
        "engine_error_rate": alone.error_rate,
        "engine_sentence_accuracy": alone.sentence_accuracy,
        "engine_rtf": engine_s / seconds if seconds else None,
        "seconds": seconds,
        "recordings": len(heard),
        "by_language": {language: _shown(score) for language, score in by_language.items()},
        "rows": [_row(*item) for item in heard],
    }


def _shown(score: Score) -> dict[str, Any]:
    accuracy = score.sentence_accuracy
    return {"sentences": score.sentences, "error_rate": score.error_rate, "sentence_accuracy": accuracy}


def _row(row: Recording, chain: Listened, engine: Listened) -> dict[str, Any]:
    texts = {"said": compared(row.text, row.language), "heard": chain.text, "engine_heard": engine.text}
    return {"path": row.file.name, "language": row.language, **texts, "seconds": chain.seconds}
