"""Texts for people in every language, one Fluent catalogue per package."""

import re
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "zh-CN")
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


class Texts:
    """The texts of one package (`<package>/locale/<language>.ftl`)."""

    def __init__(self, package: str) -> None:
        self._package = package

    def say(self, key: str, language: str, **values: Any) -> str:
        """The text in that language; raises KeyError where the catalogue lacks it."""
        bundle = _bundle(self._package, locale_of(language))
        pattern = bundle.get_message(key).value if bundle.has_message(key) else None
        if pattern is None:
            raise KeyError(f"{self._package}: no text '{key}' in {locale_of(language)}")
        text, errors = bundle.format_pattern(pattern, values)
        if errors:
            raise KeyError(f"{self._package}: text '{key}' in {locale_of(language)}: {errors[0]}")
        return str(text)
