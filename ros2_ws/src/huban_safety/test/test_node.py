import os
from math import nan
from pathlib import Path

import pytest
from diagnostic_msgs.msg import DiagnosticArray
from geometry_msgs.msg import TwistStamped
from std_msgs.msg import Bool, String
from std_srvs.srv import Trigger

from huban_common.core.texts import Texts
from huban_common.qos import LATCHED
from huban_common.testing import assert_same_texts, assert_yaml_lists_every_parameter
from huban_interfaces.msg import CareEvent, Reflex, SafetyState
from huban_safety.announcer import text_key
from huban_safety.config import SafetyConfig
from huban_safety.core.types import Cause
from huban_safety.node import SafetyNode

HOME = Path(__file__).parents[4] / "sim" / "home.yaml"


def test_a_started_gate_says_that_it_waits_and_puts_nothing_out(bench):
    bench.push(0.5)
    assert (bench.state.state, bench.state.cause) == (SafetyState.HALTED, "started")
    assert bench.state.detail.startswith("The robot has just started")
    assert not bench.state.bed_allowed
    assert all(message.twist.linear.x == 0.0 for message in bench.motion)
    assert bench.events == []


def test_a_released_gate_passes_commands_on(bench):
    bench.ready().drive()
    assert bench.state.bed_allowed
    assert bench.motion[-1].header.frame_id == "base_link"


def test_stop_is_zero_at_once_and_on_record(bench):
    bench.ready().drive()
    bench.stop()
    bench.graph.until(lambda: bench.speed == 0.0)
    bench.graph.until(lambda: bench.events)
    assert (bench.state.state, bench.state.cause) == (SafetyState.HALTED, "reflex_stop")
    assert (bench.events[-1].kind, bench.events[-1].priority) == ("gate_halted", CareEvent.LOW)
    bench.push(0.3)
    assert bench.speed == 0.0


def test_help_does_not_stop_the_robot(bench):
    bench.ready().drive()
    bench.stop(Reflex.HELP)
    bench.stop(Reflex.DOUBT)
    bench.push(0.3)
    assert bench.speed == pytest.approx(0.2)


def test_the_gate_speaks_the_language_of_the_house(bench):
    bench.graph.publisher(String, "/language", LATCHED).publish(String(data="zh-CN"))
    bench.graph.spin(0.2)
    assert bench.release().message == "机器人可以移动了。"


def test_the_lidar_is_seen_where_it_is_mounted(bench):
    bench.ready()
    bench.wheels.put(0.36, bearing_deg=0.0)
    bench.graph.spin(0.2)
    assert bench.stopped_by("obstacle")
    bench.drive(-0.1)


def test_a_blind_lidar_stops_the_robot_by_name(bench):
    bench.ready().drive()
    bench.wheels.ranges = [nan] * 360
    assert bench.stopped_by("scan_invalid")


def test_a_lidar_that_repeats_itself_stops_the_robot_by_name(bench):
    bench.ready().drive()
    bench.wheels.random.gauss = lambda mean, deviation: mean
    assert bench.stopped_by("scan_frozen")


def test_a_lidar_on_an_unknown_frame_stops_the_robot_by_name(bench):
    bench.ready().drive()
    bench.wheels.frame = "elsewhere"
    assert bench.stopped_by("scan_frame_unknown")


def test_a_command_source_that_dies_is_stopped_within_the_limit(bench):
    bench.ready().drive()
    bench.graph.until(lambda: bench.speed == 0.0, timeout_s=2.0)
    bench.graph.until(lambda: bench.state.cause == "command_lost")


def test_commands_that_were_delayed_are_not_obeyed(bench):
    bench.ready()
    old = TwistStamped()
    old.header.stamp.sec = 1000
    old.twist.linear.x = 0.2
    for _ in range(5):
        bench.commands.publish(old)
        bench.graph.spin(0.05)
    assert bench.motion == []


def test_motion_that_no_wheels_can_do_is_refused(bench):
    bench.ready().drive()
    sideways = TwistStamped()
    sideways.twist.linear.x = 0.2
    sideways.twist.linear.y = 0.2
    bench.commands.publish(sideways)
    bench.graph.until(lambda: bench.state.cause == "command_invalid" and bench.speed == 0.0)


