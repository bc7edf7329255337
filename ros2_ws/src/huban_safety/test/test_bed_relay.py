import pytest
from control_msgs.action import FollowJointTrajectory

from huban_common.core.bed_codes import GATE_LOCKED
from huban_interfaces.msg import CareEvent
from huban_posture.simulation import Fault

Result = FollowJointTrajectory.Result


def moving_bed(bench):
    handle = bench.move_bed()
    bench.graph.until(lambda: bench.driver.positions["bed_back_joint"] > 0.02)
    return handle


def test_a_permitted_bed_motion_reaches_the_driver_and_its_result_the_caller(bench):
    bench.ready()
    result = bench.outcome(bench.move_bed(target=0.1, duration_s=1))
    assert result.error_code == Result.SUCCESSFUL
    assert bench.driver.positions["bed_back_joint"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("motion", "code", "words"),
    [
        ({"target": 2.0, "duration_s": 60}, Result.INVALID_GOAL, "its limits are 0.00 to"),
        ({"target": 1.0, "duration_s": 1}, Result.INVALID_GOAL, "its limit is 0.12"),
        ({"joint": "wheel_left_joint"}, Result.INVALID_JOINTS, "no joint wheel_left_joint"),
    ],
)
def test_a_forbidden_bed_motion_does_not_reach_the_driver(bench, motion, code, words):
    bench.ready()
    result = bench.outcome(bench.move_bed(**motion))
    assert result.error_code == code
    assert words in result.error_string
    assert not bench.driver.moving


def test_a_halted_gate_moves_no_bed(bench):
    result = bench.outcome(bench.move_bed())
    assert (result.error_code, bench.driver.moving) == (GATE_LOCKED, False)
    assert "just started" in result.error_string


def test_stop_stops_the_bed(bench):
    bench.ready()
    handle = moving_bed(bench)
    bench.stop()
    result = bench.outcome(handle)
    assert result.error_code == GATE_LOCKED
    assert result.error_string == "Somebody said stop."
    assert (bench.driver.cancelled, bench.driver.moving) == (1, False)


def test_the_caller_can_cancel_the_bed(bench):
    bench.ready()
    handle = moving_bed(bench)
    handle.cancel_goal_async()
    answer = handle.get_result_async()
    bench.graph.until(answer.done)
    assert answer.result().status == 5
    assert bench.driver.cancelled == 1


def test_one_bed_motion_at_a_time(bench):
    bench.ready()
    moving_bed(bench)
    assert "moving already" in bench.outcome(bench.move_bed(joint="bed_legs_joint", target=0.1)).error_string
    assert bench.driver.moving


@pytest.mark.parametrize(
    ("fault", "words"),
    [(Fault.REJECTS, "refused"), (Fault.STUCK, "does not get on"), (Fault.SILENT, "does not report")],
)
def test_a_driver_that_fails_ends_the_motion_with_a_reason(bench, fault, words):
    bench.ready()
    bench.graph.until(lambda: bench.gate._bed._positions)
    bench.driver.fault = fault
    result = bench.outcome(bench.move_bed())
    assert result.error_code == Result.PATH_TOLERANCE_VIOLATED
    assert words in result.error_string


def test_a_driver_that_is_not_there_is_waited_for_no_longer_than_the_limit(bench):
    bench.ready()
    bench.driver.vanish()
    bench.graph.until(lambda: not bench.gate._bed._driver.server_is_ready())
    result = bench.outcome(bench.move_bed())
    assert "does not answer" in result.error_string


def test_a_driver_that_does_not_stop_halts_everything(bench):
    bench.ready()
    bench.driver.fault = Fault.HANGS
    handle = bench.move_bed()
    bench.graph.spin(0.2)
    handle.cancel_goal_async()
    bench.outcome(handle)
    bench.graph.until(lambda: bench.state.cause == "bed_silent" and bench.events)
    assert bench.events[-1].priority == CareEvent.TECHNICAL
