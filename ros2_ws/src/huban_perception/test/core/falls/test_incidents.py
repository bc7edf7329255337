"""Two cameras see one fall: one event."""

import numpy as np
import pytest

from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.placement import Placement
from huban_perception.core.falls.findings import FallFinding, FallKind
from huban_perception.core.falls.incidents import Incidents
from huban_perception.core.types import Posture

SUSPECTED, DETECTED, LONG_LIE, UP_AGAIN = FallKind


def finding(kind: FallKind, x: float = 1.0, located: bool = True) -> FallFinding:
    features = BodyFeatures(0.0, 0.0, 0.0, 0.1, 0.1, 0.1, 0.0)
    body = BodyState(1.0, features, Posture.LYING, Placement(np.array([x, 2.0, 0.1]), 0.1, located))
    return FallFinding(kind, 1.0, body, 1.0, 0.0, None)


@pytest.fixture
def incidents() -> Incidents:
    """Camera A suspects a fall of its person a1."""
    incidents = Incidents()
    assert incidents.take("A", "a1", finding(SUSPECTED)) is not None
    return incidents


def test_the_second_view_of_a_fall_is_no_news(incidents: Incidents) -> None:
    assert incidents.take("B", "b7", finding(SUSPECTED, x=1.8)) is None
    assert incidents.take("B", "b7", finding(DETECTED, x=1.8)) is not None
    assert incidents.take("A", "a1", finding(DETECTED)) is None
    assert incidents.take("A", "a1", finding(LONG_LIE)) is not None


def test_a_view_that_knows_no_place_is_taken_to_see_the_same(incidents: Incidents) -> None:
    assert incidents.take("B", "b7", finding(SUSPECTED, x=9.0, located=False)) is None


def test_a_fall_elsewhere_is_another(incidents: Incidents) -> None:
    assert incidents.take("B", "b7", finding(SUSPECTED, x=5.0)) is not None


def test_two_people_in_one_view_are_two(incidents: Incidents) -> None:
    assert incidents.take("A", "a2", finding(SUSPECTED, x=1.2)) is not None


def test_it_is_over_when_no_view_that_took_part_sees_the_person_down(incidents: Incidents) -> None:
    incidents.take("B", "b7", finding(SUSPECTED))
    assert incidents.take("C", "c1", finding(UP_AGAIN)) is None
    assert incidents.take("B", "b7", finding(UP_AGAIN)) is None
    assert incidents.take("A", "a1", finding(UP_AGAIN)) is not None
    assert incidents.take("A", "a1", finding(SUSPECTED)) is not None
