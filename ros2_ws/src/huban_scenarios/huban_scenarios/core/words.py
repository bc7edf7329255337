"""Texts in a scenario file: always in every language of the house."""

import re
from typing import Annotated

from pydantic import AfterValidator

from huban_common.core.texts import LANGUAGES


def _in_every_language(words: dict[str, str]) -> dict[str, str]:
    if set(words) != set(LANGUAGES):
        raise ValueError(f"needs exactly the languages {', '.join(LANGUAGES)}")
    return words


def _as_patterns(words: dict[str, str]) -> dict[str, str]:
    for pattern in words.values():
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"'{pattern}' is not a regular expression: {error}") from error
    return words


Words = Annotated[dict[str, str], AfterValidator(_in_every_language)]
"""language -> text"""

Patterns = Annotated[Words, AfterValidator(_as_patterns)]
"""language -> regular expression"""
