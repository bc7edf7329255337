"""Requests become running skills, one motion at a time, and all of them stop at once."""

import asyncio
from dataclasses import dataclass
from uuid import uuid4

from huban_behaviors.core.executor import SkillExecutor
from huban_behaviors.core.ports import Hindered, SkillFailed
from huban_behaviors.core.types import Answer, Caller, Pose, Request
from huban_behaviors.simulation import Fault, SimulatedRobot, run_fast
from huban_common.core.roles import Role
from huban_common.core.skills import SkillSpec

ELDER = Caller("anonymous_speaker", Role.ELDER)
NURSE_OUTSIDE = Caller("Nurse Li", Role.NURSE, remote=True)


@dataclass(frozen=True)
class NoArgs:
    pass


class Drive:
    """Drives far away; `fails` decides how it ends."""

    spec = SkillSpec("drive", "Drives.", NoArgs, {"en": ("drive",)}, moves=True, timeout_s=60.0)

    def __init__(self, x: float = 0.0) -> None:
        self.goal = Pose(x, 0.0, 0.0)

    async def run(self, args, robot):
        await robot.navigate(self.goal)
        return "there"


class Lift(Drive):
    spec = SkillSpec(
        "lift", "Lifts.", NoArgs, {"en": ("lift me",)}, must_confirm=frozenset({Role.ELDER}), moves=True, timeout_s=60.0
    )


class Talk:
    spec = SkillSpec("talk", "Talks.", NoArgs, {"en": ("talk",)}, timeout_s=10.0)

    def __init__(self, seconds: float = 1.0, fault: Exception | None = None) -> None:
        self.seconds, self.fault = seconds, fault

    async def run(self, args, robot):
        await asyncio.sleep(self.seconds)
        if self.fault:
            raise self.fault
        return f"to {robot.caller.id}"


class Desk:
    """An executor and its statuses."""

    def __init__(self, home, barred=False, **skills) -> None:
        self.robot = SimulatedRobot(home)
        self.statuses = []
        known = {"drive": Drive(), "lift": Lift(), "talk": Talk(), **skills}
        self.executor = SkillExecutor(known, self.robot, self.statuses.append, lambda: barred)

    def request(self, skill, caller=ELDER, call_id=None):
        request = Request(call_id or uuid4(), skill, {}, caller, "en")
        self.executor.request(request)
        return request.id

    def states(self, call):
        return [status.state.value for status in self.statuses if status.request.id == call]


def test_a_skill_runs_from_request_to_spoken_result(home):
    async def day():
        desk = Desk(home)
        call = desk.request("talk")
        await asyncio.sleep(5.0)
        return desk.states(call), desk.robot.body.said, desk.executor.busy

    assert run_fast(day()) == (["requested", "running", "succeeded"], ["to anonymous_speaker"], False)


def test_the_result_for_somebody_outside_is_not_spoken(home):
    async def day():
        desk = Desk(home)
        desk.request("talk", NURSE_OUTSIDE)
        await asyncio.sleep(5.0)
        return desk.robot.body.said, desk.statuses[-1].message

    assert run_fast(day()) == ([], "to Nurse Li")


def test_the_gate_is_released_for_the_caller_before_a_motion_only(home):
    async def day():
        desk = Desk(home)
        desk.request("talk", NURSE_OUTSIDE)
        desk.request("drive")
        await asyncio.sleep(30.0)
        return desk.robot.body.released_for

    assert run_fast(day()) == [ELDER]


def test_a_closed_gate_fails_the_skill_without_a_drive(home):
    async def day():
        desk = Desk(home)
        desk.robot.body.gate = Fault.REJECTS
        call = desk.request("drive")
        await asyncio.sleep(5.0)
        return desk.states(call), desk.robot.body.drives

    assert run_fast(day()) == (["requested", "failed"], [])


def test_a_new_motion_replaces_the_running_one(home):
    async def day():
        desk = Desk(home, away=Drive(x=9.0))
        first = desk.request("drive")
        await asyncio.sleep(2.0)
        second = desk.request("away")
        await asyncio.sleep(60.0)
        return desk.states(first)[-1], desk.states(second)[-1], [pose.x for pose in desk.robot.body.arrivals]

    assert run_fast(day()) == ("cancelled", "succeeded", [9.0])


