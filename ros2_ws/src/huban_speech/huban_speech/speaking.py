"""The say skill and the TTS action: texts in, sound, captions and what to repeat out."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from queue import SimpleQueue
from threading import Lock
from typing import Any

from audio_common_msgs.msg import AudioData
from communication_skills.action import Say
from hri_actions_msgs.msg import ClosedCaption
from std_msgs.msg import String
from tts_msgs.action import TTS

from huban_common.actions import Goal, GoalServer
from huban_common.core.texts import locale_of, marked
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, RELIABLE
from huban_speech import conversions
from huban_speech.backends.topic_speaker import TopicSpeaker
from huban_speech.config import SpeechConfig
from huban_speech.core.people import People
from huban_speech.core.ports import Sink, Voice
from huban_speech.core.speaking.last_said import LastSaid
from huban_speech.core.speaking.mouth import Mouth, QueueFull
from huban_speech.core.speaking.sentences import BadText, sentences
from huban_speech.core.speaking.sinks import Sinks
from huban_speech.core.types import CaptionStarted, Ended, Event, Outcome, Request, WordStarted
from huban_speech.synthesis import Synthesis

_TICK_S = 0.04
OWN_PRIORITY = 180
"""What the robot says about itself comes before conversation."""


@dataclass(frozen=True)
class _Asked:
    """Who waits for a request: the goal, its result for an end, and what a new word means to it."""

    goal: Goal
    result: Callable[[Ended], Any]
    word: Callable[[str], None] = lambda _word: None


class Speaking:
    """Serves `/skill/say` and `/tts_engine/tts`, until closed. A Talker.

    The synthesis has its own thread; actions are answered on the executor's.
    """

    def __init__(
        self, node: ManagedNode, config: SpeechConfig, voice: Voice, people: People, language: Callable[[], str]
    ) -> None:
        """`language` tells the one to speak where the letters of a text do not say."""
        self._node, self._config, self._language = node, config, language
        self._sinks = Sinks(TopicSpeaker(node.publish_on(AudioData, "/speaker/audio", RELIABLE)))
        self._mouth = Mouth(config.longest_queue, self._sinks)
        self._lock = Lock()
        """Around the mouth: those who listen stop it from their own thread."""
        self._ids = count(1)
        self._requests: dict[int, Request] = {}
        self._asked: dict[int, _Asked] = {}
        self._own: SimpleQueue[tuple[str, str]] = SimpleQueue()
        self._last_failure = ""
        self._last_said = LastSaid()
        self._captions = node.publish_on(ClosedCaption, "/closed_captions", RELIABLE)
        self._repeatable = node.publish_on(String, "/speech/last_said", LATCHED)
        self._synthesis = Synthesis(config, voice, people, self._broke)
        GoalServer(node, Say, "/skill/say", self._on_say, self._on_cancel)
        GoalServer(node, TTS, "/tts_engine/tts", self._on_tts, self._on_cancel)
        node.every(_TICK_S, self._tick)

    def announce(self, text: str, language: str) -> None:
        """Says something on the robot's own account; may be called in any thread."""
        self._own.put((marked(text), language))

    def also_to(self, sink: Sink) -> None:
        """From now on this sink gets what is played as well, with the node's ROS time."""
        self._sinks.add(sink)

    def pause(self) -> None:
        with self._lock:
            self._mouth.pause()

    def resume(self) -> None:
        with self._lock:
            self._mouth.resume()

    def interrupt(self) -> None:
        with self._lock:
            self._mouth.interrupt("somebody spoke")

    def hush(self) -> None:
        with self._lock:
            self._mouth.hush("somebody said stop")

    def trouble(self) -> list[str]:
        """What is wrong now, for people who look after the robot."""
        return [f"cannot speak: {self._last_failure}"] if self._last_failure else []

    def status(self) -> dict[str, object]:
        return {"voice": self._config.voice_engine, "waiting_to_speak": self._mouth.waiting}

    def close(self) -> None:
        self._synthesis.close()

    def _on_say(self, goal: Goal) -> None:
        asked = goal.request
        parts = (asked.input, self._language(), asked.meta.priority)
        self._ask(_Asked(goal, conversions.say_result), *parts, person=asked.person_id)

    def _on_tts(self, goal: Goal) -> None:
        asked = goal.request

        def result(ended: Ended) -> TTS.Result:
            return conversions.tts_result(ended, asked.input)

        def word(new: str) -> None:
            goal.feedback(TTS.Feedback(word=new))

        language = locale_of(asked.locale) if asked.locale else self._language()
        self._ask(_Asked(goal, result, word), asked.input, language, voice=asked.voice)

    def _ask(
        self, asked: _Asked | None, text: str, language: str, priority: int = Request.priority, **whom: str
    ) -> None:
        """`whom`: the `person` and another than the usual `voice`."""
        request_id = next(self._ids)
        if asked is not None:
            self._asked[request_id] = asked
        try:
            request = Request(request_id, sentences(text, language, self._config.longest_text), priority, **whom)
            with self._lock:
                self._mouth.submit(request)
            self._requests[request_id] = request
        except BadText as error:
            self._end(Ended(request_id, Outcome.BAD_TEXT, reason=str(error)))
        except QueueFull as error:
            self._end(Ended(request_id, Outcome.FAILED, reason=str(error)))
        self._tick()

    def _on_cancel(self, goal: Goal) -> None:
        for request_id in [each for each, asked in self._asked.items() if asked.goal is goal]:
            with self._lock:
                self._mouth.cancel(request_id)

    def _tick(self) -> None:
        while not self._own.empty():
            self._ask(None, *self._own.get(), OWN_PRIORITY)
        with self._lock:
            self._collect()
            events = self._mouth.step(self._node.clock.now_s())
            jobs = list(self._mouth.jobs())
        for event in events:
            self._act(event)
        for job in jobs:
            self._synthesis.order(job)

    def _collect(self) -> None:
        """Takes over what was synthesised."""
        for job, sound in self._synthesis.made():
            if isinstance(sound, str):
                self._last_failure = sound
                self._mouth.failed(job, sound)
            else:
                self._mouth.synthesised(job, sound)

    def _act(self, event: Event) -> None:
        if isinstance(event, CaptionStarted):
            stamp = self._node.get_clock().now().to_msg()
            self._captions.publish(conversions.caption(ClosedCaption.SYSTEM, event.text, event.language, stamp))
        elif isinstance(event, WordStarted):
            if event.request in self._asked:
                self._asked[event.request].word(event.word)
        else:
            self._end(event)

    def _end(self, ended: Ended) -> None:
        if ended.outcome is Outcome.SPOKEN:
            self._last_failure = ""
        self._remember(ended)
        asked = self._asked.pop(ended.request, None)
        if asked is None:
            return
        end = {Outcome.SPOKEN: asked.goal.succeed, Outcome.CANCELLED: asked.goal.cancelled}
        end.get(ended.outcome, asked.goal.abort)(asked.result(ended))

    def _remember(self, ended: Ended) -> None:
        request = self._requests.pop(ended.request, None)
        if request is not None:
            self._last_said.ended(request, ended)
            self._repeatable.publish(String(data=self._last_said.text))

    def _broke(self, error: Exception) -> None:
        self._node.get_logger().error(f"synthesis: {type(error).__name__}: {error}", throttle_duration_sec=10.0)
