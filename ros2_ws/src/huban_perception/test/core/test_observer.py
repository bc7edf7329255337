"""Frames in the wrong order, bodies that are none, several people."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from huban_perception.core.falls.findings import FallKind
from huban_perception.core.observer import Observation, Observer, ObserverRules
from huban_perception.core.types import PoseLandmarks, SeenBody
from huban_perception.simulation import camera_at, lying, seen, standing

VIEW = camera_at()
UP = seen(standing(3.5, 0.0), VIEW)
DOWN = seen(lying(3.5, 0.0), VIEW)


@pytest.fixture
def observer() -> Observer:
    names = count(1)
    return Observer(ObserverRules(), None, lambda: f"p{next(names)}")


def bodies(pose: PoseLandmarks | None) -> list[SeenBody]:
    return [] if pose is None else [SeenBody(pose)]


def found(observer: Observer, pose: PoseLandmarks | None, *stamps: float) -> list[FallKind]:
    observations = [observer.observe(bodies(pose), stamp_s, VIEW) for stamp_s in stamps]
    return [finding.kind for one in observations if one for _, finding in one.findings]


def test_a_person_is_seen_with_id_posture_and_features(observer: Observer) -> None:
    observation = observer.observe(bodies(UP), 1.0, VIEW)
    assert isinstance(observation, Observation)
    (sighting,) = observation.sightings
    assert (sighting.id, observation.tracked) == ("p1", ("p1",))
    assert sighting.body.features.trunk_deg == pytest.approx(90.0, abs=1.0)


def test_a_frame_that_is_not_newer_changes_nothing(observer: Observer) -> None:
    observer.observe(bodies(UP), 5.0, VIEW)
    assert observer.observe(bodies(DOWN), 5.0, VIEW) is None
    assert observer.observe(bodies(DOWN), 4.5, VIEW) is None


def test_time_that_jumps_back_starts_everything_afresh(observer: Observer) -> None:
    assert found(observer, DOWN, *np.arange(100.0, 107.0, 0.2)) == [FallKind.SUSPECTED]
    restarted = observer.observe(bodies(DOWN), 0.0, VIEW)
    assert restarted is not None
    assert restarted.tracked == ("p2",)
    assert found(observer, DOWN, *np.arange(0.2, 7.0, 0.2)) == [FallKind.SUSPECTED]


def test_landmarks_that_are_not_numbers_are_nobody(observer: Observer) -> None:
    broken = replace(UP, image=np.full_like(UP.image, np.nan))
    observation = observer.observe(bodies(broken), 1.0, VIEW)
    assert observation is not None
    assert observation.sightings == ()


def test_landmarks_that_fit_no_body_are_nobody(observer: Observer) -> None:
    observation = observer.observe(bodies(replace(UP, image=UP.image[::-1].copy())), 1.0, VIEW)
    assert observation is not None
    assert observation.sightings == ()


@pytest.mark.parametrize("impossible", [{"trunk_deg": -70.0}, {"hips": (3.5, 0.0, -0.6)}], ids=["upside down", "sunk"])
def test_impossible_bodies_are_nobody(observer: Observer, impossible: dict[str, object]) -> None:
    observation = observer.observe(bodies(seen(replace(lying(3.5, 0.0), **impossible), VIEW)), 1.0, VIEW)
    assert observation is not None
    assert observation.sightings == ()


def test_what_only_a_search_sees_is_no_new_person(observer: Observer) -> None:
    sought = replace(DOWN, sought=True)
    first = observer.observe(bodies(sought), 1.0, VIEW)
    assert first is not None
    assert first.sightings == ()
    observer.observe(bodies(UP), 1.2, VIEW)
    again = observer.observe(bodies(sought), 1.4, VIEW)
    assert again is not None
    assert len(again.sightings) == 1


def test_a_visitor_who_is_seen_instead_does_not_get_the_fallen_person_up(observer: Observer) -> None:
    visitor = seen(standing(3.5, -2.0), VIEW)
    assert found(observer, UP, *np.arange(0.0, 2.0, 0.2)) == []
    assert found(observer, DOWN, *np.arange(2.2, 6.0, 0.2)) == [FallKind.SUSPECTED, FallKind.DETECTED]
    assert found(observer, visitor, *np.arange(6.2, 12.0, 0.2)) == []
    assert found(observer, DOWN, *np.arange(12.2, 14.0, 0.2)) == []
