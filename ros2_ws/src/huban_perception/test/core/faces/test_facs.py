"""Action units from the geometry of a mesh."""

import numpy as np
import pytest
import skimage.data

from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.core.faces.facs import ActionUnit, actions
from huban_perception.core.types import Array

UPPER_LIP, LOWER_LIP, CHIN, CORNERS = 13, 14, 152, [61, 291]
BROWS = [107, 63, 336, 293]
LIDS = [(159, 145), (386, 374)]


@pytest.fixture(scope="module")
def smiling() -> Array:
    """The mesh of a woman who smiles with her teeth showing."""
    finder = MediaPipeFace(0.5)
    face = finder.find(np.ascontiguousarray(skimage.data.astronaut()))
    finder.close()
    assert face is not None
    return face.mesh


def intensities(mesh: Array, aspect: float = 1.0) -> dict[ActionUnit, float]:
    return {action.unit: action.intensity for action in actions(mesh, aspect)}


def test_a_smile_pulls_the_corners_of_the_mouth(smiling: Array) -> None:
    seen = intensities(smiling)
    assert seen[ActionUnit.LIP_CORNER_PULLER] > 0.3
    assert seen[ActionUnit.EYES_CLOSED] < 0.5
    assert all(0.0 <= value <= 1.0 for value in seen.values())


def test_what_moves_is_what_rises(smiling: Array) -> None:
    eyes_apart = float(np.linalg.norm(smiling[263] - smiling[33]))
    changes: dict[ActionUnit, tuple[list[int], tuple[float, float]]] = {
        ActionUnit.INNER_BROW_RAISER: (BROWS, (0.0, -0.08)),
        ActionUnit.OUTER_BROW_RAISER: (BROWS, (0.0, -0.08)),
        ActionUnit.BROW_LOWERER: (BROWS, (0.0, 0.08)),
        ActionUnit.JAW_DROP: ([CHIN], (0.0, 0.12)),
        ActionUnit.LIPS_PART: ([LOWER_LIP], (0.0, 0.25)),
    }
    before = intensities(smiling)
    for unit, (vertices, shift) in changes.items():
        moved = smiling.copy()
        moved[vertices, :2] += np.array(shift) * eyes_apart
        assert intensities(moved)[unit] > before[unit], unit.name


def test_closed_lids_are_closed_eyes_and_wide_ones_are_not(smiling: Array) -> None:
    closed, wide = smiling.copy(), smiling.copy()
    for upper, lower in LIDS:
        closed[upper] = closed[lower]
        wide[upper, 1] -= 0.2 * abs(smiling[362, 0] - smiling[263, 0])
    assert intensities(closed)[ActionUnit.EYES_CLOSED] == 1.0
    assert intensities(wide)[ActionUnit.EYES_CLOSED] == 0.0
    assert intensities(wide)[ActionUnit.UPPER_LID_RAISER] > intensities(smiling)[ActionUnit.UPPER_LID_RAISER]


def test_a_turned_head_keeps_its_action_units_and_is_believed_less(smiling: Array) -> None:
    angle = np.radians(30.0)
    cos, sin = np.cos(angle), np.sin(angle)
    yaw = np.array([[cos, 0.0, sin], [0.0, 1.0, 0.0], [-sin, 0.0, cos]])
    turned = (smiling - smiling.mean(axis=0)) @ yaw.T
    assert intensities(turned) == pytest.approx(intensities(smiling), abs=1e-6)
    assert actions(turned, 1.0)[0].confidence < actions(smiling, 1.0)[0].confidence


def test_the_shape_of_the_picture_does_not_matter(smiling: Array) -> None:
    wide = smiling * (0.5, 1.0, 0.5)
    assert intensities(wide, 0.5) == pytest.approx(intensities(smiling), abs=1e-6)


@pytest.mark.parametrize("mesh", [np.empty((0, 3)), np.full((478, 3), np.nan)])
def test_without_a_mesh_there_are_no_action_units(mesh: Array) -> None:
    assert actions(mesh, 1.0) == []
