"""The face of one person over time: expression, words, blinks."""

import numpy as np

from huban_simulation.core.people.expressions import Face, added, blended, lids, lips, speaking_time_s

_CHANGE_S = 0.5
_BLINK_EVERY_S = (2.0, 6.0)


class Countenance:
    """Goes smoothly from expression to expression, speaks and blinks."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self._shares = {"neutral": 1.0}
        self._shown = "neutral"
        self._text, self._said_s, self._speech_s = "", 0.0, 0.0
        self._until_blink_s = float(random.uniform(*_BLINK_EVERY_S))

    @property
    def saying(self) -> str:
        """The text being spoken; empty: silent."""
        return self._text

    def show(self, expression: str) -> None:
        """Begins to change to a named expression."""
        self._shown = expression
        self._shares.setdefault(expression, 0.0)

    def say(self, text: str, lang: str, duration_s: float | None) -> None:
        """Begins to speak; takes as long as such a sentence takes unless told."""
        self._text, self._said_s = text, 0.0
        self._speech_s = duration_s or speaking_time_s(text, lang)

    def step(self, dt_s: float) -> None:
        change = dt_s / _CHANGE_S
        for name, share in self._shares.items():
            self._shares[name] = min(1.0, share + change) if name == self._shown else max(0.0, share - change)
        self._said_s += dt_s
        if self._said_s >= self._speech_s:
            self._text = ""
        self._until_blink_s -= dt_s
        if self._until_blink_s < -1.0:
            self._until_blink_s = float(self._random.uniform(*_BLINK_EVERY_S))

    def face(self) -> Face:
        """Strengths 0..1 of facial actions now."""
        face = blended(self._shares)
        if self._text:
            face = added(face, lips(self._text, self._said_s / self._speech_s))
        if self._until_blink_s < 0 and self._shown != "asleep":
            face = added(face, lids(-self._until_blink_s))
        return {action: strength for action, strength in face.items() if strength > 0}
