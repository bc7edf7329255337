"""Whether others talk in the room, the television or visitors: what is said among them may not be meant for the robot.

A cry for help in the middle of such talk leads to a question instead of an alarm, unless it stands out from the talk or
is repeated. Whoever has just been spoken to by the robot has its ear: its own words end what was before.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from huban_common.core.parameters import param
from huban_speech.core.frames import (
    BLOCK_S,
    Audio,
    Frame,
    NotUnderstood,
    OthersTalk,
    ReflexHeard,
    ReflexKind,
    RobotTalks,
    SpeechStarted,
)
from huban_speech.core.hearing.intake import rms


@dataclass(frozen=True)
class OtherTalkRules:
    other_talk_s: float = param(
        4.0,
        "so much talk that nobody understands, since the robot spoke, is not meant for it",
        minimum=1.0,
        maximum=60.0,
    )
    other_talk_within_s: float = param(20.0, "and is forgotten after this time", minimum=5.0, maximum=300.0)
    cry_above_db: float = param(
        6.0, "a cry for help that is louder than the other talk by this is no part of it", minimum=0.0, maximum=40.0
    )
    cry_again_s: float = param(30.0, "and neither is a second cry within this time", minimum=0.0, maximum=300.0)


@dataclass
class _Talk:
    """One utterance: how long the voice lasted and its power, summed over blocks."""

    ended_s: float = 0.0
    blocks: int = 0
    power: float = 0.0

    def add(self, audio: Audio) -> None:
        self.blocks += 1
        self.power += rms(audio.samples) ** 2


class OtherTalk:
    """Adds OthersTalk when that changes, and turns cries for help among other talk into doubts."""

    def __init__(self, rules: OtherTalkRules) -> None:
        self._rules = rules
        self._others: deque[_Talk] = deque()
        self._now = _Talk()
        self._talk = self._over = False
        self._cried_s: float | None = None

    def process(self, frame: Frame) -> Iterable[Frame]:
        if isinstance(frame, Audio):
            if frame.voiced:
                self._now.add(frame)
        elif isinstance(frame, RobotTalks):
            self._over = True
        elif isinstance(frame, SpeechStarted):
            self._begin()
            return (frame, *self._changes(frame.at_s))
        elif isinstance(frame, NotUnderstood):
            self._now.ended_s = frame.at_s
            self._others.append(self._now)
            return (frame, *self._changes(frame.at_s))
        elif isinstance(frame, ReflexHeard) and frame.kind is ReflexKind.HELP:
            return (self._judged(frame),)
        return (frame,)

    def _begin(self) -> None:
        """What the robot says in the middle of an utterance does not change what that was, only the next one."""
        self._now = _Talk()
        if self._over:
            self._others.clear()
            self._over = False

    def _changes(self, now_s: float) -> Iterable[OthersTalk]:
        while self._others and now_s - self._others[0].ended_s > self._rules.other_talk_within_s:
            self._others.popleft()
        talk = sum(each.blocks for each in self._others) * BLOCK_S >= self._rules.other_talk_s
        if talk != self._talk:
            self._talk = talk
            yield OthersTalk(talk, now_s)

    def _judged(self, cry: ReflexHeard) -> ReflexHeard:
        before_s, self._cried_s = self._cried_s, cry.at_s
        again = before_s is not None and cry.at_s - before_s <= self._rules.cry_again_s
        if not self._talk or again or self._stands_out():
            return cry
        return replace(cry, kind=ReflexKind.DOUBT)

    def _stands_out(self) -> bool:
        others = sum(each.power for each in self._others) / max(1, sum(each.blocks for each in self._others))
        loudest = others * float(10.0 ** (self._rules.cry_above_db / 10.0))
        return self._now.power / max(1, self._now.blocks) > loudest
