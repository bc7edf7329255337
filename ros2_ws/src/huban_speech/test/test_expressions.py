"""From the catalogue to the ear: what a text expresses is heard, and never read."""

import time
from pathlib import Path

import numpy as np
import pytest
from hri_actions_msgs.msg import ClosedCaption
from std_msgs.msg import String

from huban_common.core.texts import EXPRESSIONS, Text, Texts, marked
from huban_common.qos import LATCHED
from huban_common.testing import Graph
from huban_speech.backends.voices import make_voice
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import Samples
from huban_speech.core.hearing.voice_features import WINDOW, voice_features
from huban_speech.core.people import PersonSettings
from huban_speech.core.speaking.delivery import MOODS, PROFILES, Mood
from huban_speech.core.speaking.sentences import sentences
from huban_speech.core.types import Job, Request
from huban_speech.node import SpeechNode
from huban_speech.simulation import HummingVoice
from huban_speech.synthesis import Synthesis

HOME = str(Path(__file__).parents[4] / "sim/home.yaml")
SENTENCES = {"en": "I am telling the nurse that you are waiting for her.", "zh-CN": "我会告诉护士您在厨房等她。"}


class Anybody:
    """A person without any wishes."""

    def of(self, _person: str) -> PersonSettings:
        return PersonSettings()


def spoken(text: str, language: str) -> Samples:
    """The sound of one sentence, as the say skill gets it."""
    (sentence,) = sentences(marked(text), language, 400)
    synthesis = Synthesis(SpeechConfig(), make_voice(SpeechConfig()), Anybody(), lambda error: None)  # type: ignore[arg-type]
    try:
        synthesis.order(Job(Request(1, (sentence,)), 0))
        deadline_s = time.monotonic() + 20.0
        while not (made := list(synthesis.made())) and time.monotonic() < deadline_s:
            time.sleep(0.01)
    finally:
        synthesis.close()
    ((_, sound),) = made
    if isinstance(sound, str):
        pytest.skip(sound)
    return sound


def level_db(sound: Samples) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(sound.astype(np.float64) ** 2))))


def pitch_hz(sound: Samples) -> float:
    heard = [voice_features(sound[end - WINDOW : end]).pitch_hz for end in range(WINDOW, sound.size, WINDOW)]
    return float(np.median([each for each in heard if each > 0.0]))


@pytest.mark.parametrize("language", list(SENTENCES))
def test_what_a_text_expresses_is_heard_in_pace_pitch_and_loudness(language: str) -> None:
    plain = spoken(SENTENCES[language], language)
    happy, calm, concerned, urgent = (spoken(Text(SENTENCES[language], each), language) for each in EXPRESSIONS)
    assert happy.size < 0.98 * plain.size and pitch_hz(happy) > 1.05 * pitch_hz(plain)
    assert calm.size > 1.04 * plain.size and level_db(calm) < level_db(plain) - 1.0
    assert concerned.size > 1.04 * plain.size and pitch_hz(concerned) < 0.96 * pitch_hz(plain)
    assert urgent.size > 0.97 * plain.size and level_db(urgent) > level_db(plain) + 3.0


@pytest.mark.parametrize(
    ("key", "language", "mood", "caption"),
    [
        ("microphone-back", "en", Mood.HAPPY, "I can hear you again."),
        ("settings-lost", "zh-CN", Mood.CONCERNED, "我忘了您喜欢我怎么说话，请再告诉我一次。"),
    ],
)
def test_a_text_of_the_catalogue_is_spoken_as_it_is_meant_and_read_without_markup(
    graph: Graph, voice: HummingVoice, tmp_path: Path, key: str, language: str, mood: Mood, caption: str
) -> None:
    captions = graph.collect(ClosedCaption, "/closed_captions")
    said = graph.collect(String, "/speech/last_said", LATCHED)
    node = graph.start(SpeechNode, home_file=HOME, models_folders=["no-such-folder"], state_dir=str(tmp_path))
    graph.until(lambda: graph.probe.count_publishers("/closed_captions"))
    node._speaking.announce(Texts("huban_speech").say(key, language), language)
    graph.until(lambda: said and said[-1].data == caption, timeout_s=15.0)
    assert [each.text for each in captions] == [caption]
    usual = PROFILES["steady_man"].manner
    assert [each.manner for each in voice.asked] == [usual.and_also(MOODS[mood])]
