"""Prepares a text for speaking: checks it, reads its markup, splits it into sentences."""

import re
import unicodedata
from dataclasses import dataclass

from huban_common.core.texts import language_of

_EXPRESSION = re.compile(r"<\s*set\s+expression\(\s*(\w+)\s*\)\s*>")
_MARKUP = re.compile(r"<[^<>]*>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_END = re.compile(r"(?<=[。！？；])|(?<=[.!?;])(?=\s)")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|No)\.$")
WORD = re.compile(r"[\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+")


class BadText(ValueError):
    """A text that cannot be spoken, with the reason."""


@dataclass(frozen=True)
class Sentence:
    """`expression`: how it is meant, as the markup says, in lower case; empty where it does not say."""

    text: str
    language: str
    expression: str = ""

    @property
    def words(self) -> list[str]:
        """Words between spaces; Chinese characters one by one."""
        return WORD.findall(self.text)


def sentences(text: str, language: str, longest: int) -> tuple[Sentence, ...]:
    """What to say one after another, each in the language of its letters, else in `language`.

    `<set expression(happy)>` holds until the next one; other markup is dropped. Raises BadText when nothing is left
    or the text has more than `longest` characters.
    """
    if len(text) > longest:
        raise BadText(f"the text has {len(text)} characters, more than {longest}: say it in parts")
    clean = _CONTROL.sub(" ", unicodedata.normalize("NFC", text))
    # Split by the markup: a piece, then an expression and its piece, and so on
    first, *rest = _EXPRESSION.split(clean)
    pieces = [("", first), *zip(rest[::2], rest[1::2], strict=True)]
    found = tuple(sentence for expression, piece in pieces for sentence in _sentences(piece, language, expression))
    if not found:
        raise BadText("there is nothing to say in the text")
    return found


def _sentences(text: str, language: str, expression: str) -> list[Sentence]:
    parts = [" ".join(part.split()) for part in _joined(_END.split(_MARKUP.sub(" ", text)))]
    spoken = [part for part in parts if any(map(str.isalnum, part))]
    return [Sentence(part, language_of(part, language), expression.lower()) for part in spoken]


def _joined(parts: list[str]) -> list[str]:
    """Puts together again what was split after an abbreviation."""
    whole: list[str] = []
    for part in parts:
        if whole and _ABBREVIATION.search(whole[-1]):
            whole[-1] += part
        else:
            whole.append(part)
    return whole
