"""Prepares a text for speaking: checks it, drops its markup, splits it into sentences."""

import re
import unicodedata
from dataclasses import dataclass

from huban_common.core.texts import language_of

_MARKUP = re.compile(r"<[^<>]*>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_END = re.compile(r"(?<=[。！？；])|(?<=[.!?;])(?=\s)")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|No)\.$")
_WORD = re.compile(r"[\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+")


class BadText(ValueError):
    """A text that cannot be spoken, with the reason."""


@dataclass(frozen=True)
class Sentence:
    text: str
    language: str

    @property
    def words(self) -> list[str]:
        """Words between spaces; Chinese characters one by one."""
        return _WORD.findall(self.text)


def sentences(text: str, language: str, longest: int) -> tuple[Sentence, ...]:
    """What to say one after another, each in the language of its letters, else in `language`.

    `<set expression(happy)>` and other markup is dropped. Raises BadText when nothing is left or the text has more
    than `longest` characters.
    """
    if len(text) > longest:
        raise BadText(f"the text has {len(text)} characters, more than {longest}: say it in parts")
    spoken = _MARKUP.sub(" ", _CONTROL.sub(" ", unicodedata.normalize("NFC", text)))
    parts = [" ".join(part.split()) for part in _joined(_END.split(spoken))]
    found = tuple(Sentence(part, language_of(part, language)) for part in parts if any(map(str.isalnum, part)))
    if not found:
        raise BadText("there is nothing to say in the text")
    return found


def _joined(parts: list[str]) -> list[str]:
    """Puts together again what was split after an abbreviation."""
    whole: list[str] = []
    for part in parts:
        if whole and _ABBREVIATION.search(whole[-1]):
            whole[-1] += part
        else:
            whole.append(part)
    return whole