def test_the_emergency_button_needs_letting_go_reset_and_release(bench):
    bench.ready().drive()
    button = bench.graph.publisher(Bool, "/emergency_stop", LATCHED)
    button.publish(Bool(data=True))
    bench.graph.until(lambda: bench.state.state == SafetyState.EMERGENCY)
    bench.graph.until(lambda: bench.speed == 0.0)
    assert not bench.release().released
    assert not bench.call(Trigger, "/safety/reset", Trigger.Request()).success
    button.publish(Bool(data=False))
    bench.graph.spin(0.2)
    assert bench.call(Trigger, "/safety/reset", Trigger.Request()).success
    bench.graph.until(lambda: bench.state.cause == "emergency_reset")
    bench.ready()
    assert bench.events[-1].priority == CareEvent.HIGH


def test_a_button_pressed_before_the_gate_starts_is_not_missed(graph):
    button = graph.probe.create_publisher(Bool, "/emergency_stop", LATCHED)
    button.publish(Bool(data=True))
    states = graph.collect(SafetyState, "/safety/state", LATCHED)
    graph.start(SafetyNode, home_file=str(HOME), realtime_priority=0)
    graph.until(lambda: states and states[-1].state == SafetyState.EMERGENCY)


def test_the_gate_asks_to_go_before_other_processes_and_works_without(graph, monkeypatch):
    asked = []

    def refuse(thread, policy, parameters):
        asked.append((policy & os.SCHED_RR, parameters.sched_priority))
        raise PermissionError

    monkeypatch.setattr(os, "sched_setscheduler", refuse)
    node = graph.start(SafetyNode, home_file=str(HOME), realtime_priority=7)
    assert asked == [(os.SCHED_RR, 7)]
    assert node.active


def test_a_touch_and_a_runaway_halt_with_their_own_priority(bench):
    bumper = bench.graph.publisher(Bool, "/bumper", LATCHED)
    bench.ready()
    bumper.publish(Bool(data=True))
    bench.graph.until(lambda: bench.state.cause == "bumper" and bench.events)
    assert bench.events[-1].priority == CareEvent.MEDIUM
    bumper.publish(Bool(data=False))
    bench.graph.spin(0.1)
    bench.ready()
    bench.wheels.twist.linear.x = 0.5
    bench.graph.until(lambda: bench.state.cause == "runaway" and len(bench.events) == 2)
    assert bench.events[-1].priority == CareEvent.TECHNICAL


def test_the_state_is_repeated_and_the_health_tells_what_is_wrong(bench):
    health = bench.graph.collect(DiagnosticArray, "/diagnostics")
    bench.ready()
    before = len(bench.states)
    bench.graph.until(lambda: len(bench.states) > before)
    bench.wheels.ranges = [nan] * 360
    bench.graph.until(lambda: any("too little" in item.status[0].message for item in health if item.status))


def test_a_late_gate_says_so(bench):
    health = bench.graph.collect(DiagnosticArray, "/diagnostics")
    bench.ready().drive()
    bench.gate._watched_s -= 1.0
    bench.push(0.1)
    bench.graph.until(lambda: any("too busy" in item.status[0].message for item in health if item.status))


def test_every_parameter_is_in_the_file():
    file = Path(__file__).parents[1] / "config" / "safety.yaml"
    assert_yaml_lists_every_parameter(SafetyConfig, file, "safety")


def test_every_text_is_there_in_both_languages():
    assert_same_texts("huban_safety")


def test_a_home_that_is_not_there_is_refused_by_name(graph):
    with pytest.raises(ValueError, match=r"nowhere\.yaml: No such file"):
        graph.start(SafetyNode, home_file="nowhere.yaml")


def test_every_cause_has_a_text():
    texts = Texts("huban_safety")
    for cause in set(Cause) - {Cause.NONE}:
        assert texts.say(text_key(cause), "zh-CN", speed="0.30")
