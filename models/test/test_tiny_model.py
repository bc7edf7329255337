"""A model of two phrases, built in seconds, in the true library; and the models that are committed."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from huban_common.core.home import load_home
from huban_speech.backends.openfst import read
from huban_speech.backends.recogniser_library import MARKER
from huban_speech.backends.vosk_recogniser import VoskRecogniser
from huban_speech.core.words.grammar import expected
from huban_speech.core.words.reflex_words import WORDS
from tiny_vosk import recipe
from tiny_vosk.examination import examined, heard
from tiny_vosk.export import read_units, write, write_words
from tiny_vosk.graph import Costs
from tiny_vosk.types import Manner
from tiny_vosk.vocabulary import vocabulary
from tiny_vosk.voices import Voices, training

ROOT = Path(__file__).parents[2]
HOME = ROOT / "sim/home.yaml"
COMMITTED = ROOT / "models/vosk-tiny"
VOICES = Voices(espeak=("cmn-latn-pinyin", "cmn-latn-pinyin+f3"), flite=(), rates=(150,), pitches=(50,), stretches=())
EFFORT = recipe.Effort(espeak_texts=150, background=20, widths=(64,), rates=(5e-3, 2e-3, 1e-3, 1e-4), throats=(1.0,))
PHRASES = ("去厨房", "停下")


@pytest.fixture(scope="module")
def model():
    return recipe.train(vocabulary("zh-CN", PHRASES), EFFORT, lambda _: None, VOICES)


@pytest.fixture(scope="module")
def folder(model, tmp_path_factory):
    made = tmp_path_factory.mktemp("zh-CN")
    write(model, made, Costs())
    return made


def test_vosk_hears_the_phrases_and_only_those(folder):
    recogniser = VoskRecogniser(folder, "zh-CN", PHRASES)
    for spoken in examined(PHRASES, [Manner("cmn-latn-pinyin", 150)], "zh-CN", seed=1):
        assert heard(recogniser, spoken.samples).text == spoken.text
    assert heard(recogniser, np.zeros(32000, dtype=np.float32)).text == ""
    assert VoskRecogniser(folder, "zh-CN", ["去龘"]).skipped == ("去龘",)


def test_the_same_training_gives_the_same_sounds_in_a_new_process():
    script = """
import hashlib, sys
from tiny_vosk import recipe, vocabulary, voices
words = vocabulary.vocabulary("zh-CN", ("去厨房", "停下"))
said = recipe.speak(words, voices.training("zh-CN"), recipe.Effort(espeak_texts=40))
print(hashlib.sha256(b"".join(each.samples.tobytes() for each in said)).hexdigest())
"""
    path = os.pathsep.join([str(ROOT / "models"), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-c", script]
    first, second = (
        subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, timeout=60, check=True)
        for _ in range(2)
    )
    assert first.stdout == second.stdout != b""


def test_the_lexicon_reads_back_as_it_was_written(folder):
    content = (folder / "graph/HCLr.fst").read_bytes()
    assert bytes(read(content)) == content


def test_a_model_keeps_its_phones_when_it_learns_new_words(model, folder, tmp_path):
    write(model, tmp_path, Costs())
    assert [(phone.name, phone.first, phone.states) for phone in read_units(tmp_path).phones] == [
        (phone.name, phone.first, phone.states) for phone in model.units.phones
    ]
    lexicon = {**model.lexicon, "停厨": model.lexicon["停"][:1]}
    write_words(read_units(tmp_path), lexicon, ["停厨"], tmp_path, Costs())
    assert VoskRecogniser(tmp_path, "zh-CN", ["停厨", "去厨房"]).skipped == ()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_committed_model_is_small_and_marked_and_knows_every_phrase(language):
    folder = COMMITTED / language
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < 2e6
    assert (folder / MARKER).exists()
    assert "synthetic voices only" in (folder / "README.md").read_text(encoding="utf-8")
    phrases = (*expected(load_home(HOME))[language].phrases, *WORDS[language].courtesies)
    skipped = VoskRecogniser(folder, language, phrases).skipped
    assert skipped == (), "new words: ./huban models train --words-only"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_committed_model_understands_commands_and_is_silent_in_noise(language):
    phrases = expected(load_home(HOME))[language].phrases
    recogniser = VoskRecogniser(COMMITTED / language, language, phrases)
    said = examined(phrases[::8], training(language).usual, language, seed=4)
    right = sum(heard(recogniser, spoken.samples).text == spoken.text for spoken in said)
    assert right >= 0.9 * len(said)
    noise = np.random.default_rng(1).normal(0.0, 1500.0, 5 * 16000).astype(np.float32)
    assert heard(recogniser, noise).text == ""
