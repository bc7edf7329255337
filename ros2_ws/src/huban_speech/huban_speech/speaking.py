"""The say skill and the TTS action: texts in, sound on `/speaker/audio` and captions out."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from queue import SimpleQueue
from typing import Any

from audio_common_msgs.msg import AudioData
from communication_skills.action import Say
from hri_actions_msgs.msg import ClosedCaption
from tts_msgs.action import TTS

from huban_common.actions import Goal, GoalServer
from huban_common.core.clock import MonotonicClock
from huban_common.core.texts import locale_of
from huban_common.node import ManagedNode
from huban_common.qos import RELIABLE
from huban_speech import conversions
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import Samples
from huban_speech.core.mouth import Mouth, QueueFull
from huban_speech.core.ports import Unavailable, Voice
from huban_speech.core.sentences import BadText, sentences
from huban_speech.core.types import Ended, Event, Job, Outcome, Request, SentenceStarted, Sound, WordStarted
from huban_speech.worker import Worker

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
    """Serves `/skill/say` and `/tts_engine/tts`, until closed. All but the synthesis runs on the executor's thread."""

    def __init__(self, node: ManagedNode, config: SpeechConfig, voice: Voice, language: Callable[[], str]) -> None:
        """`language` tells the one to speak where the letters of a text do not say."""
        self._node, self._config, self._voice, self._language = node, config, voice, language
        self._mouth = Mouth(config.longest_queue)
        self._ids = count(1)
        self._asked: dict[int, _Asked] = {}
        self._deadlines_s: dict[Job, float] = {}
        self._patience = MonotonicClock()
        self._sounds: SimpleQueue[tuple[Job, Samples | str]] = SimpleQueue()
        self._own: SimpleQueue[tuple[str, str]] = SimpleQueue()
        self._last_failure = ""
        self._speaker = node.publish_on(AudioData, "/speaker/audio", RELIABLE)
        self._captions = node.publish_on(ClosedCaption, "/closed_captions", RELIABLE)
        self._synthesis: Worker[Job] = Worker("synthesis", self._synthesise, config.longest_queue * 2, self._broke)
        GoalServer(node, Say, "/skill/say", self._on_say, self._on_cancel)
        GoalServer(node, TTS, "/tts_engine/tts", self._on_tts, self._on_cancel)
        node.every(_TICK_S, self._tick)

    def announce(self, text: str, language: str) -> None:
        """Says something on the robot's own account; may be called in any thread."""
        self._own.put((text, language))

    def trouble(self) -> list[str]:
        """What is wrong now, for people who look after the robot."""
        return [f"cannot speak: {self._last_failure}"] if self._last_failure else []

    def status(self) -> dict[str, object]:
        return {"voice": self._config.voice_engine, "waiting_to_speak": self._mouth.waiting}

    def close(self) -> None:
        self._synthesis.close()

    def _on_say(self, goal: Goal) -> None:
        asked = goal.request
        self._ask(_Asked(goal, conversions.say_result), asked.input, self._language(), asked.meta.priority)

    def _on_tts(self, goal: Goal) -> None:
        asked = goal.request

        def result(ended: Ended) -> TTS.Result:
            return conversions.tts_result(ended, asked.input)

        def word(new: str) -> None:
            goal.feedback(TTS.Feedback(word=new))

        language = locale_of(asked.locale) if asked.locale else self._language()
        self._ask(_Asked(goal, result, word), asked.input, language, voice=asked.voice)

    def _ask(
        self, asked: _Asked | None, text: str, language: str, priority: int = Request.priority, voice: str = ""
    ) -> None:
        request_id = next(self._ids)
        if asked is not None:
            self._asked[request_id] = asked
        try:
            parts = sentences(text, language, self._config.longest_text)
            self._mouth.submit(Request(request_id, parts, priority, voice))
        except BadText as error:
            self._end(Ended(request_id, Outcome.BAD_TEXT, reason=str(error)))
        except QueueFull as error:
            self._end(Ended(request_id, Outcome.FAILED, reason=str(error)))
        self._tick()

    def _on_cancel(self, goal: Goal) -> None:
        for request_id in [each for each, asked in self._asked.items() if asked.goal is goal]:
            self._mouth.cancel(request_id)

    def _tick(self) -> None:
        while not self._own.empty():
            self._ask(None, *self._own.get(), OWN_PRIORITY)
        self._collect()
        for event in self._mouth.step(self._node.clock.now_s()):
            self._act(event)
        for job in self._mouth.jobs():
            self._deadlines_s[job] = self._patience.now_s() + self._config.synthesis_timeout_s
            self._synthesis.put(job)

    def _collect(self) -> None:
        """Takes over what was synthesised, and gives up what takes too long."""
        while not self._sounds.empty():
            job, sound = self._sounds.get()
            self._deadlines_s.pop(job, None)
            if isinstance(sound, str):
                self._fail(job, sound)
            else:
                self._mouth.synthesised(job, sound)
        for job in [job for job, until_s in self._deadlines_s.items() if self._patience.now_s() > until_s]:
            self._fail(job, f"the voice engine did not answer within {self._config.synthesis_timeout_s} s")

    def _fail(self, job: Job, reason: str) -> None:
        self._deadlines_s.pop(job, None)
        self._last_failure = reason
        self._mouth.failed(job, reason)

    def _act(self, event: Event) -> None:
        if isinstance(event, Sound):
            self._speaker.publish(conversions.audio_to_message(event.samples))
        elif isinstance(event, SentenceStarted):
            stamp = self._node.get_clock().now().to_msg()
            text, language = event.sentence.text, event.sentence.language
            self._captions.publish(conversions.caption(ClosedCaption.SYSTEM, text, language, stamp))
        elif isinstance(event, WordStarted):
            if event.request in self._asked:
                self._asked[event.request].word(event.word)
        else:
            self._end(event)

    def _end(self, ended: Ended) -> None:
        if ended.outcome is Outcome.SPOKEN:
            self._last_failure = ""
        asked = self._asked.pop(ended.request, None)
        if asked is None:
            return
        end = {Outcome.SPOKEN: asked.goal.succeed, Outcome.CANCELLED: asked.goal.cancelled}
        end.get(ended.outcome, asked.goal.abort)(asked.result(ended))

    def _synthesise(self, job: Job) -> None:
        """Runs in the synthesis thread."""
        try:
            self._sounds.put((job, self._voice.speak(job.sentence.text, job.sentence.language, job.voice)))
        except Unavailable as error:
            self._sounds.put((job, str(error)))

    def _broke(self, error: Exception) -> None:
        self._node.get_logger().error(f"synthesis: {type(error).__name__}: {error}", throttle_duration_sec=10.0)