def test_talking_does_not_disturb_a_motion(home):
    async def day():
        desk = Desk(home)
        drive = desk.request("drive")
        talk = desk.request("talk")
        await asyncio.sleep(60.0)
        return desk.states(drive)[-1], desk.states(talk)[-1]

    assert run_fast(day()) == ("succeeded", "succeeded")


def test_stop_ends_what_runs_and_what_waits_at_once(home):
    async def day():
        desk = Desk(home)
        calls = [desk.request("drive"), desk.request("lift"), desk.request("talk")]
        await asyncio.sleep(0.5)
        desk.executor.cancel_all()
        await asyncio.sleep(0.0)
        await asyncio.sleep(0.01)
        return [desk.states(call)[-1] for call in calls], desk.executor.busy, desk.robot.body.arrivals

    assert run_fast(day()) == (["cancelled"] * 3, False, [])


def test_a_request_that_is_stopped_before_its_first_step_is_reported_as_cancelled(home):
    async def day():
        desk = Desk(home)
        call = desk.request("drive")
        desk.executor.cancel_all()
        await asyncio.sleep(1.0)
        return desk.states(call), desk.executor.busy

    assert run_fast(day()) == (["requested", "cancelled"], False)


def test_a_skill_that_takes_too_long_is_ended(home):
    async def day():
        desk = Desk(home)
        desk.robot.body.driving = Fault.HANGS
        call = desk.request("drive")
        await asyncio.sleep(59.0)
        before = desk.states(call)[-1]
        await asyncio.sleep(2.0)
        return before, desk.states(call)[-1], desk.statuses[-1].message

    assert run_fast(day()) == ("running", "failed", "That took too long, so I have stopped.")


def test_a_failed_skill_tells_why(home):
    async def day():
        desk = Desk(home, talk=Talk(fault=SkillFailed("The line is busy.")))
        call = desk.request("talk")
        await asyncio.sleep(2.0)
        return desk.states(call)[-1], desk.robot.body.said

    assert run_fast(day()) == ("failed", ["The line is busy."])


def test_a_broken_skill_is_a_failure_and_not_the_end(home):
    async def day():
        desk = Desk(home, talk=Talk(fault=ZeroDivisionError()), walk=Talk(fault=Hindered("no way")))
        calls = [desk.request("talk"), desk.request("walk")]
        await asyncio.sleep(2.0)
        return [desk.states(call)[-1] for call in calls]

    assert run_fast(day()) == ["failed", "failed"]


def test_a_yes_lets_a_risky_skill_run(home):
    async def day():
        desk = Desk(home)
        call = desk.request("lift")
        await asyncio.sleep(3.0)
        waiting = desk.states(call), list(desk.robot.body.drives)
        desk.robot.answer(Answer.YES)
        await asyncio.sleep(60.0)
        return waiting, desk.states(call)

    waiting, states = run_fast(day())
    assert waiting == (["requested", "awaiting_confirmation"], [])
    assert states == ["requested", "awaiting_confirmation", "running", "succeeded"]


def test_silence_is_not_a_yes(home):
    async def day():
        desk = Desk(home)
        call = desk.request("lift")
        await asyncio.sleep(30.0)
        return desk.states(call)[-1], desk.robot.body.drives

    assert run_fast(day()) == ("refused", [])


def test_a_newer_motion_forgets_one_that_waits_for_a_yes(home):
    async def day():
        desk = Desk(home)
        older = desk.request("lift")
        await asyncio.sleep(3.0)
        newer = desk.request("drive")
        await asyncio.sleep(1.0)
        accepted = desk.robot.answer(Answer.YES)
        await asyncio.sleep(60.0)
        return desk.states(older)[-1], desk.states(newer)[-1], accepted

    assert run_fast(day()) == ("cancelled", "succeeded", False)


def test_nothing_else_moves_during_an_alarm(home):
    async def day():
        desk = Desk(home, barred=True)
        calls = [desk.request("drive"), desk.request("talk")]
        await asyncio.sleep(5.0)
        return [desk.states(call)[-1] for call in calls]

    assert run_fast(day()) == ["refused", "succeeded"]


def test_a_message_that_comes_twice_is_one_call(home):
    async def day():
        desk = Desk(home)
        call = desk.request("talk")
        await asyncio.sleep(5.0)
        desk.request("talk", call_id=call)
        await asyncio.sleep(5.0)
        return desk.states(call)

    assert run_fast(day()) == ["requested", "running", "succeeded"]
