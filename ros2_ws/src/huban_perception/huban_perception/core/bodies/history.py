"""The last minutes of everybody's posture, in memory only: what plots show."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from huban_perception.core.bodies.body import BodyState


@dataclass(frozen=True)
class Sample:
    """One body at one time: angle of the trunk, heights of hips and shoulders, what is done."""

    stamp_s: float
    trunk_deg: float
    hips_m: float
    shoulders_m: float
    posture: str
    action: str = ""


@dataclass(frozen=True)
class Mark:
    """Something that happened at a time, to somebody or to the camera (no body)."""

    stamp_s: float
    kind: str
    body_id: str = ""


def sample(body: BodyState, action: str = "") -> Sample:
    features = body.features
    return Sample(body.stamp_s, features.trunk_deg, features.hips_m, features.shoulders_m, body.posture.value, action)


class History:
    """Keeps samples and marks for `kept_s`; a clock that goes back clears it."""

    def __init__(self, kept_s: float) -> None:
        self._kept_s = kept_s
        self.clear()

    def clear(self) -> None:
        self._courses: dict[str, deque[Sample]] = {}
        self._marks: deque[Mark] = deque()
        self._now_s = 0.0

    def add(self, body_id: str, one: Sample) -> None:
        self._advance(one.stamp_s)
        self._courses.setdefault(body_id, deque()).append(one)

    def mark(self, mark: Mark) -> None:
        self._advance(mark.stamp_s)
        self._marks.append(mark)

    @property
    def now_s(self) -> float:
        return self._now_s

    @property
    def marks(self) -> Iterable[Mark]:
        return tuple(self._marks)

    def courses(self) -> dict[str, tuple[Sample, ...]]:
        """The samples of everybody who was seen lately, the longest seen first."""
        found = {body_id: tuple(course) for body_id, course in self._courses.items()}
        return dict(sorted(found.items(), key=lambda item: -len(item[1])))

    def _advance(self, stamp_s: float) -> None:
        if stamp_s < self._now_s - self._kept_s:
            self.clear()
        self._now_s = max(self._now_s, stamp_s)
        oldest_s = self._now_s - self._kept_s
        while self._marks and self._marks[0].stamp_s < oldest_s:
            self._marks.popleft()
        for body_id in list(self._courses):
            samples = self._courses[body_id]
            while samples and samples[0].stamp_s < oldest_s:
                samples.popleft()
            if not samples:
                del self._courses[body_id]
