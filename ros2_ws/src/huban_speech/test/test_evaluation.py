"""`./huban eval asr` on a folder of its own, with sounds of every kind."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
import typer

from huban_common.core.home import load_home
from huban_speech.config import SpeechConfig
from huban_speech.core.words.grammar import expected
from huban_speech.evaluation import asr
from huban_speech.evaluation.asr import evaluate
from huban_speech.evaluation.engines import Engines
from huban_speech.evaluation.phrase_files import read_phrases
from huban_speech.evaluation.recordings import DataError, recordings
from huban_speech.evaluation.scoring import Score, compared, distance
from huban_speech.evaluation.sound_files import read_sound

HOME = Path(__file__).parents[4] / "sim/home.yaml"
TINY = Path(__file__).parents[4] / "models/vosk-tiny"


def test_texts_are_compared_without_case_punctuation_and_notes() -> None:
    assert compared("Go to the Kitchen, please! (raw s16le)", "en") == "go to the kitchen please"
    assert compared("I can\u2019t get up.", "en") == "i can't get up"
    assert compared("去 厨房。[1]", "zh-CN") == "去厨房"


@pytest.mark.parametrize(
    ("said", "heard", "errors"), [("a b c", "a b c", 0), ("a b c", "a c", 1), ("", "a", 1), ("a b", "c a b d", 2)]
)
def test_the_distance_counts_words_that_differ(said: str, heard: str, errors: int) -> None:
    assert distance(said.split(), heard.split()) == errors


def test_scores_add_up_over_sentences() -> None:
    score = Score().plus("go to bed", "Go to bed.", "en").plus("stop it", "", "en")
    assert (score.error_rate, score.sentence_accuracy) == (2 / 5, 1 / 2)
    assert Score().error_rate is None


def test_bad_rows_are_named_and_the_others_stay(tmp_path: Path) -> None:
    rows = [b"path\tlang\ttext\tmore", b"a.wav\ten\thello\tx\r", b"b.wav\ten\t\xff\xfe", b"c.wav", b"", b"d.wav\tzh\t"]
    (tmp_path / "manifest.tsv").write_bytes(b"\n".join(rows))
    complaints: list[str] = []
    found = recordings(tmp_path, complaints)
    assert [(row.file.name, row.language, row.text) for row in found] == [
        ("a.wav", "en", "hello"),
        ("d.wav", "zh-CN", ""),
    ]
    assert ["manifest.tsv:3: is not UTF-8" in complaints[0], "manifest.tsv:4" in complaints[1]] == [True, True]


@pytest.mark.parametrize("content", [None, b"", b"file\ttext\n"])
def test_a_folder_without_a_usable_table_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "manifest.tsv").write_bytes(content)
    with pytest.raises(DataError, match=r"manifest\.tsv"):
        recordings(tmp_path, [])


@pytest.mark.parametrize(
    ("name", "rate_hz", "channels"), [("a.wav", 8000, 1), ("b.flac", 44100, 2), ("c.mp3", 22050, 2)]
)
def test_any_sound_becomes_mono_at_our_rate(tmp_path: Path, name: str, rate_hz: int, channels: int) -> None:
    tone = 0.3 * np.sin(2 * np.pi * 440.0 * np.arange(rate_hz) / rate_hz)
    soundfile.write(tmp_path / name, np.stack([tone] * channels, axis=1), rate_hz)
    samples = read_sound(tmp_path / name)
    assert abs(samples.size - 16000) < 1600
    assert np.abs(np.fft.rfft(samples[:16000])).argmax() == pytest.approx(440, abs=30)


def test_raw_sound_is_taken_as_it_is_and_an_odd_byte_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "a.raw").write_bytes(np.array([1, -2, 3], dtype="<i2").tobytes() + b"\x00")
    assert read_sound(tmp_path / "a.raw").tolist() == [1, -2, 3]


def test_samples_that_are_no_numbers_are_silence(tmp_path: Path) -> None:
    sound = np.full(1600, 0.1, dtype=np.float32)
    sound[100:200] = np.nan
    soundfile.write(tmp_path / "a.wav", sound, 16000, subtype="FLOAT")
    samples = read_sound(tmp_path / "a.wav")
    assert not samples[100:200].any() and set(samples[200:]) == {3277}


def test_a_recording_without_sound_is_understood_as_nothing(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(0), 16000)
    (tmp_path / "manifest.tsv").write_text("path\tlang\ttext\na.wav\ten\thello\n", encoding="utf-8")
    figures = evaluate(tmp_path, "en", "pocketsphinx", None, HOME)
    assert (figures["sentences"], figures["sentence_accuracy"]) == (1, 0.0)


def test_what_is_no_sound_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("no sound")
    for name in ("a.wav", "b.wav"):
        with pytest.raises(DataError, match=name):
            read_sound(tmp_path / name)


JSGF = """#JSGF V1.0;
grammar cards; /* of a game */
public <card> = [please] (<number> | queen) of (clubs | spades); // two suits
<number> = /2/ seven {7} | /1/ eight;
"""


def test_jsgf_is_expanded_to_its_phrases(tmp_path: Path) -> None:
    (tmp_path / "cards.gram").write_text(JSGF)
    phrases = read_phrases(tmp_path / "cards.gram", "en")
    assert len(phrases) == 12
    assert {"please queen of clubs", "seven of spades"} <= set(phrases)


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ("<a> = <a> x;", "no public rule"),
        ("public <a> = x <a>;", "contains itself"),
        ("public <a> = x+;", "repeats"),
        ("public <a> = (x;", "not closed"),
        ("public <a> = <b>;", "<b> is missing"),
        ("public <a> = x);", "too many"),
    ],
)
def test_a_grammar_that_cannot_be_expanded_says_why(tmp_path: Path, rule: str, complaint: str) -> None:
    (tmp_path / "a.gram").write_text(f"#JSGF V1.0;\n{rule}")
    with pytest.raises(DataError, match=complaint):
        read_phrases(tmp_path / "a.gram", "en")


def test_a_grammar_that_is_no_utf_8_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfego to the kitchen")
    with pytest.raises(DataError, match=r"a\.txt"):
        read_phrases(tmp_path / "a.txt", "en")


def test_a_grammar_with_one_phrase_per_line_is_read_in_the_form_of_comparison(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ten of Clubs.\n\nten of clubs\n", encoding="utf-8-sig")
    assert read_phrases(tmp_path / "a.txt", "en") == ("ten of clubs",)


@pytest.fixture
def folder(tmp_path: Path, speak: object) -> Path:
    for name, text in (("a.wav", "go to the kitchen"), ("b.flac", "lower the bed")):
        soundfile.write(tmp_path / name, speak(text, "slt"), 16000)  # type: ignore[operator]
    rows = ["a.wav\ten\tGo to the kitchen.", "b.flac\ten\t", "missing.wav\ten\thello"]
    (tmp_path / "manifest.tsv").write_text("path\tlang\ttext\n" + "\n".join(rows), encoding="utf-8")
    return tmp_path


def test_a_folder_is_evaluated_through_the_whole_chain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = evaluate(folder, "en", "pocketsphinx", None, HOME)
    assert (figures["sentences"], figures["sentence_accuracy"], figures["error_rate"]) == (1, 1.0, 0.0)
    assert figures["recordings"] == 2 and 0 < figures["rtf"] < 5 and figures["cpu_ratio"] > 0
    assert "missing.wav: there is no such file" in capsys.readouterr().err


def test_the_figures_go_to_a_file_and_the_names_are_those_of_the_contract(folder: Path) -> None:
    command = typer.main.get_command(asr.app)
    out = folder / "out.json"
    words = ["--data", str(folder), "--engine", "pocketsphinx", "--home-file", str(HOME), "--json", str(out)]
    command.main(words, standalone_mode=False)
    assert {"sentences", "error_rate", "sentence_accuracy", "rtf", "cpu_ratio"} <= set(json.loads(out.read_text()))


@pytest.mark.parametrize(("engine", "complaint"), [("nonsense", "there is no engine"), ("pocketsphinx", "can be used")])
def test_what_cannot_be_evaluated_is_refused(tmp_path: Path, engine: str, complaint: str) -> None:
    (tmp_path / "manifest.tsv").write_text("path\tlang\ttext\na.wav\tzh\t你好\n", encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        evaluate(tmp_path, None, engine, None, HOME)


def test_vosk_is_served_by_vosk_in_english_too_where_the_robot_itself_prefers_pocketsphinx() -> None:
    engines = Engines("vosk", expected(load_home(HOME)), SpeechConfig(models_folders=(str(TINY),)))
    engines.recogniser("en")
    assert engines.told["en"].startswith(f"vosk, {TINY}")
