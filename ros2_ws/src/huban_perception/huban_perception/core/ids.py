"""Ids of faces, bodies and persons."""

import random
import string

_RANDOM = random.SystemRandom()


def random_id() -> str:
    """Five letters, as REP-155 suggests: new at every start, so that nobody is taken for somebody else."""
    return "".join(_RANDOM.choices(string.ascii_lowercase, k=5))
