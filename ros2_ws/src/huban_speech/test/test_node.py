"""The node between its topics and actions."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from action_msgs.msg import GoalStatus
from audio_common_msgs.msg import AudioData
from communication_skills.action import Say
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from hri_actions_msgs.msg import ClosedCaption
from hri_msgs.msg import AudioFeatures, IdsList, IdsMatch, LiveSpeech
from rclpy.action import ActionClient
from std_msgs.msg import Bool, String
from std_skills.msg import Result
from std_srvs.srv import SetBool
from tts_msgs.action import TTS

from huban_common.core.home import load_home
from huban_common.qos import LATCHED
from huban_common.testing import Graph
from huban_interfaces.msg import Reflex
from huban_speech.core.frames import Samples
from huban_speech.node import SpeechNode
from huban_speech.simulation import HummingVoice

Speak = Callable[[str, str], Samples]
Play = Callable[..., None]
HOME = str(Path(__file__).parents[4] / "sim/home.yaml")
VOICE = "/humans/voices/anonymous_speaker"


@pytest.fixture(autouse=True)
def home_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the node keeps goes there."""
    monkeypatch.setenv("HOME", str(tmp_path))


def start(graph: Graph, **parameters: Any) -> SpeechNode:
    started: SpeechNode = graph.start(SpeechNode, home_file=HOME, models_folders=["no-such-folder"], **parameters)
    return started


def send(graph: Graph, kind: type[Any], name: str, goal: Any, feedback: Callable[[Any], None] | None = None) -> Any:
    """A goal's handle once it is accepted."""
    client = ActionClient(graph.probe, kind, name)
    assert client.wait_for_server(timeout_sec=5.0)
    sent = client.send_goal_async(goal, feedback)
    graph.until(sent.done)
    return sent.result()


def outcome(graph: Graph, handle: Any) -> Any:
    """(status, result) of a goal."""
    answer = handle.get_result_async()
    graph.until(answer.done)
    return answer.result().status, answer.result().result


def say(text: str, priority: int = 128) -> Say.Goal:
    goal = Say.Goal(input=text)
    goal.meta.priority = priority
    return goal


def health(graph: Graph, wanted: Callable[[DiagnosticStatus], bool]) -> DiagnosticStatus:
    """The first status of the node that is as wanted."""
    seen = graph.collect(DiagnosticArray, "/diagnostics")
    found: DiagnosticStatus = graph.until(
        lambda: next((status for array in seen for status in array.status if wanted(status)), None)
    )
    return found


def test_a_spoken_command_goes_out_as_words_while_and_after_it_is_spoken(
    graph: Graph, speak: Speak, play: Play
) -> None:
    start(graph)
    heard = graph.collect(LiveSpeech, f"{VOICE}/speech")
    captions = graph.collect(ClosedCaption, "/closed_captions")
    tracked = graph.collect(IdsList, "/humans/voices/tracked", LATCHED)
    play(speak("go to the kitchen", "slt"))
    final = graph.until(lambda: next((words for words in heard if words.final), None))
    assert (final.final, final.incremental, final.language) == ("go to the kitchen", "", "en")
    assert final.confidence > 0.5
    assert "go to the" in [words.incremental for words in heard]
    graph.until(lambda: captions)
    assert (captions[0].text, captions[0].speaker_id) == ("go to the kitchen", "anonymous_speaker")
    assert tracked[0].ids == ["anonymous_speaker"]


def test_who_speaks_is_told_with_the_sound_of_the_voice_only(graph: Graph, speak: Speak, play: Play) -> None:
    start(graph)
    speaking = graph.collect(Bool, f"{VOICE}/is_speaking", LATCHED)
    voice_sound = graph.collect(AudioData, f"{VOICE}/audio")
    sound = np.concatenate((np.zeros(48000, dtype=np.int16), speak("come here", "rms")))
    play(sound)
    graph.until(lambda: [message.data for message in speaking] == [True, False])
    graph.spin(0.1)
    assert 0.5 < sum(len(chunk.data) for chunk in voice_sound) / 32000 < 3.0


