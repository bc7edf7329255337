"""`./huban bench speech`: how soon the robot understands, falls silent and notices a cry, and what that costs."""

import json
from pathlib import Path
from typing import Annotated

import typer

from huban_bringup.core.report import Report, Table
from huban_bringup.machine_facts import machine_facts
from huban_speech.benchmarks import answers, interruptions, noise, pauses, voices
from huban_speech.benchmarks.replay import House
from huban_speech.core.frames import ReflexKind
from huban_speech.core.ports import Unavailable

app = typer.Typer(add_completion=False)
NOTES = (
    "The whole hearing chain on sound from memory, block by block; people are flite's voices (English) and eSpeak NG's "
    "(Mandarin) over the hum of a room, unless recordings are named. Delays hold the time of the sound and the time "
    "that the chain took for the block; publishing a message comes on top (under 5 ms).",
    "Barge-in: the robot's voice is in its own microphone at -10 dB with 0.25 s of echo, and its loudspeaker starts "
    "each sentence up to 20 ms earlier or later; 40 ms for the chunk that is being played are counted.",
)


@app.command()
def speech(
    data: Annotated[Path, typer.Option(help="Folder with recordings (speech/, noise/).")] = Path("../shared/data"),
    home_file: Annotated[Path, typer.Option(help="The home description.")] = Path("sim/home.yaml"),
    sentences: Annotated[int, typer.Option(help="Sentences for each figure.", min=5)] = 40,
    noise_minutes: Annotated[float, typer.Option(help="Household noise; 0: none.", min=0.0)] = 60.0,
    markdown: Annotated[Path | None, typer.Option(help="Write the report here.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Measures delays, barge-in, endpointing, cost and an hour of household noise."""
    report = measure(House(home_file), data, sentences, noise_minutes)
    print(report.as_markdown())
    if markdown:
        markdown.write_text(report.as_markdown(), encoding="utf-8")
    if json_file:
        json_file.write_text(json.dumps(report.as_dict(), ensure_ascii=False, indent=1), encoding="utf-8")


def measure(house: House, data: Path, sentences: int, noise_minutes: float) -> Report:
    languages = [language for language in house.expected if _understands(house, language)]
    tables = [_delays(house, languages, sentences), _cost(house, languages, sentences)]
    tables += _barge_in(house, languages, data / "speech" / "commands_en", sentences)
    tables.append(Table("Pauses: when an utterance ends", pauses.COLUMNS, pauses.paces(house, sentences)))
    if noise_minutes and (data / "noise").is_dir():
        tables.append(_television(house, languages, data, noise_minutes))
    if (data / "speech").is_dir():
        tables.append(Table("Who speaks", voices.COLUMNS, voices.known_again(data / "speech", house.config)))
    command = f"./huban bench speech --sentences {sentences} --noise-minutes {noise_minutes:g}"
    engines = "; ".join(f"{language}: {engine}" for language, engine in house.library.engines.items())
    return Report("Hearing", command, machine_facts(), tables, (*NOTES, f"Recognisers: {engines}."))


def _understands(house: House, language: str) -> bool:
    try:
        house.library.recogniser(language)
    except Unavailable as reason:
        print(f"{language} is left out: {reason}")
        return False
    return True


def _television(house: House, languages: list[str], data: Path, minutes: float) -> Table:
    """What nobody says to the robot."""
    noises = sorted((data / "noise").glob("*.wav"))
    talk = [path for folder in ("en", "zh", "commands_en") for path in sorted((data / "speech" / folder).glob("*.wav"))]
    rows = [noise.listened(house, language, "household noise", noises, minutes) for language in languages]
    rows += [noise.listened(house, language, "other people's talk", talk, minutes / 3) for language in languages]
    return Table("What nobody says to the robot", noise.COLUMNS, rows)


def _delays(house: House, languages: list[str], sentences: int) -> Table:
    rows = [answers.final_delays(house, language, sentences) for language in languages]
    for language in languages:
        rows += [answers.reflex_delays(house, language, kind) for kind in (ReflexKind.HELP, ReflexKind.STOP)]
    return Table("Delays of words; cries are counted from the end of their sound", answers.COLUMNS_OF_DELAYS, rows)


def _cost(house: House, languages: list[str], sentences: int) -> Table:
    columns = ("recogniser", "CPU of the chain (s/s)", "of the recogniser alone (s/s)", "ratio")
    rows = [answers.cost(house, language, sentences) for language in languages]
    shown = [(name, *(f"{value:.3f}" for value in values)) for name, *values in rows]
    return Table("Cost for each second of sound, half of it silence", columns, shown)


def _barge_in(house: House, languages: list[str], folder: Path, sentences: int) -> list[Table]:
    tables, itself, talks = [], 0, 0
    if "en" in languages and folder.is_dir():
        row, times = interruptions.onsets(house, folder, sentences)
        itself, talks = itself + times, talks + int(row[2])
        tables.append(Table("Barge-in", answers.COLUMNS_OF_DELAYS, [row]))
    rows = []
    for language in languages:
        row, times = interruptions.false_stops(house, language)
        rows.append(row)
        itself, talks = itself + times, talks + int(row[1])
    columns = ("what", "of", "paused", "gave up", "gave up (%)")
    tables.append(Table("Sounds of listening while the robot talks", columns, rows))
    heard = [(talks, itself)]
    tables.append(Table("The robot's own voice", ("sentences", "taken for a person"), heard))
    return tables
