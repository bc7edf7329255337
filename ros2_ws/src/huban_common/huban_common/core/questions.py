"""Yes-or-no questions of the robot that wait for an answer, whichever node asked them."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from huban_common.core.clock import Clock


@dataclass(frozen=True)
class Question:
    """One question; `until_s` is when it is over in any case."""

    id: UUID
    text: str
    until_s: float


class Asking(Protocol):
    """Tells voice and screen what can be answered."""

    def open(self, text: str, limit_s: float) -> Question:
        """From now on people may answer, at most for `limit_s`."""
        ...

    def close(self, question_id: UUID) -> None:
        """It is answered or given up."""
        ...


class OpenQuestions:
    """Those that are open now. Not thread-safe."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[UUID, Question] = {}

    def opened(self, question: Question) -> None:
        self._open[question.id] = question

    def closed(self, question_id: UUID) -> None:
        """Answered or given up."""
        self._open.pop(question_id, None)

    def newest_first(self) -> list[Question]:
        now_s = self._clock.now_s()
        self._open = {each: question for each, question in self._open.items() if now_s <= question.until_s}
        return list(reversed(self._open.values()))
