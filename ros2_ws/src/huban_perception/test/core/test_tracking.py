"""Ids stay with people."""

from itertools import count

import pytest

from huban_perception.core.body import BodyState
from huban_perception.core.falls import FallKind, FallRules
from huban_perception.core.features import BodyFeatures
from huban_perception.core.placement import Placement
from huban_perception.core.tracking import Tracker, TrackRules
from huban_perception.core.types import Posture

HERE, THERE = (3.0, 0.0, 1.0), (3.0, 4.0, 1.0)


@pytest.fixture
def tracker() -> Tracker:
    names = count(1)
    return Tracker(TrackRules(), FallRules(), lambda: f"p{next(names)}")


def test_a_walking_person_keeps_the_id(tracker: Tracker) -> None:
    ids = {tracker.assign(0.2 * step, (3.0, 0.25 * step, 1.0)).id for step in range(20)}
    assert ids == {"p1"}


def test_a_jump_across_the_room_is_another_person(tracker: Tracker) -> None:
    tracker.assign(0.0, HERE)
    assert tracker.assign(0.2, THERE).id == "p2"
    assert tracker.assign(0.4, HERE).id == "p1"


def test_someone_back_after_a_short_while_is_the_same(tracker: Tracker) -> None:
    tracker.assign(0.0, HERE)
    assert tracker.assign(20.0, HERE).id == "p1"
    assert tracker.assign(60.0, HERE).id == "p2"


def test_a_search_recognises_known_people_only(tracker: Tracker) -> None:
    assert tracker.recognise(0.0, HERE) is None
    known = tracker.assign(0.2, HERE)
    assert tracker.recognise(0.4, (3.5, 0.5, 0.3)) is known
    assert tracker.recognise(20.0, THERE) is None


def test_only_people_seen_lately_are_listed(tracker: Tracker) -> None:
    tracker.assign(0.0, HERE)
    tracker.assign(1.5, THERE)
    assert tracker.tracked(2.0) == ["p1", "p2"]
    assert tracker.tracked(3.0) == ["p2"]


def test_someone_who_is_down_is_not_forgotten(tracker: Tracker) -> None:
    features = BodyFeatures(5.0, 5.0, 5.0, 0.1, 0.15, 0.2, 0.0)
    placement = Placement(hips=None, sigma_m=0.1, located=True)  # type: ignore[arg-type]
    track = tracker.assign(0.0, HERE)
    found = [track.monitor.see(BodyState(0.2 * step, features, Posture.LYING, placement)) for step in range(30)]
    assert FallKind.SUSPECTED in [finding.kind for finding in found if finding]
    assert tracker.assign(200.0, HERE).id == "p1"
    assert tracker.assign(210.0, THERE).id == "p2"
