"""`./huban bench speech`: how soon the robot understands, falls silent and notices a cry, and what that costs."""

import json
from pathlib import Path
from typing import Annotated

import typer

from huban_bringup.core.report import Report, Table
from huban_bringup.machine_facts import machine_facts
from huban_speech.benchmarks import answers, interruptions, noise, pauses, television, voices
from huban_speech.benchmarks.people import Sound, recorded, trimmed
from huban_speech.benchmarks.replay import House
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import ReflexKind
from huban_speech.core.ports import Unavailable

app = typer.Typer(add_completion=False)
FOLDERS = {"en": "en", "zh-CN": "zh"}
"""Recorded talk in each language."""
NOTES = (
    "The whole hearing chain on sound from memory, block by block; people are flite's voices (English) and eSpeak NG's "
    "(Mandarin) over the hum of a room, unless recordings are named. Delays hold the time of the sound and the time "
    "that the chain took for the block; publishing a message comes on top (under 5 ms).",
    "Barge-in: the robot's voice is in its own microphone at -10 dB with 0.25 s of echo, and its loudspeaker starts "
    "each sentence up to 20 ms earlier or later; 40 ms for the chunk that is being played are counted. Sounds of "
    "listening: 12 words by 6 synthetic voices and hums of 17 pitches, each at two paces.",
    "Cost: chain and recogniser get the same sound in the same blocks, and the recogniser is asked for the words so "
    "far after each, as by anybody who streams.",
    "Television: recorded talk at a third of the loudness of people, with orders and cries by synthetic voices "
    "between, 1.2 s apart from it, in the half minute after the robot has spoken.",
)


@app.command()
def speech(
    data: Annotated[Path, typer.Option(help="Folder with recordings (speech/, noise/).")] = Path("../shared/data"),
    home_file: Annotated[Path, typer.Option(help="The home description.")] = Path("sim/home.yaml"),
    sentences: Annotated[int, typer.Option(help="Sentences for each figure.", min=5)] = 40,
    noise_minutes: Annotated[float, typer.Option(help="Household noise; 0: none.", min=0.0)] = 60.0,
    synthetic_first: Annotated[bool, typer.Option(help="Tiny models first, as in simulation.")] = False,
    markdown: Annotated[Path | None, typer.Option(help="Write the report here.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Measures delays, barge-in, endpointing, cost and an hour of household noise."""
    report = measure(House(home_file, SpeechConfig(synthetic_first=synthetic_first)), data, sentences, noise_minutes)
    print(report.as_markdown())
    if markdown:
        markdown.write_text(report.as_markdown(), encoding="utf-8")
    if json_file:
        json_file.write_text(json.dumps(report.as_dict(), ensure_ascii=False, indent=1), encoding="utf-8")


def measure(house: House, data: Path, sentences: int, noise_minutes: float) -> Report:
    languages = [language for language in house.expected if _understands(house, language)]
    tables = [_delays(house, languages, sentences), _cost(house, languages, data, sentences)]
    tables += _barge_in(house, languages, data / "speech" / "commands_en", sentences)
    tables.append(Table("Pauses: when an utterance ends", pauses.COLUMNS, pauses.paces(house, sentences)))
    if noise_minutes and (data / "noise").is_dir():
        tables.append(_not_to_the_robot(house, languages, data, noise_minutes))
    if (data / "speech").is_dir():
        tables.append(_television(house, languages, data, sentences))
        tables.append(Table("Who speaks", voices.COLUMNS, voices.known_again(data / "speech", house.config)))
    command = f"./huban bench speech --sentences {sentences} --noise-minutes {noise_minutes:g}"
    command += " --synthetic-first" if house.config.synthetic_first else ""
    engines = "; ".join(f"{language}: {engine}" for language, engine in house.library.engines.items())
    return Report("Hearing", command, machine_facts(), tables, (*NOTES, f"Recognisers: {engines}."))


def _understands(house: House, language: str) -> bool:
    try:
        house.library.recogniser(language)
    except Unavailable as reason:
        print(f"{language} is left out: {reason}")
        return False
    return True


def _television(house: House, languages: list[str], data: Path, sentences: int) -> Table:
    talk = _talk(data)
    rows = [row for language in languages for row in television.obeyed(house, language, talk, max(2, sentences // 4))]
    return Table("A television in the middle of a conversation", television.COLUMNS, rows)


def _talk(data: Path) -> list[Sound]:
    """Recorded people in both languages, without the silence around them."""
    folders = [data / "speech" / name for name in ("en", "zh", "commands_en")]
    return [trimmed(recorded(path)) for folder in folders for path in sorted(folder.glob("*.wav"))]


def _not_to_the_robot(house: House, languages: list[str], data: Path, minutes: float) -> Table:
    noises = [recorded(path) for path in sorted((data / "noise").glob("*.wav"))]
    talk = _talk(data)
    rows = [noise.listened(house, language, "household noise", noises, minutes) for language in languages]
    rows += [noise.listened(house, language, "other people's talk", talk, minutes / 3) for language in languages]
    return Table("What nobody says to the robot", noise.COLUMNS, rows)


def _delays(house: House, languages: list[str], sentences: int) -> Table:
    rows = [answers.final_delays(house, language, sentences) for language in languages]
    for language in languages:
        rows += [answers.reflex_delays(house, language, kind) for kind in (ReflexKind.HELP, ReflexKind.STOP)]
    return Table("Delays of words; cries are counted from the end of their sound", answers.COLUMNS_OF_DELAYS, rows)


def _cost(house: House, languages: list[str], data: Path, sentences: int) -> Table:
    columns = ("sound", "recogniser", "CPU of the chain (s/s)", "of the recogniser alone (s/s)", "ratio")
    rows = []
    for language in languages:
        commands = answers.spoken(house, language, sentences)
        rows.append(answers.cost(house, language, "commands, half of it silence", commands))
        folder = data / "speech" / FOLDERS[language]
        if folder.is_dir():
            talk = answers.without_pauses(folder)
            rows.append(answers.cost(house, language, "recorded talk without pauses between", talk))
    shown = [(*row[:2], *(f"{value:.3f}" for value in row[2:])) for row in rows]
    return Table("Cost for each second of the same sound", columns, shown)


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
    columns = ("what", "of", "paused", "gave up", "gave up (%)", "at")
    tables.append(Table("Sounds of listening while the robot talks", columns, rows))
    heard = [(talks, itself)]
    tables.append(Table("The robot's own voice", ("sentences", "taken for a person"), heard))
    return tables
