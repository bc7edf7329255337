"""What every bed must do that is put behind `ports.BedDriver`."""

from typing import Any

import pytest

from huban_common.core.home import Home
from huban_simulation.core.bed_trajectory import BedRefusal, Outcome, Trajectory, Waypoint

BACK, HEIGHT = "bed_back_joint", "bed_height_joint"


def to(position: float, time_s: float, joint: str = BACK) -> Trajectory:
    return Trajectory((joint,), (Waypoint(time_s, (position,)),))


def test_it_reaches_its_target_and_says_so(rig: Any) -> None:
    rig.bed.start(to(0.3, 4.0))
    rig.advance(6.0)
    assert rig.bed.progress().outcome is Outcome.SUCCESSFUL
    assert rig.bed.positions()[BACK] == pytest.approx(0.3, abs=0.01)


def test_it_never_moves_faster_than_the_home_allows(rig: Any, home: Home) -> None:
    rig.bed.start(to(0.6, 0.5))
    fastest, before = 0.0, rig.bed.positions()[BACK]
    for _ in range(30):
        rig.advance(0.1)
        now = rig.bed.positions()[BACK]
        fastest, before = max(fastest, (now - before) / 0.1), now
    assert 0.05 < fastest <= home.bed.joints[BACK].speed * 1.15


def test_it_tells_how_far_it_has_come(rig: Any) -> None:
    rig.bed.start(to(0.3, 4.0))
    rig.advance(2.0)
    progress = rig.bed.progress()
    assert progress.outcome is None
    assert progress.desired[BACK] == pytest.approx(0.15, abs=0.02)
    assert progress.actual[BACK] == pytest.approx(0.15, abs=0.03)


def test_joints_that_are_not_named_hold_still(rig: Any) -> None:
    before = rig.bed.positions()
    rig.bed.start(to(0.3, 3.0))
    rig.advance(4.0)
    after = rig.bed.positions()
    assert {**after, BACK: 0.0} == pytest.approx({**before, BACK: 0.0}, abs=0.003)


def test_it_stops_where_it_is(rig: Any) -> None:
    rig.bed.start(to(0.5, 5.0))
    rig.advance(2.0)
    rig.bed.stop()
    there = rig.bed.positions()[BACK]
    rig.advance(2.0)
    assert 0.1 < there == pytest.approx(rig.bed.positions()[BACK], abs=0.01)


def test_a_newer_trajectory_replaces_the_older(rig: Any) -> None:
    rig.bed.start(to(0.5, 5.0))
    rig.advance(1.0)
    rig.bed.start(to(0.55, 2.0, HEIGHT))
    rig.advance(5.0)
    assert rig.bed.positions()[HEIGHT] == pytest.approx(0.55, abs=0.01)
    assert rig.bed.positions()[BACK] < 0.3


@pytest.mark.parametrize("bad", [to(9.0, 1.0), to(0.1, 1.0, "bed_wing_joint"), Trajectory((BACK,), ())])
def test_what_it_cannot_do_it_refuses_and_nothing_moves(rig: Any, bad: Trajectory) -> None:
    before = rig.bed.positions()
    with pytest.raises(BedRefusal):
        rig.bed.start(bad)
    rig.advance(0.5)
    assert rig.bed.positions() == pytest.approx(before, abs=0.003)
