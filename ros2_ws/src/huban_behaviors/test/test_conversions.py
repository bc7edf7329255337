"""Messages and types say the same."""

import json
from dataclasses import replace
from math import pi
from uuid import UUID, uuid4

import pytest
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Point
from hri_actions_msgs.msg import Intent
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Header

from huban_behaviors import conversions
from huban_behaviors.core.alarm import opened
from huban_behaviors.core.alarm_book import Notice
from huban_behaviors.core.types import (
    Answer,
    Caller,
    CallState,
    Pose,
    Priority,
    ReflexKind,
    Reply,
    ReplyKind,
    Request,
    Sighting,
    Status,
    Words,
)
from huban_common import ids
from huban_common.core.roles import Role
from huban_interfaces.msg import CareEvent, CareReply, Reflex, SafetyState, SkillStatus

STAMP = Time(sec=12, nanosec=500_000_000)


def intent(data, source="anonymous_speaker", name=Intent.START_ACTIVITY) -> Intent:
    text = data if isinstance(data, str) else json.dumps(data)
    return Intent(intent=name, data=text, source=source)


def wish(home, data, **fields):
    return conversions.wish_from(intent(data, **fields), home, "en")


def test_a_voice_in_the_room_is_taken_for_the_elder(home):
    request = wish(home, {"skill": "go_to", "args": {"place": "kitchen"}, "language": "zh-CN"})
    assert (request.skill, request.args, request.language) == ("go_to", {"place": "kitchen"}, "zh-CN")
    assert request.caller == Caller("anonymous_speaker", Role.ELDER)


def test_a_person_whom_the_home_knows_has_their_role(home):
    assert wish(home, {"skill": "stop"}, source="caregiver").caller == Caller("caregiver", Role.NURSE)


def test_the_robot_itself_is_the_system(home):
    assert wish(home, {"skill": "stop"}, source=Intent.MYSELF).caller.role is Role.SYSTEM


@pytest.mark.parametrize("source", [Intent.REMOTE_SUPERVISOR, "elder"])
def test_a_command_of_the_platform_is_remote_whatever_its_source_says(home, source):
    command = {
        "skill": "stop",
        "command_id": str(UUID(int=5)),
        "caller": "li",
        "caller_name": "Nurse Li",
        "role": "nurse",
    }
    request = wish(home, command, source=source)
    assert request.id == UUID(int=5)
    assert request.caller == Caller("li", Role.NURSE, remote=True, name="Nurse Li")


def test_a_person_in_the_room_cannot_give_themselves_a_role(home):
    assert wish(home, {"skill": "stop", "role": "nurse", "caller": "me"}).caller.role is Role.ELDER


@pytest.mark.parametrize("role", ["system", "king", None])
def test_nobody_outside_is_the_system_or_a_stranger(home, role):
    with pytest.raises(ValueError, match="unknown role"):
        wish(home, {"skill": "stop", "role": role}, source=Intent.REMOTE_SUPERVISOR)


@pytest.mark.parametrize("data", ["", "{", "[]", '{"args": {}}', '{"skill": 3}', '{"skill": "go_to", "args": []}'])
def test_an_intent_that_cannot_be_read_is_an_error(home, data):
    with pytest.raises(ValueError, match="intent"):
        wish(home, data)


def test_a_command_id_that_is_none_is_an_error(home):
    with pytest.raises(ValueError, match="UUID"):
        wish(home, {"skill": "stop", "command_id": "seven", "role": "nurse"})


def test_what_nobody_understood_comes_as_words(home):
    assert wish(home, {"input": "it rains"}, name=Intent.RAW_USER_INPUT) == Words("it rains")


def test_reflexes_are_read():
    kinds = [conversions.reflex_from(Reflex(kind=kind, text="help")).kind for kind in (1, 2, 3)]
    assert kinds == [ReflexKind.HELP, ReflexKind.STOP, ReflexKind.DOUBT]
    with pytest.raises(ValueError, match="unknown kind 9"):
        conversions.reflex_from(Reflex(kind=9))


def test_replies_are_read():
    message = CareReply(alarm_id=ids.to_message(UUID(int=3)), kind=CareReply.ACKNOWLEDGED, by_name="Nurse Li")
    assert conversions.reply_from(message) == Reply(UUID(int=3), ReplyKind.ACKNOWLEDGED, "Nurse Li")
    assert [conversions.reply_from(CareReply(kind=kind)).kind for kind in range(1, 6)] == list(ReplyKind)
    with pytest.raises(ValueError, match="unknown kind 0"):
        conversions.reply_from(CareReply(kind=0))