def test_what_a_voice_sounds_like_is_told_while_it_speaks(graph: Graph, speak: Speak, play: Play) -> None:
    start(graph)
    features = graph.collect(AudioFeatures, f"{VOICE}/features")
    play(speak("come here", "rms"))
    graph.until(lambda: len(features) > 20)
    assert all(len(each.mfcc) == 13 for each in features)
    pitches = [each.pitch for each in features if each.pitch]
    assert 70.0 < np.median(pitches) < 180.0


def test_an_utterance_without_words_is_told_too(graph: Graph, speak: Speak, play: Play) -> None:
    start(graph)
    heard = graph.collect(LiveSpeech, f"{VOICE}/speech")
    play(speak("the weather was lovely in the mountains last summer", "rms"))
    last = graph.until(lambda: next((words for words in heard if not words.final and not words.incremental), None))
    assert last.confidence == 0.0


def test_a_processor_that_fails_is_replaced_and_the_next_sentence_is_heard(
    graph: Graph, speak: Speak, play: Play
) -> None:
    node = start(graph)
    finals = graph.collect(LiveSpeech, f"{VOICE}/speech")
    graph.until(lambda: node._hearing and node._hearing._language)
    node._hearing._chain = Broken()
    play(np.zeros(640, dtype=np.int16))
    assert "hearing failed: RuntimeError: broken" in health(graph, lambda found: "failed" in found.message).message
    play(speak("go to the kitchen", "slt"))
    assert graph.until(lambda: next((words for words in finals if words.final), None)).final == "go to the kitchen"


class Broken:
    """A chain in which a processor fails."""

    def push(self, _frame: Any) -> list[Any]:
        raise RuntimeError("broken")


def test_a_microphone_that_falls_silent_is_told_aloud_and_so_is_its_return(
    graph: Graph, play: Play, voice: HummingVoice
) -> None:
    start(graph, microphone_timeout_s=0.5)
    captions = graph.collect(ClosedCaption, "/closed_captions")
    quiet = np.zeros(640, dtype=np.int16)
    play(quiet)
    graph.until(lambda: any("cannot hear anything" in caption.text for caption in captions))

    def heard_again() -> bool:
        play(quiet)
        return any("hear you again" in caption.text for caption in captions)

    graph.until(heard_again)


def test_a_microphone_that_is_unplugged_in_a_sentence_ends_it(graph: Graph, speak: Speak, play: Play) -> None:
    start(graph, microphone_timeout_s=1.5)
    speaking = graph.collect(Bool, f"{VOICE}/is_speaking", LATCHED)
    finals = graph.collect(LiveSpeech, f"{VOICE}/speech")
    sound = speak("go to the kitchen", "slt")
    play(sound[: sound.size - 20000])
    graph.until(lambda: [message.data for message in speaking] == [True, False])
    play(speak("come here", "slt"))
    graph.until(lambda: [words.final for words in finals if words.final] == ["go to the kitchen", "come here"])


def consent(graph: Graph, given: bool, person: str) -> Any:
    client = graph.probe.create_client(SetBool, f"/speech/people/{person}/voice_consent")
    graph.until(client.service_is_ready)
    future = client.call_async(SetBool.Request(data=given))
    graph.until(future.done)
    return future.result()


def test_who_agrees_is_known_by_voice_until_they_take_it_back(
    graph: Graph, speak: Speak, play: Play, tmp_path: Path
) -> None:
    person = next(iter(load_home(Path(HOME)).people))
    start(graph, enrolment_s=5.0)
    matches = graph.collect(IdsMatch, "/humans/candidate_matches")
    kept = tmp_path / ".local/state/huban/voice_templates.bin"
    assert consent(graph, True, person).success
    for _ in range(3):
        play(speak("the weather was lovely in the mountains last summer", "rms"))
    graph.until(kept.exists)
    matches.clear()
    play(speak("prices in the supermarket went up again this week", "rms"))
    assert graph.until(lambda: matches)[0].id2 == person
    assert consent(graph, False, person).success
    assert not kept.exists()


def test_a_cry_for_help_goes_out_as_a_reflex(graph: Graph, speak: Speak, play: Play) -> None:
    start(graph)
    reflexes = graph.collect(Reflex, "/reflex")
    play(speak("help me", "rms"))
    graph.until(lambda: reflexes)
    assert (reflexes[0].kind, reflexes[0].source, reflexes[0].locale) == (Reflex.HELP, "anonymous_speaker", "en")


