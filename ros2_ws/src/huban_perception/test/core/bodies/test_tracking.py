"""Ids stay with people: where they walk, cross, hide behind each other and come back."""

from collections.abc import Sequence
from itertools import count

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.placement import Placement
from huban_perception.core.bodies.tracking import Candidate, Track, Tracker, TrackRules
from huban_perception.core.falls.findings import FallKind
from huban_perception.core.falls.monitor import FallRules
from huban_perception.core.ids import FreshIds
from huban_perception.core.types import Posture

HERE, THERE = (3.0, 0.0, 1.0), (3.0, 4.0, 1.0)
CAMERA = np.array([0.0, 0.0, 1.2])


@pytest.fixture
def tracker() -> Tracker:
    names = count(1)
    return Tracker(TrackRules(), FallRules(), lambda: f"p{next(names)}")


def one(tracker: Tracker, stamp_s: float, place: Sequence[float], sought: bool = False) -> Track | None:
    """The track of the only body in a frame."""
    (track,) = tracker.assign(stamp_s, [Candidate(np.array(place), sought=sought)], CAMERA)
    return track


def id_of(tracker: Tracker, stamp_s: float, place: Sequence[float]) -> str:
    track = one(tracker, stamp_s, place)
    assert track is not None
    return track.id


def test_a_walking_person_keeps_the_id(tracker: Tracker) -> None:
    assert {id_of(tracker, 0.2 * step, (3.0, 0.25 * step, 1.0)) for step in range(20)} == {"p1"}


def test_a_jump_across_the_room_is_another_person(tracker: Tracker) -> None:
    id_of(tracker, 0.0, HERE)
    assert id_of(tracker, 0.2, THERE) == "p2"
    assert id_of(tracker, 0.4, HERE) == "p1"


def test_someone_back_after_a_short_while_is_the_same(tracker: Tracker) -> None:
    id_of(tracker, 0.0, HERE)
    assert id_of(tracker, 20.0, HERE) == "p1"
    assert id_of(tracker, 60.0, HERE) == "p2"


def test_a_search_recognises_known_people_only(tracker: Tracker) -> None:
    assert one(tracker, 0.0, HERE, sought=True) is None
    known = one(tracker, 0.2, HERE)
    assert one(tracker, 0.4, (3.5, 0.5, 0.3), sought=True) is known
    assert one(tracker, 20.0, THERE, sought=True) is None


def test_only_people_seen_lately_are_listed(tracker: Tracker) -> None:
    id_of(tracker, 0.0, HERE)
    id_of(tracker, 1.5, THERE)
    assert tracker.tracked(2.0) == ["p1", "p2"]
    assert tracker.tracked(3.0) == ["p2"]


def test_someone_who_is_down_is_not_forgotten(tracker: Tracker) -> None:
    features = BodyFeatures(5.0, 5.0, 5.0, 0.1, 0.15, 0.2, 0.0)
    placement = Placement(hips=None, sigma_m=0.1, located=True)  # type: ignore[arg-type]
    track = one(tracker, 0.0, HERE)
    assert track is not None
    found = [track.monitor.see(BodyState(0.2 * step, features, Posture.LYING, placement)) for step in range(30)]
    assert FallKind.SUSPECTED in [finding.kind for finding in found if finding]
    assert id_of(tracker, 200.0, HERE) == "p1"
    assert id_of(tracker, 210.0, THERE) == "p2"


RED, GREEN = np.array([1.0, 0.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0, 0.0])
Walk = tuple[float, float, float]
"""Start y, speed in m/s and distance x of somebody who walks across the view."""


def walked(walks: Sequence[Walk], colours: Sequence[np.ndarray], behind_m: float, noise: np.random.Generator) -> bool:
    """Whether all keep their ids while they cross; whoever is hidden behind somebody nearer is not seen."""
    names = count(1)
    tracker = Tracker(TrackRules(), FallRules(), lambda: f"p{next(names)}")
    first: dict[int, str] = {}
    for step in range(40):
        stamp_s = 0.2 * step
        places = [np.array([x, y + speed * stamp_s, 1.0]) for y, speed, x in walks]
        seen = [index for index, place in enumerate(places) if not _hidden(place, places, behind_m)]
        candidates = [Candidate(places[index] + noise.normal(0.0, 0.05, 3), colours[index]) for index in seen]
        for index, track in zip(seen, tracker.assign(stamp_s, candidates, CAMERA), strict=True):
            assert track is not None
            if first.setdefault(index, track.id) != track.id:
                return False
    return len(set(first.values())) == len(first)


