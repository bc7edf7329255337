"""The figures of several people can be recomputed by hand."""

import numpy as np
import pytest

from huban_perception.core.observer import Observer, ObserverRules
from huban_perception.core.types import HIPS, SHOULDERS, SeenBody
from huban_perception.evaluation.crowd import _in_view, _matched, _project, _view
from huban_perception.simulation import seen, standing

VIEW = _view()
PLACES = [(3.0, 2.0), (3.6, 3.2), (4.4, 2.1)]
"""The third is hidden behind the first."""

PEOPLE = [standing(x, y) for x, y in PLACES]
TRUTH = np.array([person.points()[[*SHOULDERS, *HIPS]] for person in PEOPLE])
PIXELS = np.array([_project(points, VIEW) for points in TRUTH])


def test_who_is_hidden_or_out_of_the_picture_is_not_in_view() -> None:
    assert _in_view(PIXELS, TRUTH) == [0, 1]
    aside = TRUTH + np.array([0.0, 5.0, 0.0])
    assert _in_view(np.array([_project(points, VIEW) for points in aside]), aside) == []


def test_bodies_are_matched_with_the_people_they_are_on() -> None:
    names = iter("abc")
    observer = Observer(ObserverRules(), None, lambda: next(names))
    found = observer.observe([SeenBody(seen(PEOPLE[1], VIEW)), SeenBody(seen(PEOPLE[0], VIEW))], 0.0, VIEW)
    assert found is not None
    assert _matched(found.sightings, PIXELS) == {1: "a", 0: "b"}
    assert _matched((), PIXELS) == {}


def test_pixels_are_those_of_the_simulated_pose() -> None:
    assert PIXELS[0] == pytest.approx(seen(PEOPLE[0], VIEW).image[[*SHOULDERS, *HIPS]] * (640, 480), abs=1e-6)