def test_bad_sound_is_counted_and_told_and_good_sound_after_it_is_heard(graph: Graph, speak: Speak, play: Play) -> None:
    start(graph)
    heard = graph.collect(LiveSpeech, f"{VOICE}/speech")
    microphone = graph.publisher(AudioData, "/microphone/audio")
    for bad in (b"", b"x", b"\x80" * 1281, b"\x80" * 1280):
        microphone.publish(AudioData(data=bad))
    status = health(graph, lambda found: KeyValue(key="chunks_refused", value="4") in found.values)
    assert status.level == DiagnosticStatus.WARN and "bad sound" in status.message
    play(speak("come here", "slt"))
    graph.until(lambda: any(words.final == "come here" for words in heard))


def test_talk_that_is_not_for_the_robot_is_told_as_such(graph: Graph, speak: Speak, play: Play) -> None:
    start(graph)
    others = graph.collect(Bool, "/humans/voices/others_talk", LATCHED)
    talk = "the weather was lovely in the mountains last summer and prices in the supermarket went up again"
    play(speak(talk, "rms"))
    graph.until(lambda: [message.data for message in others] == [False, True])


def test_a_lost_microphone_is_told(graph: Graph) -> None:
    start(graph, microphone_timeout_s=0.5)
    status = health(graph, lambda found: "no sound from the microphone" in found.message)
    assert status.level == DiagnosticStatus.WARN


def test_a_language_without_a_recogniser_is_told_aloud_and_voices_are_still_noticed(
    graph: Graph,
    speak: Speak,
    play: Play,
    voice: HummingVoice,
) -> None:
    start(graph)
    captions = graph.collect(ClosedCaption, "/closed_captions")
    speaking = graph.collect(Bool, f"{VOICE}/is_speaking", LATCHED)
    graph.publisher(String, "/language", LATCHED).publish(String(data="zh-CN"))
    graph.until(lambda: captions)
    assert captions[0].speaker_id == ClosedCaption.SYSTEM and "听不懂" in captions[0].text
    assert "no Vosk model for zh-CN" in health(graph, lambda found: found.level == DiagnosticStatus.WARN).message
    play(speak("come here", "slt"))
    graph.until(lambda: [message.data for message in speaking] == [True, False])


def test_after_a_change_of_language_and_back_words_are_heard_again(
    graph: Graph,
    speak: Speak,
    play: Play,
    voice: HummingVoice,
) -> None:
    start(graph)
    heard = graph.collect(LiveSpeech, f"{VOICE}/speech")
    language = graph.publisher(String, "/language", LATCHED)
    for chosen in ("zh-CN", "en"):
        language.publish(String(data=chosen))
        graph.spin(0.1)
    play(speak("come here", "slt"))
    graph.until(lambda: any(words.final == "come here" for words in heard))


def test_a_sentence_is_spoken_at_its_pace_with_a_caption_and_then_succeeds(graph: Graph, voice: HummingVoice) -> None:
    start(graph)
    captions = graph.collect(ClosedCaption, "/closed_captions")
    sound = graph.collect(AudioData, "/speaker/audio")
    began_s = time.monotonic()
    status, result = outcome(graph, send(graph, Say, "/skill/say", say("<set expression(happy)>Good morning!")))
    assert status == GoalStatus.STATUS_SUCCEEDED and result.result.error_code == Result.ROS_ENOERR
    seconds = sum(len(chunk.data) for chunk in sound) / 32000
    assert seconds == pytest.approx(0.06 * len("Good morning!"), abs=0.01)
    assert time.monotonic() - began_s >= seconds
    assert [(caption.speaker_id, caption.text, caption.locale) for caption in captions] == [
        (ClosedCaption.SYSTEM, "Good morning!", "en")
    ]


