"""What people call the robot, and whether a sentence calls it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_common.core.texts import locale_of

_GREETINGS = {"en": ("hey", "hello", "hi", "ok", "okay"), "zh-CN": ("喂", "嘿", "你好")}
_NO_WORD = re.compile(r"[^\w']+")


@dataclass(frozen=True)
class NameRules:
    """The names, also parameters of the nodes that listen for them."""

    robot_names_en: tuple[str, ...] = param(("huban", "robot"), "what people may call the robot in English")
    robot_names_zh: tuple[str, ...] = param(("护伴", "小护", "机器人"), "what people may call the robot in Mandarin")

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """By language, in lower case."""
        named = {"en": self.robot_names_en, "zh-CN": self.robot_names_zh}
        return {language: tuple(name.casefold() for name in given if name) for language, given in named.items()}


def without_name(text: str, language: str, names: Collection[str]) -> tuple[str, bool]:
    """A sentence without a name of the robot before or after it, and whether there was one.

    Lower case, without punctuation; "" where only the name was called.
    """
    gap = " " if locale_of(language) == "en" else ""
    said = gap.join(_NO_WORD.sub(" ", text.casefold()).split())
    for name in sorted(names, key=len, reverse=True):
        calls = [name, *(greeting + gap + name for greeting in _GREETINGS[locale_of(language)])]
        for call in reversed(calls):
            if said == call:
                return "", True
            if said.startswith(call + gap):
                return said[len(call + gap) :], True
        if said.endswith(gap + name):
            return said[: -len(gap + name)], True
    return text, False
