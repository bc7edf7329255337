"""Whether the words so far are a whole phrase, the beginning of one, or both."""

from bisect import bisect_left
from enum import Enum

from huban_common.core.naming import without_name
from huban_common.core.texts import locale_of
from huban_speech.core.words.grammar import Expected


class Standing(Enum):
    """COMPLETE: a phrase that none continues; OPEN: one that may go on; UNFINISHED: only the beginning of one."""

    UNKNOWN = "unknown"
    COMPLETE = "complete"
    OPEN = "open"
    UNFINISHED = "unfinished"


class Completeness:
    """Knows the phrases of one language."""

    def __init__(self, language: str, expected: Expected) -> None:
        self._language = language
        self._names = expected.names
        self._gap = " " if locale_of(language) == "en" else ""
        self._phrases = sorted(set(expected.phrases) - set(expected.names))

    def standing(self, text: str) -> Standing:
        """Of the longest end of the words so far that is known: people say two things in one breath."""
        if not text:
            return Standing.UNKNOWN
        said, called = without_name(text, self._language, self._names)
        if called and not said:
            return Standing.UNFINISHED
        words = said.split(self._gap) if self._gap else list(said)
        ends = (self._known(self._gap.join(words[start:])) for start in range(len(words)))
        return next((standing for standing in ends if standing is not Standing.UNKNOWN), Standing.UNKNOWN)

    def _known(self, said: str) -> Standing:
        at = bisect_left(self._phrases, said)
        whole = self._phrases[at : at + 1] == [said]
        follower = self._phrases[at + 1 : at + 2] if whole else self._phrases[at : at + 1]
        goes_on = bool(follower) and follower[0].startswith(said + self._gap)
        if whole:
            return Standing.OPEN if goes_on else Standing.COMPLETE
        return Standing.UNFINISHED if goes_on else Standing.UNKNOWN
