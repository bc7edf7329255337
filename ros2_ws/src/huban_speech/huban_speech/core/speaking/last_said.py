"""What to say when somebody asks for it again."""

from collections.abc import Iterable

from huban_speech.core.speaking.sentences import Sentence
from huban_speech.core.types import Ended, Outcome, Request


class LastSaid:
    """After a text that was cut off: the rest of it, from the sentence where it was cut. Else the whole text."""

    def __init__(self) -> None:
        self.text = ""
        self._cut_off = ""

    def ended(self, request: Request, ended: Ended) -> None:
        """Something has come to its end."""
        if ended.outcome is Outcome.SPOKEN:
            # What was urgent does not make up for what it cut off
            self._cut_off = self._cut_off if request.urgent else ""
            self.text = " ".join(filter(None, (_text(request.sentences), self._cut_off)))
        elif ended.said:
            self.text = self._cut_off = _text(ended.unsaid)


def _text(sentences: Iterable[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)
