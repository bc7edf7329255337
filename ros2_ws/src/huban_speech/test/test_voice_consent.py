"""People agree to be known by their voice, and take that back, by talking: behaviors and speech together."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hri_actions_msgs.msg import ClosedCaption, Intent
from hri_msgs.msg import LiveSpeech

from huban_behaviors.node import Behaviors
from huban_common import ids
from huban_common.qos import LATCHED_EVENTS
from huban_common.testing import Graph
from huban_interfaces.msg import Question, SkillStatus
from huban_speech import simulation
from huban_speech.core.frames import Samples
from huban_speech.node import SpeechNode

Speak = Callable[[str, str], Samples]
Play = Callable[..., None]
HOME = str(Path(__file__).parents[4] / "sim/home.yaml")
CHAT = "the weather was lovely in the mountains last summer"
FINAL = {SkillStatus.SUCCEEDED, SkillStatus.FAILED, SkillStatus.REFUSED, SkillStatus.CANCELLED}


class Flat:
    """A robot that hums its sentences quickly, and somebody who talks to it."""

    def __init__(self, graph: Graph, folder: Path) -> None:
        self.graph = graph
        self.template = folder / "voice_templates.bin"
        self.captions = graph.collect(ClosedCaption, "/closed_captions")
        self.words = graph.collect(LiveSpeech, "/humans/voices/anonymous_speaker/speech")
        self.questions = graph.collect(Question, "/questions", LATCHED_EVENTS)
        self.statuses = graph.collect(SkillStatus, "/behaviors/skill_status", LATCHED_EVENTS)
        parameters: dict[str, Any] = {"home_file": HOME, "state_dir": str(folder)}
        graph.start(SpeechNode, models_folders=["no-such-folder"], enrolment_s=5.0, **parameters)
        graph.start(Behaviors, **parameters)
        self._intents = graph.publisher(Intent, "/intents")

    def ask(self, skill: str, **args: str) -> None:
        data = json.dumps({"skill": skill, "args": args})
        self._intents.publish(Intent(intent=Intent.START_ACTIVITY, data=data, source="anonymous_speaker"))

    def answer(self, answer: str) -> None:
        """To the question that is open."""
        self.graph.until(lambda: self.questions)
        self.ask("confirm", answer=answer, question=str(ids.from_message(self.questions[-1].id)))

    def end_of(self, skill: str) -> int:
        def end() -> int | None:
            return next((each.state for each in self.statuses if each.skill == skill and each.state in FINAL), None)

        return self.graph.until(end, timeout_s=30.0)


@pytest.fixture
def flat(graph: Graph, voice: simulation.HummingVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flat:
    monkeypatch.setattr(simulation, "_S_PER_LETTER", 0.004)
    return Flat(graph, tmp_path)


def test_a_yes_begins_the_template_and_a_wish_deletes_it(flat: Flat, speak: Speak, play: Play) -> None:
    flat.ask("voice_remember")
    flat.answer("yes")
    assert flat.end_of("voice_remember") == SkillStatus.SUCCEEDED
    flat.graph.until(lambda: any("talk to me" in caption.text for caption in flat.captions))
    for _ in range(3):
        play(speak(CHAT, "rms"))
    flat.graph.until(flat.template.exists)
    flat.graph.until(lambda: any("Now I know your voice" in caption.text for caption in flat.captions))
    flat.ask("voice_forget")
    assert flat.end_of("voice_forget") == SkillStatus.SUCCEEDED
    assert not flat.template.exists()


def test_after_a_no_nothing_that_is_heard_is_kept(flat: Flat, speak: Speak, play: Play) -> None:
    flat.ask("voice_remember")
    flat.answer("no")
    assert flat.end_of("voice_remember") == SkillStatus.FAILED
    for _ in range(3):
        play(speak(CHAT, "rms"))
    play(speak("come here", "rms"))
    flat.graph.until(lambda: any(words.final == "come here" for words in flat.words))
    assert not flat.template.exists()
