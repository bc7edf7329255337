"""Texts for people (`locale/<language>.ftl`)."""

from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "zh-CN")
DEFAULT_LANGUAGE = "en"
_FOLDER = Path(__file__).parent / "locale"


def language_of(tags: str) -> str:
    """The language that serves an Accept-Language header or a single tag."""
    for tag in tags.split(","):
        if tag.strip().lower().startswith("zh"):
            return "zh-CN"
        if tag.strip().lower().startswith("en"):
            return "en"
    return DEFAULT_LANGUAGE


class Texts:
    def __init__(self) -> None:
        self._bundles = {language: _bundle(language) for language in LANGUAGES}

    def has(self, key: str, language: str) -> bool:
        return self._bundles[language].has_message(key)

    def say(self, key: str, language: str, **values: Any) -> str:
        """The text in that language; raises KeyError for an unknown key or a missing value."""
        bundle = self._bundles[language]
        pattern = bundle.get_message(key).value if bundle.has_message(key) else None
        if pattern is None:
            raise KeyError(f"no text '{key}' in {language}")
        text, errors = bundle.format_pattern(pattern, values)
        if errors:
            raise KeyError(f"text '{key}' in {language}: {errors[0]}")
        return str(text)


def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((_FOLDER / f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle
