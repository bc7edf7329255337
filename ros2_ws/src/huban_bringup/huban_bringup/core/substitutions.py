"""The `$(name argument ...)` places of a launch file."""

import re
from collections.abc import Callable, Iterator

Resolve = Callable[[list[str]], str]
"""From the words in one pair of brackets to the text that replaces them; raises ValueError."""

_TOKEN = re.compile(r"""\$\(|\)|\s+|'[^']*'|"[^"]*"|[^\s'")$]+|.""")


def expand(text: str, resolve: Resolve) -> str:
    """The text with every place replaced, inner ones first; raises ValueError for an open bracket.

    Quotes keep words together inside of a place; outside they are letters like others.
    """
    tokens = (match[0] for match in _TOKEN.finditer(text))
    return "".join(_call(tokens, resolve) if token == "$(" else _outside(token, resolve) for token in tokens)


def _outside(token: str, resolve: Resolve) -> str:
    inside = _unquoted(token)
    return token if inside == token else token[0] + expand(inside, resolve) + token[-1]


def _call(tokens: Iterator[str], resolve: Resolve) -> str:
    words: list[str] = []
    fresh = True
    for token in tokens:
        if token == ")":
            return resolve(words)
        if token.isspace():
            fresh = True
            continue
        piece = _call(tokens, resolve) if token == "$(" else _unquoted(token)
        if fresh:
            words.append(piece)
        else:
            words[-1] += piece
        fresh = False
    raise ValueError("a '$(' has no ')'")


def _unquoted(token: str) -> str:
    return token[1:-1] if len(token) > 1 and token[0] in "'\"" else token
