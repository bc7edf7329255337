"""Marks each block with the probability of a voice, and spends nothing on silence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from huban_common.core.parameters import param
from huban_speech.core.frames import Audio, Frame
from huban_speech.core.hearing.intake import rms
from huban_speech.core.ports import VoiceDetector

QUIETEST_FLOOR = 5.0
FLOOR_RISE = 1.01
"""Per block: a room that became louder is learnt within seconds, one that became quieter at once."""
ABOVE_FLOOR = 2.0
OPEN_BLOCKS = 16
"""The detector goes on for half a second after a sound: words end softly."""


@dataclass(frozen=True)
class GateRules:
    quiet_rms: float = param(
        120.0, "louder blocks (0..32768) are always examined; softer ones if above the room's hum", minimum=0.0
    )


class SilenceGate:
    """Tells blocks in which the room only hums from those worth a look."""

    def __init__(self, rules: GateRules) -> None:
        self._rules = rules
        self._floor = QUIETEST_FLOOR
        self._open = 0

    def passes(self, audio: Audio) -> bool:
        level = rms(audio.samples)
        if level >= min(self._rules.quiet_rms, ABOVE_FLOOR * self._floor):
            self._open = OPEN_BLOCKS
        else:
            self._open = max(0, self._open - 1)
        self._floor = max(QUIETEST_FLOOR, min(level, self._floor * FLOOR_RISE))
        return self._open > 0


class VoiceActivity:
    """Sets `voice` of every Audio frame."""

    def __init__(self, detector: VoiceDetector, rules: GateRules) -> None:
        self._detector = detector
        self._gate = SilenceGate(rules)
        self._rested = False

    def process(self, frame: Frame) -> Iterable[Frame]:
        if not isinstance(frame, Audio):
            return (frame,)
        if not self._gate.passes(frame):
            self._rested = True
            return (frame,)
        if self._rested:
            self._detector.forget()
            self._rested = False
        return (replace(frame, voice=self._detector.probability(frame.samples)),)
