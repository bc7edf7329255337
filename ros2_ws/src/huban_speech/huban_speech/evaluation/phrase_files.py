"""Grammars in files: one phrase per line, or JSGF without recursion."""

import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path

from huban_speech.evaluation.recordings import DataError
from huban_speech.evaluation.scoring import compared

MOST_PHRASES = 20000
_TOKEN = re.compile(r"<[^>]*>|/[^/]*/|\{[^}]*\}|[()\[\]|*+]|[^\s()\[\]|*+<>{}/]+")
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_RULE = re.compile(r"(?:public\s+)?<([^>]+)>\s*=\s*([^;]*);")
Phrases = list[tuple[str, ...]]


def read_phrases(file: Path, language: str) -> tuple[str, ...]:
    """All phrases of the file in the form in which texts are compared; raises DataError."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: {error}") from error
    try:
        lines = _expanded(text) if text.lstrip().startswith("#JSGF") else text.splitlines()
    except ValueError as error:
        raise DataError(f"{file}: {error}") from error
    phrases = dict.fromkeys(filter(None, (compared(line, language) for line in lines)))
    if not phrases:
        raise DataError(f"{file}: holds no phrase")
    return tuple(phrases)


def _expanded(text: str) -> list[str]:
    body = _COMMENT.sub(" ", text)
    rules = dict(_RULE.findall(body))
    public = re.findall(r"public\s+<([^>]+)>", body)
    if not public:
        raise ValueError("has no public rule")
    return [" ".join(words) for name in public for words in _Rules(rules).phrases(name)]


class _Rules:
    """Rules by name, expanded by recursive descent."""

    def __init__(self, rules: Mapping[str, str], open_rules: frozenset[str] = frozenset()) -> None:
        self._rules, self._open = rules, open_rules

    def phrases(self, name: str) -> Phrases:
        if name in ("NULL", "VOID"):
            return [()] if name == "NULL" else []
        if name not in self._rules:
            raise ValueError(f"the rule <{name}> is missing")
        if name in self._open:
            raise ValueError(f"the rule <{name}> contains itself: its phrases have no end")
        inner = _Rules(self._rules, self._open | {name})
        waiting = _TOKEN.findall(self._rules[name])
        found = inner._alternatives(waiting)
        if waiting:
            raise ValueError(f"the rule <{name}> has a '{waiting[0]}' too many")
        return found

    def _alternatives(self, waiting: list[str]) -> Phrases:
        found = self._sequence(waiting)
        while waiting and waiting[0] == "|":
            waiting.pop(0)
            found += self._sequence(waiting)
        return found

    def _sequence(self, waiting: list[str]) -> Phrases:
        found: Phrases = [()]
        while waiting and waiting[0] not in ("|", ")", "]"):
            found = [first + second for first, second in product(found, self._item(waiting))]
            if len(found) > MOST_PHRASES:
                raise ValueError(f"has more than {MOST_PHRASES} phrases")
        return found

    def _item(self, waiting: list[str]) -> Phrases:
        token = waiting.pop(0)
        if token in ("(", "["):
            found = self._alternatives(waiting) + ([()] if token == "[" else [])
            if not waiting or waiting.pop(0) != {"(": ")", "[": "]"}[token]:
                raise ValueError(f"a '{token}' is not closed")
            return found
        if token in ("*", "+"):
            raise ValueError(f"'{token}' repeats without end and cannot be expanded")
        if token[0] in "/{":
            return [()]
        return self.phrases(token[1:-1]) if token[0] == "<" else [(token,)]
