"""What the dialogue needs from whoever understands language."""

from typing import Protocol

from huban_dialogue.core.types import Meaning


class Understander(Protocol):
    """Turns words into a proposed skill call. It moves nothing: the behaviours decide what runs."""

    def understand(self, text: str, language: str) -> Meaning | None:
        """The meaning of a sentence, None where it is not clear; never a guess."""
        ...