def _hidden(place: np.ndarray, places: Sequence[np.ndarray], behind_m: float) -> bool:
    """Whether somebody nearer is in the line of sight."""
    return any(other[0] < place[0] and abs(other[1] / other[0] - place[1] / place[0]) < behind_m for other in places)


@given(
    st.floats(-2.5, -1.5),
    st.floats(1.5, 2.5),
    st.floats(0.4, 1.2),
    st.floats(-1.2, -0.4),
    st.floats(2.0, 2.6),
    st.floats(3.0, 4.5),
    st.integers(0, 1000),
)
@settings(deadline=None, max_examples=60)
def test_two_people_in_the_same_clothes_cross_without_swapping_ids(
    left: float, right: float, speed: float, back: float, near: float, far: float, seed: int
) -> None:
    """One walks behind the other and is out of sight meanwhile."""
    walks = [(left, speed, near), (right, back, far)]
    assert walked(walks, [RED, RED], behind_m=0.08, noise=np.random.default_rng(seed))


@given(st.lists(st.tuples(st.floats(-2.0, 2.0), st.floats(-0.8, 0.8)), min_size=4, max_size=4), st.integers(0, 1000))
@settings(deadline=None, max_examples=60)
def test_four_people_in_clothes_of_their_own_keep_their_ids(walks: list[tuple[float, float]], seed: int) -> None:
    """They stand or walk in lanes of their own and hide each other as it comes."""
    lanes = [(y, speed, 2.0 + 0.6 * lane) for lane, (y, speed) in enumerate(walks)]
    clothes = list(np.eye(4))
    assert walked(lanes, clothes, behind_m=0.12, noise=np.random.default_rng(seed))


def test_somebody_hidden_for_five_seconds_is_the_same_afterwards(tracker: Tracker) -> None:
    both = [Candidate(np.array([2.5, 0.0, 1.0]), RED), Candidate(np.array([3.5, 0.8, 1.0]), GREEN)]
    before = [track.id for track in tracker.assign(0.0, both, CAMERA) if track]
    for step in range(1, 26):
        tracker.assign(0.2 * step, both[:1], CAMERA)
    back = [both[0], Candidate(np.array([3.6, -0.9, 1.0]), GREEN)]
    assert [track.id for track in tracker.assign(5.2, back, CAMERA) if track] == before


def test_a_visitor_who_takes_the_place_of_somebody_who_left_is_somebody_else(tracker: Tracker) -> None:
    (elder,) = tracker.assign(0.0, [Candidate(np.array(HERE), RED)], CAMERA)
    (visitor,) = tracker.assign(4.0, [Candidate(np.array(HERE), GREEN)], CAMERA)
    assert elder is not None and visitor is not None
    assert visitor.id != elder.id


def test_two_people_close_together_do_not_swap_their_fall_monitors(tracker: Tracker) -> None:
    """A helper kneels down beside somebody who lies: 0.4 m apart, and the order of bodies changes with each frame."""
    fallen, helper = Candidate(np.array([3.0, 0.0, 0.15]), RED), Candidate(np.array([3.0, 0.4, 0.5]), GREEN)
    first = tracker.assign(0.0, [fallen, helper], CAMERA)
    for step in range(1, 30):
        order = [fallen, helper] if step % 2 else [helper, fallen]
        found = tracker.assign(0.2 * step, order, CAMERA)
        assert (found if step % 2 else found[::-1]) == first


def test_ids_are_never_given_twice() -> None:
    new_id = FreshIds()
    given_ids = [new_id() for _ in range(5000)]
    assert len(set(given_ids)) == len(given_ids)
