from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from care_protocol.channels import Channel
from care_protocol.messages import (
    About,
    Ack,
    AlarmReply,
    Command,
    Connection,
    ConnectionState,
    Event,
    Priority,
    Result,
    ResultState,
    RobotState,
    Role,
    SkillCall,
    encode,
)
from care_protocol.messages import (
    ReplyKind as WireReply,
)
from huban_care_bridge.core.bridge import Bridge
from huban_care_bridge.core.courier import Courier
from huban_care_bridge.core.fence import LEASE_S, LOOK_S, Fence
from huban_care_bridge.core.ledger import Ledger
from huban_care_bridge.core.outbox import Outbox
from huban_care_bridge.core.ports import ReplyKind
from huban_care_bridge.core.state_reporter import StateReporter
from huban_care_bridge.core.storage import Storage, StorageError
from huban_care_bridge.simulation import ManualWallClock, SimulatedDisk, SimulatedLink, SimulatedRobot
from huban_common.core.clock import ManualClock

MakeEvent = Callable[..., Event]


STREAM = UUID(int=7)


class Bench:
    """A bridge between two twins, with clocks to set."""

    def __init__(self) -> None:
        self.storage = Storage(None)
        self.link, self.robot = SimulatedLink(), SimulatedRobot()
        self.clock, self.wall, self.disk = ManualClock(), ManualWallClock(), SimulatedDisk()
        self.bridge = self.start()

    def start(self) -> Bridge:
        """A bridge as after a restart, on the same disk."""
        courier = Courier(Outbox(self.storage), Outbox(Storage(None)), self.link, self.clock, lambda: 1.0, self.disk)
        about, fence = About(home={"en": "Mrs. Wang's home"}), Fence(uuid4(), STREAM)
        reporter, ledger = StateReporter(10.0), Ledger(self.storage)
        bridge = Bridge(courier, ledger, reporter, self.link, self.robot, self.clock, self.wall, about, fence)
        bridge.connected()
        return bridge

    def command(self, body: Any, id: UUID | None = None, expires_s: float = 30.0) -> Command:
        now = self.wall.now()
        expires = now + timedelta(seconds=expires_s)
        names = {"en": "Nurse Li", "zh-CN": "李护士"}
        who = {"caller": "li", "role": Role.NURSE, "names": names, "language": "zh-CN"}
        return Command(id=id or uuid4(), stamp=now, expires=expires, body=body, **who)

    def give(self, command: Command) -> None:
        self.bridge.received(Channel.COMMAND, encode(command))
        self.bridge.tick()

    def results(self) -> list[ResultState]:
        seen: dict[UUID, ResultState] = {}
        for message in self.link.on(Channel.RESULT):
            assert isinstance(message, Result)
            seen[message.id] = message.state
        return list(seen.values())

    def acknowledge(self) -> None:
        """The platform has every result that was sent."""
        for result in self.link.on(Channel.RESULT):
            self.bridge.received(Channel.ACK, encode(Ack(stamp=self.wall.now(), id=result.id)))
        self.bridge.tick()

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.wall.advance(seconds)
        self.bridge.tick()


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_connected_bridge_says_so_and_who_it_serves(bench: Bench) -> None:
    (hello,) = bench.link.on(Channel.CONNECTION)
    assert (hello.state.value, hello.about.home["en"]) == ("ONLINE", "Mrs. Wang's home")


def test_the_robot_hears_when_its_alarm_is_committed(bench: Bench, make_event: MakeEvent) -> None:
    event = make_event("alarm_raised", Priority.HIGH, alarm_id=uuid4())
    bench.bridge.event(event)
    bench.bridge.tick()
    assert bench.robot.replies == []
    bench.bridge.received(Channel.ACK, encode(Ack(stamp=bench.wall.now(), id=event.id)))
    assert [(reply.alarm_id, reply.kind) for reply in bench.robot.replies] == [(event.alarm_id, ReplyKind.DELIVERED)]


def test_a_second_ack_is_not_told_again(bench: Bench, make_event: MakeEvent) -> None:
    event = make_event("alarm_raised", Priority.HIGH, alarm_id=uuid4())
    bench.bridge.event(event)
    ack = encode(Ack(stamp=bench.wall.now(), id=event.id))
    bench.bridge.received(Channel.ACK, ack)
    bench.bridge.received(Channel.ACK, ack)
    assert len(bench.robot.replies) == 1


def test_other_events_are_delivered_without_a_word(bench: Bench, make_event: MakeEvent) -> None:
    event = make_event("robot_arrived", alarm_id=uuid4())
    bench.bridge.event(event)
    bench.bridge.received(Channel.ACK, encode(Ack(stamp=bench.wall.now(), id=event.id)))
    assert bench.robot.replies == []
    assert bench.bridge.health().waiting == 0


