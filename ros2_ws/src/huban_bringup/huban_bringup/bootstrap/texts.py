"""The set-up's texts from the package's Fluent catalogue, readable before Fluent is installed."""

import re
from collections.abc import Mapping
from pathlib import Path

_LOCALE = Path(__file__).parents[1] / "locale"
_MESSAGE = re.compile(r"^(?P<key>[a-z][\w-]*) = (?P<text>.+)$", re.MULTILINE)
_PLACE = re.compile(r"\{ \$(\w+) \}")


def language_of(environment: Mapping[str, str]) -> str:
    """`zh-CN` where the locale of the session is Chinese, else `en`."""
    spoken = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "zh-CN" if spoken.lower().startswith("zh") else "en"


class PlainTexts:
    """One-line texts with plain places (`{ $name }`): the part of Fluent that the set-up's texts use."""

    def __init__(self, language: str) -> None:
        source = (_LOCALE / f"{language}.ftl").read_text(encoding="utf-8")
        self._texts = {match["key"]: match["text"] for match in _MESSAGE.finditer(source)}

    def say(self, key: str, **values: object) -> str:
        return _PLACE.sub(lambda place: str(values[place[1]]), self._texts[key])
