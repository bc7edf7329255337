"""Texts for people in every language, one Fluent catalogue per package."""

import re
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "zh-CN")
EXPRESSIONS = ("happy", "calm", "concerned", "urgent")
"""How a text may be meant."""
DEFAULT_LANGUAGE: Literal["en"] = "en"


def locale_of(language: str) -> Literal["en", "zh-CN"]:
    """The catalogue that serves a language tag: `zh`, `zh_CN`, `zh-CN` -> `zh-CN`; anything else -> `en`."""
    return "zh-CN" if language.lower().startswith("zh") else DEFAULT_LANGUAGE


def language_of(text: str, otherwise: str) -> str:
    """The language of a text's letters: Chinese where it has Chinese characters, English where only Latin ones."""
    if re.search("[\u4e00-\u9fff]", text):
        return "zh-CN"
    return "en" if re.search("[a-zA-Z]", text) else otherwise


@cache
def _bundle(package: str, locale: str) -> FluentBundle:
    source = files(package).joinpath(f"locale/{locale}.ftl").read_text(encoding="utf-8")
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    return bundle


class Text(str):
    """A text of a catalogue; what only shows it takes it for a plain one."""

    expression: str
    """How it is meant when it is spoken: one of EXPRESSIONS; empty where that is not said."""

    def __new__(cls, text: str, expression: str = "") -> "Text":
        made = super().__new__(cls, text)
        made.expression = expression
        return made


def marked(text: str) -> str:
    """A text for the say skill, with the markup of its expression if it has one."""
    expression = text.expression if isinstance(text, Text) else ""
    return f"<set expression({expression})>{text}" if expression else text


class Texts:
    """The texts of one package (`<package>/locale/<language>.ftl`); `.expression` there tells how to speak one."""

    def __init__(self, package: str) -> None:
        self._package = package

    def say(self, key: str, language: str, **values: Any) -> str:
        """The Text in that language; raises KeyError where the catalogue lacks it."""
        bundle = _bundle(self._package, locale_of(language))
        message = bundle.get_message(key) if bundle.has_message(key) else None
        if message is None or message.value is None:
            raise KeyError(f"{self._package}: no text '{key}' in {locale_of(language)}")
        text, errors = bundle.format_pattern(message.value, values)
        if errors:
            raise KeyError(f"{self._package}: text '{key}' in {locale_of(language)}: {errors[0]}")
        expression = message.attributes.get("expression")
        return Text(str(text), str(bundle.format_pattern(expression)[0]) if expression else "")
