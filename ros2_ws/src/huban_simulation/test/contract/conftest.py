"""The rigs that the contracts run on. A real base or bed joins by another entry here: a driver and a way to wait."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(params=["twin"])
def rig(request: pytest.FixtureRequest, make_rig: Callable[..., Any]) -> Any:
    """Something with `base`, `bed` and `advance(seconds, each)`, with a metre of free floor all around."""
    return {"twin": make_rig}[request.param]()