def test_a_sighting_has_a_position_only_in_the_map(home):
    message = CareEvent(
        header=Header(stamp=STAMP, frame_id="map"),
        id=ids.to_message(UUID(int=4)),
        kind="fall_detected",
        person_id="elder",
        place="kitchen",
        position=Point(x=7.9, y=2.4, z=0.2),
        reason="low",
    )
    expected = Sighting(UUID(int=4), "fall_detected", 12.5, "elder", "kitchen", (7.9, 2.4), 0.0, "low")
    assert conversions.sighting_from(message, home) == expected
    message.header.frame_id = ""
    assert conversions.sighting_from(message, home).position is None


def test_an_id_of_the_tracker_is_nobody(home):
    assert conversions.sighting_from(CareEvent(person_id="p4821"), home).person_id == ""


def alarm_of(kind: str, **facts: object):
    sighting = Sighting(uuid4(), kind, 3.0, "elder", "kitchen", (7.9, 2.4), 0.9, "trunk 12 degrees from the floor")
    return opened(UUID(int=8), sighting)


def test_a_notice_becomes_a_care_event():
    alarm = alarm_of("fall_detected").advanced(1)
    event = conversions.care_event(Notice(UUID(int=9), "alarm_raised", alarm, {"answer": "no"}), "en", STAMP)
    assert ids.from_message(event.id) == UUID(int=9) and ids.from_message(event.alarm_id) == UUID(int=8)
    assert (event.kind, event.priority, event.person_id, event.place) == ("alarm_raised", 3, "elder", "kitchen")
    assert (event.header.frame_id, event.header.stamp, event.position) == ("map", STAMP, Point(x=7.9, y=2.4))
    assert event.reason == "trunk 12 degrees from the floor Asked, there was no answer."
    assert json.loads(event.data) == {"trigger": "fall_detected", "answer": "no"}


@pytest.mark.parametrize("kind", ["alarm_raised", "alarm_announced", "alarm_answered"])
def test_each_event_of_a_drill_says_so_in_its_data_and_in_words(kind):
    drill = replace(alarm_of("drill"), reason="Nurse Li")
    event = conversions.care_event(Notice(uuid4(), kind, drill), "en", STAMP)
    assert json.loads(event.data)["drill"] is True
    assert event.reason == "A drill, begun by Nurse Li. Nothing has happened."


def test_a_cry_without_words_has_a_reason_too():
    cry = replace(alarm_of("help_called"), reason="")
    assert conversions.care_event(Notice(uuid4(), "alarm_raised", cry), "en", STAMP).reason == "Called for help."


def test_an_alarm_without_a_place_has_no_frame():
    event = conversions.care_event(
        Notice(uuid4(), "alarm_raised", replace(alarm_of("help_called"), position=None, reason="help")), "en", STAMP
    )
    assert event.header.frame_id == ""
    assert event.reason == 'Called: "help".'


@pytest.mark.parametrize("priority", Priority)
def test_priorities_have_the_numbers_of_the_message(priority):
    assert int(priority) == getattr(CareEvent, priority.name)


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO, None])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_reason_tells_what_the_person_answered(answer, language):
    alarm = replace(alarm_of("fall_detected").advanced(1), answer=answer)
    assert conversions.care_event(Notice(uuid4(), "alarm_raised", alarm), language, STAMP).reason.startswith("trunk")


@pytest.mark.parametrize("state", CallState)
def test_a_status_becomes_a_message(state):
    request = Request(UUID(int=2), "go_to", {"place": "厨房"}, Caller("Nurse Li", Role.NURSE, True), "zh-CN")
    message = conversions.skill_status(Status(request, state, "好"), STAMP)
    assert message.state == getattr(SkillStatus, state.name)
    assert json.loads(message.args) == {"place": "厨房"}
    assert (message.skill, message.caller, message.role, message.message) == ("go_to", "Nurse Li", "nurse", "好")


def test_the_gate_is_named():
    assert [conversions.gate_from(SafetyState(state=state)) for state in (0, 1, 2, 3, 9)] == [
        "ready",
        "slowed",
        "halted",
        "emergency",
        "unknown",
    ]


def test_a_battery_of_unknown_charge_is_unknown():
    charges = [conversions.battery_from(BatteryState(percentage=value)) for value in (0.5, float("nan"), -1.0, 80.0)]
    assert charges == [0.5, None, None, None]


def test_a_pose_is_in_the_map_and_turned():
    stamped = conversions.pose_stamped(Pose(1.0, 2.0, pi))
    assert (stamped.header.frame_id, stamped.pose.position.x, stamped.pose.position.y) == ("map", 1.0, 2.0)
    assert stamped.pose.orientation.z == pytest.approx(1.0)
    assert stamped.pose.orientation.w == pytest.approx(0.0)
