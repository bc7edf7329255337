"""People below a camera on the ceiling: found at any angle, and what is a fall there."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from huban_perception.core.bodies.foreground import Silhouette
from huban_perception.core.bodies.silhouette_search import SilhouetteSearch
from huban_perception.core.bodies.upright import UprightWatch
from huban_perception.core.camera import CameraView, assumed_intrinsics, assumed_view
from huban_perception.core.falls.findings import FallFinding, FallKind
from huban_perception.core.observer import Observer, ObserverRules
from huban_perception.core.types import PoseLandmarks, Region, RgbImage, SeenBody
from huban_perception.simulation import Mannequin, floor_sitting, lying, seen

CEILING = assumed_view(assumed_intrinsics(640, 480), height_m=2.7, pitch_down_deg=90.0)
DOWN = lying(0.3, 0.0)
MOVING = (Silhouette(Region(0.4, 0.4, 0.6, 0.6), 0.04),)


class TurnedPose:
    """Sees a body in the whole picture wherever the piece that it is shown comes from; `guesses`: another each time."""

    def __init__(self, body: PoseLandmarks, guesses: bool = False) -> None:
        self._body = body
        self._guesses = guesses
        self.looks = 0

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        """The piece carries its own map: red and green grow with x and y of the picture."""
        self.looks += 1
        shift = 0.2 * self.looks if self._guesses else 0.0
        rows, columns = np.nonzero(image[:, :, 2] > 128)
        there = np.column_stack([image[rows, columns, :2] / 255.0, np.ones(len(rows))])
        to_piece = np.linalg.lstsq(there, np.column_stack([columns, rows]) / image.shape[0], rcond=None)[0]
        points = np.column_stack([self._body.image + shift, np.ones(33)]) @ to_piece
        return replace(self._body, image=points)

    def close(self) -> None:
        pass


def mapped_room() -> RgbImage:
    """Every pixel tells its place: x in red, y in green; blue tells picture from margin."""
    y, x = np.mgrid[0:480, 0:640]
    return np.dstack([255 * x / 640, 255 * y / 480, np.full_like(x, 255)]).astype(np.uint8)


def somebody_moves(search: SilhouetteSearch) -> PoseLandmarks | None:
    """The answer when something has begun to move in a picture that was still."""
    still, moved = mapped_room(), mapped_room()
    moved[200:300, 250:400, 2] = 160
    for _ in range(10):
        search.find(still)
    return search.find(moved)


def test_the_body_is_given_back_where_it_is_in_the_whole_picture() -> None:
    body = seen(DOWN, CEILING)
    search = SilhouetteSearch(TurnedPose(body))
    found = somebody_moves(search)
    assert search.moving
    assert found is not None
    assert np.abs(found.image - body.image).max() < 0.03


def test_a_body_that_is_another_after_a_quarter_turn_was_guessed() -> None:
    assert somebody_moves(SilhouetteSearch(TurnedPose(seen(DOWN, CEILING), guesses=True))) is None


def test_a_body_that_is_hardly_visible_is_none() -> None:
    faint = replace(seen(DOWN, CEILING), visibility=np.full(33, 0.7))
    assert somebody_moves(SilhouetteSearch(TurnedPose(faint))) is None


def test_nothing_is_looked_at_in_a_still_room() -> None:
    pose = TurnedPose(seen(DOWN, CEILING))
    search = SilhouetteSearch(pose)
    for _ in range(5):
        assert search.find(mapped_room()) is None
    assert pose.looks == 0


def play(upright_s: float, down_s: float, body: Mannequin = DOWN, view: CameraView = CEILING) -> list[FallFinding]:
    """Something moves upright for some time, then a body lies; at 5 frames/s."""
    names = count()
    observer = Observer(ObserverRules(), None, lambda: f"p{next(names)}")
    found = []
    for stamp_s in np.arange(0.0, upright_s + down_s, 0.2):
        bodies = [SeenBody(seen(body, view))] if stamp_s >= upright_s else []
        observation = observer.observe(bodies, float(stamp_s), view, MOVING)
        found += [finding for _, finding in observation.findings] if observation else []
    return found


def test_lying_at_once_after_being_upright_is_a_fall() -> None:
    found = play(2.0, 3.0)
    assert [finding.kind for finding in found] == [FallKind.SUSPECTED, FallKind.DETECTED]
    assert found[0].stamp_s <= 2.5
    assert found[0].upright_before_s == pytest.approx(0.2, abs=0.01)


def test_sitting_with_stretched_legs_after_standing_is_no_fall() -> None:
    assert play(2.0, 6.0, floor_sitting(0.3, 0.0, trunk_deg=57.0)) == []


def test_who_lay_there_from_the_beginning_is_found_later_where_beds_are_unknown() -> None:
    found = play(0.0, 14.0)
    assert [finding.kind for finding in found] == [FallKind.SUSPECTED]
    assert found[0].stamp_s == pytest.approx(10.0, abs=0.3)
    assert found[0].upright_before_s is None


@pytest.mark.parametrize("height_m", [2.2, 2.7, 3.6])
def test_the_height_of_the_ceiling_need_not_be_known(height_m: float) -> None:
    """The body is seen by a camera at one height and judged with another."""
    ceiling = assumed_view(CEILING.intrinsics, height_m, pitch_down_deg=90.0)
    names = count()
    observer = Observer(ObserverRules(), None, lambda: f"p{next(names)}")
    kinds = []
    for stamp_s in np.arange(0.0, 4.0, 0.2):
        bodies = [SeenBody(seen(DOWN, ceiling))] if stamp_s >= 2.0 else []
        observation = observer.observe(bodies, float(stamp_s), CEILING, MOVING)
        kinds += [finding.kind for _, finding in observation.findings] if observation else []
    assert FallKind.SUSPECTED in kinds


def test_a_flicker_is_nobody_upright() -> None:
    watch = UprightWatch(least_s=0.3)
    watch.observe(0.0, True)
    watch.observe(0.2, True)
    assert watch.last_s is None
    watch.observe(0.4, True)
    assert watch.last_s == 0.4
    for stamp_s in (0.6, 0.8, 1.0):
        watch.observe(stamp_s, False)
    watch.observe(1.2, True)
    assert watch.last_s == 0.4
