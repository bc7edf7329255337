"""Nothing is recorded without a yes, and everything that was can be deleted."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from audio_common_msgs.msg import AudioData
from communication_skills.action import Say
from hri_msgs.msg import LiveSpeech
from std_msgs.msg import Bool

from huban_common.core.home import load_home
from huban_common.qos import LATCHED, LATCHED_EVENTS
from huban_common.questions import TOPIC
from huban_common.testing import FakeAction, Graph
from huban_dialogue.node import DialogueNode
from huban_interfaces.msg import Question
from huban_speech.backends.recording_folder import Consent, NoRecordings, RecordingFolder, delete
from huban_speech.conversions import audio_to_message
from huban_speech.core.hearing.recording import Take
from huban_speech.evaluation.recordings import recordings
from huban_speech.recorder import Recorder

HOME_FILE = Path(__file__).parents[4] / "sim/home.yaml"
HOME = load_home(HOME_FILE)
VOICE = "/humans/voices/anonymous_speaker"
CONSENT = Consent("elder", "Mrs. Wang", "to learn", "May I?", "yes", "2024-11-21T08:05:00+08:00")
TAKE = Take(np.arange(1600, dtype=np.int16), "去厨房", "zh-CN", 0.75)


class Talk:
    """A recorder, a robot that can speak, and somebody who talks."""

    def __init__(self, graph: Graph, folder: Path, language: str = "en") -> None:
        self.graph, self.folder = graph, folder
        self.robot = FakeAction(graph.probe, Say, "/skill/say")
        self.recorder = graph.add(Recorder(folder, HOME, "elder", language, context=graph.context))
        self.sound = graph.publisher(AudioData, "/microphone/audio")
        self.speaking = graph.publisher(Bool, f"{VOICE}/is_speaking", LATCHED)
        self.words = graph.publisher(LiveSpeech, f"{VOICE}/speech")
        graph.start(DialogueNode, home_file=str(HOME_FILE), language=language)
        self.questions = graph.collect(Question, TOPIC, LATCHED_EVENTS)
        graph.until(lambda: self.recorder.reachable)

    def ask(self) -> None:
        self.recorder.ask("so that I learn", 5)
        self.graph.until(lambda: self.robot.goals)
        self.graph.spin(0.3)

    def say(self, text: str, language: str = "en") -> None:
        self.speaking.publish(Bool(data=True))
        self.graph.spin(0.1)
        for _ in range(25):
            self.sound.publish(audio_to_message(np.full(640, 1000, dtype=np.int16)))
            self.graph.spin(0.01)
        self.speaking.publish(Bool(data=False))
        self.words.publish(LiveSpeech(incremental=text))
        self.words.publish(LiveSpeech(final=text, language=language, confidence=0.8))
        self.graph.spin(0.2)


def test_after_a_yes_what_is_said_becomes_an_evaluation_folder(graph: Graph, tmp_path: Path) -> None:
    talk = Talk(graph, tmp_path / "wang")
    talk.say("yes")
    talk.ask()
    question, how = (goal.input for goal in talk.robot.goals)
    assert question == talk.questions[0].text == "Mrs. Wang, may I record what you say for 5 minutes, so that I learn?"
    assert how == "Please say yes or no."
    talk.say("yes")
    talk.say("go to the kitchen")
    talk.say("")
    consent = json.loads((tmp_path / "wang" / "consent.json").read_text(encoding="utf-8"))
    assert (consent["person"], consent["answer"], consent["purpose"]) == ("elder", "yes", "so that I learn")
    complaints: list[str] = []
    found = recordings(tmp_path / "wang", complaints)
    assert [(each.language, each.text) for each in found] == [("en", "go to the kitchen"), ("en", "")]
    sound, rate_hz = soundfile.read(found[0].file, dtype="int16")
    assert rate_hz == 16000 and sound.size >= 16000 and complaints == []
    assert talk.recorder.count == 2


@pytest.mark.parametrize(("answer", "allowed"), [("no", False), ("yes but not today", None)])
def test_without_a_clear_yes_nothing_is_written(
    graph: Graph, tmp_path: Path, answer: str, allowed: bool | None
) -> None:
    talk = Talk(graph, tmp_path / "wang")
    talk.ask()
    talk.say(answer)
    assert talk.recorder.allowed is allowed
    talk.say("go to the kitchen")
    assert not (tmp_path / "wang").exists()


def test_a_no_is_not_followed_by_a_yes(graph: Graph, tmp_path: Path) -> None:
    talk = Talk(graph, tmp_path / "wang")
    talk.ask()
    talk.say("no")
    talk.say("yes")
    assert talk.recorder.allowed is False and not (tmp_path / "wang").exists()


def test_who_says_yes_to_the_recording_is_not_asked_what_that_means(graph: Graph, tmp_path: Path) -> None:
    talk = Talk(graph, tmp_path / "wang")
    talk.ask()
    talk.say("yes")
    graph.spin(0.5)
    assert talk.recorder.allowed is True and len(talk.robot.goals) == 2
    assert [question.open for question in talk.questions] == [True, False]


def test_a_yes_that_answers_nothing_or_another_question_is_no_consent(graph: Graph, tmp_path: Path) -> None:
    talk = Talk(graph, tmp_path / "wang")
    talk.robot.manner = "aborts"
    talk.say("yes")
    talk.ask()
    talk.say("yes")
    assert talk.recorder.allowed is None and not (tmp_path / "wang").exists()


def test_people_are_asked_in_their_language(graph: Graph, tmp_path: Path) -> None:
    talk = Talk(graph, tmp_path / "wang", "zh-CN")
    talk.ask()
    talk.say("可以", "zh-CN")
    assert talk.recorder.allowed is True and "王奶奶" in talk.robot.goals[0].input


def test_one_command_deletes_everything(tmp_path: Path) -> None:
    folder = RecordingFolder(tmp_path / "wang", CONSENT)
    folder.add(TAKE)
    folder.add(TAKE)
    assert delete(tmp_path / "wang") == 2
    assert not (tmp_path / "wang").exists()


def test_what_was_not_recorded_here_is_never_deleted(tmp_path: Path) -> None:
    (tmp_path / "holiday.wav").write_bytes(b"")
    with pytest.raises(NoRecordings, match="holds no recordings"):
        delete(tmp_path)
    folder = RecordingFolder(tmp_path / "wang", CONSENT)
    folder.add(TAKE)
    (tmp_path / "wang" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "precious.wav").write_bytes(b"")
    with (tmp_path / "wang" / "manifest.tsv").open("a", encoding="utf-8") as file:
        file.write("../precious.wav\ten\t\t0\tno\n")
    with pytest.raises(NoRecordings, match="something else, which stays"):
        delete(tmp_path / "wang")
    assert [path.name for path in (tmp_path / "wang").iterdir()] == ["notes.txt"]
    assert (tmp_path / "precious.wav").exists()


def test_old_recordings_are_not_mixed_with_new_ones(tmp_path: Path) -> None:
    RecordingFolder(tmp_path / "wang", CONSENT)
    with pytest.raises(NoRecordings, match="not empty"):
        RecordingFolder(tmp_path / "wang", CONSENT)