def test_a_skill_call_reaches_the_robot_with_who_asks(bench: Bench) -> None:
    command = bench.command(SkillCall(skill="go_to", args={"place": "kitchen"}))
    bench.give(command)
    (call,) = bench.robot.calls
    assert (call.command_id, call.skill, dict(call.args)) == (command.id, "go_to", {"place": "kitchen"})
    assert (call.caller, call.role, call.language, call.names["zh-CN"]) == ("li", Role.NURSE, "zh-CN", "李护士")
    assert bench.results() == [ResultState.ACCEPTED]


def test_a_command_is_carried_out_once_however_often_it_comes(bench: Bench) -> None:
    command = bench.command(SkillCall(skill="dock"))
    for _ in range(3):
        bench.give(command)
    bench.bridge = bench.start()
    bench.give(command)
    assert len(bench.robot.calls) == 1
    assert set(bench.results()) == {ResultState.ACCEPTED}


def test_a_command_is_remembered_while_others_come(bench: Bench) -> None:
    first = bench.command(SkillCall(skill="go_to"))
    for command in (first, bench.command(SkillCall(skill="stop")), first):
        bench.give(command)
    assert [call.skill for call in bench.robot.calls] == ["go_to", "stop"]
    bench.bridge.result(Result(stamp=bench.wall.now(), command_id=first.id, state=ResultState.SUCCEEDED))
    bench.bridge.tick()
    assert bench.results()[-1] is ResultState.SUCCEEDED


def test_a_late_command_is_refused_as_expired(bench: Bench) -> None:
    bench.give(bench.command(SkillCall(skill="dock"), expires_s=-60))
    assert bench.robot.calls == []
    assert bench.results() == [ResultState.EXPIRED]


def test_a_replay_long_after_the_command_is_still_refused(bench: Bench) -> None:
    command = bench.command(SkillCall(skill="dock"))
    bench.give(command)
    for _ in range(3):
        bench.wait(2 * 24 * 3600)
        bench.give(bench.command(SkillCall(skill="dock")))
        bench.acknowledge()
    calls = len(bench.robot.calls)
    bench.give(command)
    assert len(bench.robot.calls) == calls
    assert ResultState.EXPIRED in bench.results()


def test_how_far_the_robot_got_is_reported_until_the_end_and_no_further(bench: Bench) -> None:
    command = bench.command(SkillCall(skill="dock"))
    bench.give(command)
    for state in (ResultState.RUNNING, ResultState.RUNNING, ResultState.SUCCEEDED, ResultState.FAILED):
        bench.bridge.result(Result(stamp=bench.wall.now(), command_id=command.id, state=state))
    bench.bridge.tick()
    assert bench.results() == [ResultState.ACCEPTED, ResultState.RUNNING, ResultState.SUCCEEDED]


def test_skills_that_nobody_called_from_afar_are_not_reported(bench: Bench) -> None:
    bench.bridge.result(Result(stamp=bench.wall.now(), command_id=uuid4(), state=ResultState.RUNNING))
    bench.bridge.tick()
    assert bench.results() == []


def test_what_people_do_about_an_alarm_reaches_the_robot_once(bench: Bench) -> None:
    alarm_id = uuid4()
    command = bench.command(AlarmReply(alarm_id=alarm_id, reply=WireReply.ACKNOWLEDGED, text="Five minutes"))
    bench.give(command)
    bench.give(command)
    (reply,) = bench.robot.replies
    assert (reply.alarm_id, reply.kind, reply.by["en"], reply.text) == (
        alarm_id,
        ReplyKind.ACKNOWLEDGED,
        "Nurse Li",
        "Five minutes",
    )
    assert set(bench.results()) == {ResultState.SUCCEEDED}


class BrokenDisk(Ledger):
    def admit(self, *_: Any) -> None:
        raise StorageError("disk is full")


@pytest.mark.parametrize(("skill", "carried_out"), [("stop", True), ("dock", False)])
def test_with_a_broken_disk_only_a_stop_is_carried_out(bench: Bench, skill: str, carried_out: bool) -> None:
    bench.bridge._ledger = BrokenDisk(bench.storage)
    bench.give(bench.command(SkillCall(skill=skill)))
    assert bool(bench.robot.calls) == carried_out


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b'{"version": 2}', b"\xff\xfe", b"x" * 70_000, b"[" * 50_000])
def test_what_is_no_message_is_counted_and_stops_nothing(bench: Bench, payload: bytes) -> None:
    bench.bridge.received(Channel.COMMAND, payload)
    bench.bridge.received(Channel.ACK, payload)
    assert bench.bridge.health().rejected == 2
    bench.give(bench.command(SkillCall(skill="dock")))
    assert len(bench.robot.calls) == 1