def test_the_pace_is_that_of_simulated_time(graph: Graph, voice: HummingVoice) -> None:
    simulated = graph.simulate_time()
    start(graph, use_sim_time=True)
    simulated.paused = True
    sound = graph.collect(AudioData, "/speaker/audio")

    def advance(ticks: int) -> None:
        for _ in range(ticks):
            simulated.advance(0.04)
            graph.spin(0.02)

    advance(3)
    handle = send(graph, Say, "/skill/say", say("I am coming to the kitchen."))
    graph.spin(0.5)
    assert sum(len(chunk.data) for chunk in sound) / 32000 < 0.2
    answer = handle.get_result_async()
    began_s = time.monotonic()
    while not answer.done():
        advance(1)
        assert time.monotonic() - began_s < 20.0
    assert sum(len(chunk.data) for chunk in sound) / 32000 == pytest.approx(0.06 * 27, abs=0.01)


def test_an_urgent_sentence_interrupts_and_the_interrupted_goal_says_so(graph: Graph, voice: HummingVoice) -> None:
    start(graph)
    captions = graph.collect(ClosedCaption, "/closed_captions")
    story = send(graph, Say, "/skill/say", say("Once upon a time there was a king with seven daughters."))
    graph.until(lambda: captions)
    urgent = send(graph, Say, "/skill/say", say("Fire!", priority=250))
    status, result = outcome(graph, story)
    assert status == GoalStatus.STATUS_ABORTED and result.result.error_code == Result.ROS_EINTR
    assert outcome(graph, urgent)[0] == GoalStatus.STATUS_SUCCEEDED
    assert [caption.text for caption in captions][-1] == "Fire!"


@pytest.mark.parametrize("text", ["", "<set expression(sad)>", "x" * 2000])
def test_a_text_that_cannot_be_spoken_is_refused_with_ebadmsg(graph: Graph, voice: HummingVoice, text: str) -> None:
    start(graph)
    status, result = outcome(graph, send(graph, Say, "/skill/say", say(text)))
    assert status == GoalStatus.STATUS_ABORTED
    assert result.result.error_code == Result.ROS_EBADMSG and result.result.error_msg


def test_speaking_can_be_cancelled(graph: Graph, voice: HummingVoice) -> None:
    start(graph)
    captions = graph.collect(ClosedCaption, "/closed_captions")
    story = send(graph, Say, "/skill/say", say("Once upon a time there was a king with seven daughters."))
    graph.until(lambda: captions)
    graph.until(story.cancel_goal_async().done)
    status, result = outcome(graph, story)
    assert status == GoalStatus.STATUS_CANCELED and result.result.error_code == Result.ROS_ECANCELED


def test_the_tts_action_tells_each_word_as_it_begins(graph: Graph, voice: HummingVoice) -> None:
    start(graph)
    words: list[str] = []
    goal = TTS.Goal(input="one two three", locale="en")
    handle = send(graph, TTS, "/tts_engine/tts", goal, lambda message: words.append(message.feedback.word))
    status, result = outcome(graph, handle)
    assert status == GoalStatus.STATUS_SUCCEEDED and result.text == "one two three"
    assert words == ["one", "two", "three"]


def test_a_voice_that_fails_is_told_to_whoever_asked_and_on_diagnostics(graph: Graph, voice: HummingVoice) -> None:
    voice.refusal = "eSpeak NG is not installed"
    start(graph)
    status, result = outcome(graph, send(graph, Say, "/skill/say", say("Good morning!")))
    assert status == GoalStatus.STATUS_ABORTED and result.result.error_code == Result.ROS_EOTHER
    assert (
        "cannot speak: eSpeak NG is not installed"
        in health(graph, lambda found: "cannot speak" in found.message).message
    )


def test_a_voice_that_never_answers_is_given_up(
    graph: Graph,
    voice: HummingVoice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(voice, "speak", lambda *_: time.sleep(3.0))
    start(graph, synthesis_timeout_s=0.2)
    _status, result = outcome(graph, send(graph, Say, "/skill/say", say("Good morning!")))
    assert "did not answer within 0.2 s" in result.result.error_msg


def test_the_usual_voice_speaks_english_and_mandarin(graph: Graph) -> None:
    start(graph)
    captions = graph.collect(ClosedCaption, "/closed_captions")
    _status, result = outcome(graph, send(graph, Say, "/skill/say", say("Yes. 好的。")))
    if "espeak-ng" in result.result.error_msg:
        pytest.skip(result.result.error_msg)
    assert result.result.error_code == Result.ROS_ENOERR
    assert [(caption.text, caption.locale) for caption in captions] == [("Yes.", "en"), ("好的。", "zh-CN")]
