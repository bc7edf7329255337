"""Dark pictures are lifted."""

import numpy as np
import pytest

from huban_perception.core.bodies.brightness import lifted


def test_dark_pictures_are_lifted_and_others_left_alone() -> None:
    dark, grey = (np.full((48, 64, 3), value, dtype=np.uint8) for value in (16, 120))
    assert lifted(dark).mean() == pytest.approx(64.0, abs=1.0)
    assert lifted(grey) is grey
