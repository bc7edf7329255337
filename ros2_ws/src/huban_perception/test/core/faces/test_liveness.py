"""A head and a picture of one, turned before the camera: what the movement of their landmarks gives away."""

import numpy as np
import pytest

from huban_perception.core.faces.liveness import UNKNOWN, Depth, LivenessRules, LivenessWatch, LivenessWatches, change
from huban_perception.core.types import Array, FaceLandmarks
from huban_perception.simulated_faces import head, picture_of_a_head, seen_face

SIZE = (640, 480)
NOISE_PX = 0.4
"""What MediaPipe's landmarks tremble by when the eyes are 40 px apart."""


def noisy(face: FaceLandmarks, dice: np.random.Generator) -> FaceLandmarks:
    return FaceLandmarks(face.points + dice.normal(scale=NOISE_PX, size=(70, 2)) / SIZE)


def watched(shape: Array, most_deg: float, looks: int = 24, period_s: float = 0.2) -> LivenessWatch:
    watch, dice = LivenessWatch(LivenessRules()), np.random.default_rng(3)
    for look in range(looks):
        swing = most_deg * np.sin(look * 2 * np.pi / 12)
        watch.see(noisy(seen_face(shape, swing, swing / 4), dice), look * period_s, SIZE)
    return watch


@pytest.mark.parametrize("most_deg", [20.0, 27.0, 35.0])
def test_a_head_that_turns_is_solid(most_deg: float) -> None:
    hint = watched(head(), most_deg).hint()
    assert hint.depth is Depth.SOLID and 0.5 <= hint.confidence < 1.0


def test_the_farther_a_head_turns_the_surer() -> None:
    assert watched(head(), 35.0).hint().confidence > watched(head(), 20.0).hint().confidence


@pytest.mark.parametrize("most_deg", [35.0, 45.0])
def test_a_picture_that_turns_is_flat(most_deg: float) -> None:
    hint = watched(picture_of_a_head(), most_deg).hint()
    assert hint.depth is Depth.FLAT and 0.5 <= hint.confidence < 1.0


@pytest.mark.parametrize("most_deg", [0.0, 5.0, 10.0, 20.0, 30.0, 45.0, 55.0])
def test_no_picture_is_ever_taken_for_a_head(most_deg: float) -> None:
    assert watched(picture_of_a_head(), most_deg).hint().depth is not Depth.SOLID


@pytest.mark.parametrize("most_deg", [0.0, 2.0, 5.0, 10.0, 20.0, 40.0])
def test_no_head_is_taken_for_a_picture_in_five_seconds(most_deg: float) -> None:
    assert watched(head(), most_deg).hint().depth is not Depth.FLAT


def test_a_picture_that_is_only_moved_aside_and_closer_tells_nothing() -> None:
    watch, dice = LivenessWatch(LivenessRules()), np.random.default_rng(3)
    for look in range(24):
        face = seen_face(picture_of_a_head(), eyes_px=30.0 + look, at=(0.3 + look / 60, 0.5))
        watch.see(noisy(face, dice), look * 0.2, SIZE)
    assert watch.hint() == UNKNOWN


def test_a_face_that_neither_moves_nor_blinks_for_long_is_only_doubted() -> None:
    hint = watched(head(), 0.0, looks=30, period_s=1.0).hint()
    assert hint.depth is Depth.FLAT and hint.confidence < 0.5


def test_a_blink_takes_that_doubt_away() -> None:
    watch = watched(head(), 0.0, looks=30, period_s=1.0)
    shut = head()
    shut[[37, 38, 43, 44], 1] = shut[[41, 40, 47, 46], 1]
    watch.see(seen_face(shut), 30.0, SIZE)
    assert watch.hint() == UNKNOWN


def test_a_few_looks_tell_nothing() -> None:
    assert watched(head(), 30.0, looks=2).hint() == UNKNOWN


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_landmarks_that_are_no_numbers_count_for_nothing(broken: float) -> None:
    watch = LivenessWatch(LivenessRules())
    for look in range(24):
        watch.see(FaceLandmarks(np.full((70, 2), broken)), look * 0.2, SIZE)
        watch.see(FaceLandmarks(np.zeros((70, 2))), look * 0.2, SIZE)
    assert watch.hint() == UNKNOWN


def test_small_faces_tell_nothing() -> None:
    watch = LivenessWatch(LivenessRules())
    for look in range(24):
        watch.see(seen_face(head(), 30.0 * np.sin(look), eyes_px=18.0), look * 0.2, SIZE)
    assert watch.hint() == UNKNOWN


def test_what_a_card_does_is_explained_without_parallax() -> None:
    first, then = (seen_face(picture_of_a_head(), yaw_deg, 5.0).points * SIZE for yaw_deg in (-10.0, 40.0))
    parallax, bend = change(first, then)
    assert parallax < 1e-6 < 0.05 < bend


def test_each_face_is_watched_by_itself() -> None:
    watches, dice = LivenessWatches(LivenessRules()), np.random.default_rng(3)
    for look in range(24):
        for name, shape in (("her", head()), ("card", picture_of_a_head())):
            watches.see(name, noisy(seen_face(shape, 40.0 * np.sin(look / 2)), dice), look * 0.2, SIZE)
    assert (watches.hint("her").depth, watches.hint("card").depth) == (Depth.SOLID, Depth.FLAT)
    assert watches.hint("nobody") == UNKNOWN
