"""The offer of a full speech model on first use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from hri_actions_msgs.msg import ClosedCaption
from hri_msgs.msg import LiveSpeech

from huban_common.testing import Graph
from huban_speech.core.frames import Samples
from huban_speech.model_offer import ModelOffer
from huban_speech.node import SpeechNode

ROOT = Path(__file__).parents[4]
OFFERS = {"en": "So far I only understand computer voices.", "zh-CN": "我现在只听得懂电脑合成的声音。"}
Speak = Callable[[str, str], Samples]
Play = Callable[..., None]
Offers = list[tuple[str, str]]


@pytest.fixture
def offers() -> Offers:
    return []


def make(folder: Path, offers: Offers) -> ModelOffer:
    return ModelOffer(folder, lambda text, language: offers.append((text, language)))


@pytest.mark.parametrize("language", list(OFFERS))
def test_it_says_what_is_missing_and_what_to_do(tmp_path: Path, offers: Offers, language: str) -> None:
    offer = make(tmp_path, offers)
    assert offer.trouble() == []
    offer.stranger(language)
    ((text, spoken),) = offers
    assert spoken == language and text.startswith(OFFERS[language]) and "huban models fetch" in text
    (trouble,) = offer.trouble()
    assert language in trouble and "./huban models fetch" in trouble


def test_it_is_made_once_per_language_and_not_again_after_a_restart(tmp_path: Path, offers: Offers) -> None:
    offer = make(tmp_path, offers)
    for language in ("en", "en", "zh-CN", "en"):
        offer.stranger(language)
    again = make(tmp_path, offers)
    again.stranger("zh-CN")
    assert [language for _, language in offers] == ["en", "zh-CN"]
    assert "zh-CN" in again.trouble()[0]


def test_a_disk_that_keeps_nothing_is_told(tmp_path: Path, offers: Offers) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    offer = make(tmp_path / "state", offers)
    offer.stranger("en")
    assert len(offers) == 1 and any("made again" in text for text in offer.trouble())


@pytest.mark.usefixtures("voice")
@pytest.mark.parametrize("language", list(OFFERS))
def test_whom_a_tiny_model_does_not_understand_reads_and_hears_the_offer_once(
    graph: Graph, tmp_path: Path, speak: Speak, play: Play, language: str
) -> None:
    captions = graph.collect(ClosedCaption, "/closed_captions")
    speech = graph.collect(LiveSpeech, "/humans/voices/anonymous_speaker/speech")
    health = graph.collect(DiagnosticArray, "/diagnostics")
    babble = speak("the prime minister met the leaders of six countries on thursday", "slt")
    for _ in range(2):
        node = graph.start(
            SpeechNode,
            home_file=str(ROOT / "sim" / "home.yaml"),
            models_folders=[str(ROOT / "models" / "vosk-tiny")],
            synthetic_first=True,
            language=language,
            state_dir=str(tmp_path),
        )
        play(babble)
        graph.until(lambda: any(not each.final and not each.incremental for each in speech))
        graph.until(
            lambda: any(
                each.level == DiagnosticStatus.WARN and "./huban models fetch" in each.message
                for array in health
                for each in array.status
            )
        )
        graph.until(lambda: any(each.text == OFFERS[language] for each in captions), timeout_s=15.0)
        graph.spin(0.5)
        node.teardown()
        graph.executor.remove_node(node)
        graph.nodes.remove(node)
        node.destroy_node()
        speech.clear()
        health.clear()
    assert [each.text for each in captions].count(OFFERS[language]) == 1
