"""Ids of faces, bodies and persons."""

import random
import string

_RANDOM = random.SystemRandom()


class FreshIds:
    """Five letters, as REP-155 suggests: new at every start and never twice, so that nobody is taken for another."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def __call__(self) -> str:
        while (made := "".join(_RANDOM.choices(string.ascii_lowercase, k=5))) in self._given:
            pass
        self._given.add(made)
        return made