def test_the_state_is_told_when_it_changes_and_otherwise_every_period(bench: Bench) -> None:
    bench.bridge.state(RobotState(stamp=bench.wall.now(), room="kitchen"))
    bench.wait(1)
    bench.wait(2)
    assert len(bench.link.on(Channel.STATE)) == 1
    bench.bridge.state(RobotState(stamp=bench.wall.now(), room="bedroom"))
    bench.wait(2)
    assert [state.room for state in bench.link.on(Channel.STATE)] == ["kitchen", "bedroom"]
    for _ in range(11):
        bench.wait(1)
    assert len(bench.link.on(Channel.STATE)) == 3


def test_a_platform_that_says_nothing_is_told_although_the_broker_is_there(bench: Bench, make_event: MakeEvent) -> None:
    event = make_event()
    bench.bridge.event(event)
    bench.bridge.tick()
    assert bench.bridge.health().connected
    for _ in range(20):
        bench.wait(1)
    assert bench.bridge.health().link == "the care platform does not answer"
    bench.bridge.received(Channel.ACK, encode(Ack(stamp=bench.wall.now(), id=event.id)))
    assert bench.bridge.health().connected


def test_health_says_what_waits_and_why(bench: Bench, make_event: MakeEvent) -> None:
    bench.bridge.disconnected("MQTT broker: gone")
    bench.bridge.event(make_event())
    health = bench.bridge.health()
    assert (health.connected, health.waiting, health.link) == (False, 1, "MQTT broker: gone")


def test_people_are_told_that_telemetry_was_given_up_but_not_every_second(bench: Bench, make_event: MakeEvent) -> None:
    bench.disk.full = True
    for _ in range(8):
        bench.bridge.event(make_event("mobility_measured", Priority.NONE))
    for _ in range(5):
        bench.wait(1)
    told = {event.id: event for event in bench.link.on(Channel.EVENT) if event.kind == "telemetry_thinned"}
    (only,) = told.values()
    assert (only.priority, only.data) == (Priority.LOW, {"count": 4})


def guest(bench: Bench) -> Bridge:
    """A second bridge that looks whether the robot has one already."""
    bench.bridge = bench.start()
    bench.link.sent.clear()
    bench.bridge.disconnected("a new start")
    bench.bridge._fence = Fence(uuid4(), STREAM)
    bench.bridge.looking()
    return bench.bridge


def other(bench: Bench, state: ConnectionState = ConnectionState.ONLINE) -> bytes:
    return encode(Connection(stamp=bench.wall.now(), state=state, stream=UUID(int=8), session=UUID(int=9)))


def test_a_second_bridge_speaks_for_nobody_but_delivers_alarms_and_tells_people(
    bench: Bench, make_event: MakeEvent
) -> None:
    bridge = guest(bench)
    alarm = make_event("alarm_raised", Priority.HIGH, alarm_id=uuid4())
    bridge.event(alarm)
    bridge.state(RobotState(stamp=bench.wall.now(), room="kitchen"))
    bridge.received(Channel.CONNECTION, other(bench))
    bench.wait(5)
    assert bench.link.claims == 0
    assert (bridge.health().fenced, bridge.health().connected) == (True, False)
    assert {channel for channel, _ in bench.link.sent} == {Channel.EVENT}
    told = {event.id: event.data.get("trigger") for event in bench.link.on(Channel.EVENT)}
    assert list(told.values()) == [None, "second_bridge"]


def test_a_bridge_that_finds_nobody_claims_the_robot_at_once(bench: Bench) -> None:
    guest(bench)
    bench.wait(LOOK_S - 0.1)
    assert bench.link.claims == 0
    bench.wait(0.1)
    assert bench.link.claims == 1


def test_a_second_bridge_takes_over_when_the_first_has_been_silent_for_long(bench: Bench) -> None:
    bridge = guest(bench)
    bridge.received(Channel.CONNECTION, other(bench))
    for _ in range(10):
        bench.wait(30)
        bridge.received(Channel.STATE, encode(RobotState(stamp=bench.wall.now())))
        bench.wait(0)
    assert bench.link.claims == 0
    bench.wait(LEASE_S)
    assert bench.link.claims == 1


def test_a_bridge_that_was_taken_over_stands_back(bench: Bench, make_event: MakeEvent) -> None:
    bench.bridge.disconnected("gone")
    bench.bridge.looking()
    bench.bridge.received(Channel.CONNECTION, other(bench))
    bench.bridge.event(make_event("alarm_raised", Priority.HIGH, alarm_id=uuid4()))
    bench.wait(1)
    assert bench.link.claims == 0
    assert len(bench.link.on(Channel.EVENT)) == 2
