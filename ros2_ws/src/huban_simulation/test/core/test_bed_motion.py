from pathlib import Path

import pytest

from huban_common.core.home import load_home
from huban_simulation.core.bed_motion import BedMotion
from huban_simulation.core.bed_trajectory import BedRefusal, Outcome, Trajectory, Waypoint

BED = load_home(Path(__file__).parents[5] / "sim" / "home.yaml").bed
BACK, LEGS, HEIGHT = "bed_back_joint", "bed_legs_joint", "bed_height_joint"
REST = {BACK: 0.0, LEGS: 0.0, HEIGHT: 0.5, "bed_tilt_joint": 0.0}
DT = 0.02


class Bench:
    """A bed controller whose joints do at once what it wants."""

    def __init__(self) -> None:
        self.motion = BedMotion(BED, REST)
        self.joints = dict(REST)

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds / DT)):
            self.joints = dict(self.motion.step(DT, self.joints))

    def outcome(self) -> Outcome | None:
        return self.motion.progress().outcome


def to(position: float, time_s: float, joint: str = BACK) -> Trajectory:
    return Trajectory((joint,), (Waypoint(time_s, (position,)),))


def test_the_goal_is_reached_in_the_time_asked_for() -> None:
    bench = Bench()
    bench.motion.start(to(0.6, 10.0))
    bench.run(9.5)
    assert bench.outcome() is None
    bench.run(1.0)
    assert bench.outcome() is Outcome.SUCCESSFUL and bench.joints[BACK] == pytest.approx(0.6, abs=0.005)


def test_a_goal_in_too_short_a_time_is_reached_later_at_the_joints_own_speed() -> None:
    bench = Bench()
    bench.motion.start(to(1.0, 0.5))
    bench.run(4.0)
    assert bench.joints[BACK] == pytest.approx(BED.joints[BACK].speed * 4.0, rel=0.02)
    bench.run(6.0)
    assert bench.outcome() is Outcome.SUCCESSFUL


def test_no_joint_ever_moves_faster_than_its_limit() -> None:
    bench = Bench()
    bench.motion.start(Trajectory((BACK, HEIGHT), (Waypoint(0.1, (1.0, 0.8)), Waypoint(0.2, (0.0, 0.4)))))
    for _ in range(200):
        before = dict(bench.joints)
        bench.run(DT)
        for joint, limits in BED.joints.items():
            assert abs(bench.joints[joint] - before[joint]) <= limits.speed * DT + 1e-9


def test_points_are_passed_in_order() -> None:
    bench = Bench()
    bench.motion.start(Trajectory((BACK,), (Waypoint(5.0, (0.4,)), Waypoint(10.0, (0.1,)))))
    bench.run(5.0)
    assert bench.joints[BACK] == pytest.approx(0.4, abs=0.01)
    bench.run(6.0)
    assert bench.joints[BACK] == pytest.approx(0.1, abs=0.006)


def test_joints_that_are_not_named_hold_still() -> None:
    bench = Bench()
    bench.motion.start(to(0.5, 5.0))
    bench.run(6.0)
    assert {**bench.joints, BACK: 0.0} == REST


def test_a_stopped_bed_stays_where_it_is() -> None:
    bench = Bench()
    bench.motion.start(to(1.0, 9.0))
    bench.run(3.0)
    bench.motion.stop()
    there = bench.joints[BACK]
    bench.run(3.0)
    assert there > 0.2 and bench.joints[BACK] == pytest.approx(there, abs=0.005)


def test_a_newer_trajectory_replaces_the_older() -> None:
    bench = Bench()
    bench.motion.start(to(1.0, 9.0))
    bench.run(2.0)
    bench.motion.start(to(0.0, 4.0))
    bench.run(5.0)
    assert bench.joints[BACK] == pytest.approx(0.0, abs=0.005)


def test_a_blocked_joint_ends_the_goal_with_a_reason() -> None:
    motion = BedMotion(BED, REST)
    motion.start(to(0.5, 5.0))
    for _ in range(round(12.0 / DT)):
        motion.step(DT, REST)
    progress = motion.progress()
    assert progress.outcome is Outcome.GOAL_TOLERANCE_VIOLATED and BACK in progress.reason


def test_leaving_the_path_further_than_tolerated_ends_the_goal() -> None:
    motion = BedMotion(BED, REST)
    motion.start(Trajectory((BACK,), (Waypoint(5.0, (0.5,)),), path_tolerance={BACK: 0.05}))
    for _ in range(round(2.0 / DT)):
        motion.step(DT, REST)
    assert motion.progress().outcome is Outcome.PATH_TOLERANCE_VIOLATED


def test_a_goal_time_tolerance_ends_a_goal_that_comes_late() -> None:
    bench = Bench()
    bench.motion.start(Trajectory((BACK,), (Waypoint(1.0, (1.0,)),), goal_time_tolerance_s=0.5))
    bench.run(2.0)
    assert bench.outcome() is Outcome.GOAL_TOLERANCE_VIOLATED


def test_a_hanging_bed_neither_moves_nor_answers() -> None:
    bench = Bench()
    bench.motion.hangs = True
    bench.motion.start(to(0.5, 1.0))
    bench.run(60.0)
    assert bench.joints == REST and bench.outcome() is None


def test_a_rejecting_bed_says_so() -> None:
    motion = BedMotion(BED, REST)
    motion.rejects = True
    with pytest.raises(BedRefusal, match="refuses"):
        motion.start(to(0.5, 1.0))


@pytest.mark.parametrize(
    ("trajectory", "outcome", "reason"),
    [
        (to(0.5, 1.0, "bed_wing_joint"), Outcome.INVALID_JOINTS, "no joint 'bed_wing_joint'"),
        (Trajectory((), ()), Outcome.INVALID_JOINTS, "at least one"),
        (Trajectory((BACK, BACK), (Waypoint(1.0, (0.1, 0.1)),)), Outcome.INVALID_JOINTS, "once"),
        (Trajectory((BACK,), ()), Outcome.INVALID_GOAL, "no points"),
        (Trajectory((BACK,), (Waypoint(1.0, (0.1, 0.2)),)), Outcome.INVALID_GOAL, "2 positions for 1"),
        (Trajectory((BACK,), (Waypoint(2.0, (0.1,)), Waypoint(1.0, (0.2,)))), Outcome.INVALID_GOAL, "not later"),
        (to(2.0, 1.0), Outcome.INVALID_GOAL, "outside"),
        (to(float("nan"), 1.0), Outcome.INVALID_GOAL, "outside"),
        (to(0.1, float("nan")), Outcome.INVALID_GOAL, "not later"),
        (
            Trajectory((BACK,), (Waypoint(1.0, (0.1,)),), goal_tolerance={LEGS: 0.1}),
            Outcome.INVALID_JOINTS,
            "tolerance names",
        ),
    ],
)
def test_what_the_bed_could_not_follow_is_refused_with_its_code(
    trajectory: Trajectory, outcome: Outcome, reason: str
) -> None:
    with pytest.raises(BedRefusal, match=reason) as refusal:
        BedMotion(BED, REST).start(trajectory)
    assert refusal.value.outcome is outcome
