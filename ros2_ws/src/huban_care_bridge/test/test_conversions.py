import json
from datetime import datetime, timedelta, timezone
from math import inf, nan, pi
from typing import Any
from uuid import UUID, uuid4

import pytest
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Point, TransformStamped
from hypothesis import given, settings
from hypothesis import strategies as st
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Header, String

from care_protocol.channels import Channel
from care_protocol.messages import MAXIMUM_BYTES, Camera, Priority, Role, decode, encode
from care_protocol.messages import Role as WireRole
from huban_care_bridge import conversions
from huban_care_bridge.core.ports import Call, Reply, ReplyKind
from huban_common import ids
from huban_common.core import roles
from huban_common.core.home import load_home
from huban_interfaces.msg import CareEvent, CareReply, SafetyState, SkillStatus

WALL = datetime(2025, 1, 1, 8, 0, tzinfo=timezone.utc)
NOW_S = 100.0


def care_event(**fields: Any) -> CareEvent:
    header = Header(stamp=Time(sec=90), frame_id="map")
    defaults = {"id": ids.to_message(uuid4()), "kind": "fall_detected", "priority": CareEvent.HIGH}
    return CareEvent(header=header, **{**defaults, **fields})


def test_an_event_keeps_what_happened() -> None:
    id, alarm_id = uuid4(), uuid4()
    message = care_event(
        id=ids.to_message(id),
        alarm_id=ids.to_message(alarm_id),
        person_id="elder",
        place="kitchen",
        position=Point(x=7.0, y=2.0),
        confidence=0.5,
        reason="on the floor",
        data='{"trigger": "fall_detected"}',
    )
    event = conversions.event(message, NOW_S, WALL)
    assert (event.id, event.alarm_id, event.kind, event.priority) == (id, alarm_id, "fall_detected", Priority.HIGH)
    assert (event.person_id, event.place, event.reason) == ("elder", "kitchen", "on the floor")
    assert (event.position.frame, event.position.x, event.position.y) == ("map", 7.0, 2.0)
    assert (event.confidence, event.data) == (0.5, {"trigger": "fall_detected"})


def test_simulated_time_becomes_time_of_day() -> None:
    assert conversions.event(care_event(), NOW_S, WALL).stamp == WALL - timedelta(seconds=10)


def test_an_event_of_the_future_happened_now() -> None:
    assert conversions.event(care_event(), 80.0, WALL).stamp == WALL


def test_an_event_without_an_id_gets_the_same_one_each_time() -> None:
    message = care_event(id=ids.to_message(ids.NIL))
    first, second = (conversions.event(message, NOW_S, WALL).id for _ in range(2))
    assert first == second != ids.NIL


@settings(max_examples=60, deadline=None)
@given(
    kind=st.text(max_size=200),
    priority=st.integers(0, 255),
    confidence=st.sampled_from([nan, inf, -inf, -1.0, 0.3, 9.0]),
    x=st.sampled_from([nan, inf, 1.0]),
    text=st.text(max_size=3000),
    data=st.one_of(
        st.text(max_size=100), st.just("[" * 100_000), st.just('{"a": NaN}'), st.just('{"a": "' + "x" * 70_000)
    ),
)
def test_no_event_is_kept_back_by_what_its_sender_did_wrong(
    kind: str, priority: int, confidence: float, x: float, text: str, data: str
) -> None:
    clean = {
        name: value.encode("utf-8", "ignore").decode().replace("\0", "")
        for name, value in {"kind": kind, "reason": text, "place": text, "person_id": text, "data": data}.items()
    }
    message = care_event(priority=priority, confidence=confidence, position=Point(x=x), **clean)
    event = conversions.event(message, NOW_S, WALL)
    assert len(encode(event)) < MAXIMUM_BYTES
    assert decode(Channel.EVENT, encode(event)).id == event.id


def test_an_unknown_priority_counts_as_urgent() -> None:
    assert conversions.event(care_event(priority=77), NOW_S, WALL).priority is Priority.HIGH


@pytest.mark.parametrize(
    "name", ["REQUESTED", "AWAITING_CONFIRMATION", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED", "REFUSED"]
)
def test_every_state_of_a_skill_has_a_result_and_an_activity(name: str) -> None:
    status = SkillStatus(
        id=ids.to_message(uuid4()), skill="go_to", args='{"place": "kitchen"}', state=getattr(SkillStatus, name)
    )
    result = conversions.result(status, WALL)
    assert result is not None
    assert result.command_id == ids.from_message(status.id)
    assert conversions.activity(status).state == name.lower()


@pytest.mark.parametrize(("percentage", "expected"), [(0.5, 0.5), (nan, None), (50.0, None), (-1.0, None)])
def test_a_battery_that_makes_no_sense_is_unknown(percentage: float, expected: float | None) -> None:
    assert conversions.battery(BatteryState(percentage=percentage))["battery"] == expected


def test_a_state_of_the_gate_that_nobody_knows_is_unknown() -> None:
    assert conversions.safety(SafetyState(state=77))["safety"] is None


def test_a_transform_is_read_on_the_floor_plan() -> None:
    message = TransformStamped()
    message.transform.translation.x = 1.0
    message.transform.rotation.z = message.transform.rotation.w = 0.5**0.5
    assert conversions.pose(message).yaw == pytest.approx(pi / 2)


@pytest.mark.parametrize("kind", list(ReplyKind))
def test_a_reply_reaches_the_robot_with_the_name_as_the_house_speaks(kind: ReplyKind) -> None:
    reply = Reply(uuid4(), kind, {"en": "Nurse Li", "zh-CN": "李护士"}, Role.NURSE, "soon")
    message = conversions.care_reply(reply, "zh_CN", Time())
    assert (message.by_name, message.by_role, message.text) == ("李护士", "nurse", "soon")
    assert message.kind == getattr(CareReply, kind.name)
    assert ids.from_message(message.alarm_id) == reply.alarm_id


def test_what_the_clock_did_has_no_name() -> None:
    message = conversions.care_reply(Reply(uuid4(), ReplyKind.ESCALATED, {}, Role.SYSTEM), "en", Time())
    assert (message.by_name, message.by_role) == ("", "")


def test_a_remote_call_becomes_an_intent_that_says_who_asks() -> None:
    id = UUID(int=5)
    call = Call(id, "go_to", {"place": "kitchen"}, "li", {"en": "Nurse Li"}, Role.NURSE, "en")
    intent = conversions.intent(call, "zh-CN")
    data = json.loads(intent.data)
    assert (intent.intent, intent.source) == ("__intent_move_to__", "__remote_supervisor__")
    assert (data["skill"], data["args"], data["command_id"]) == ("go_to", {"place": "kitchen"}, str(id))
    assert (data["caller"], data["caller_name"], data["role"], data["language"]) == ("li", "Nurse Li", "nurse", "en")


def test_the_platform_learns_how_everything_is_called(home_file: Any) -> None:
    about = conversions.about(load_home(home_file))
    assert about.elder["zh-CN"] == "王奶奶" == about.people["elder"]["zh-CN"]
    assert about.rooms["kitchen"]["en"] == "kitchen"
    assert about.places["dock"]["zh-CN"] == "充电座"
    assert about.plan is not None and about.plan.rooms.keys() == about.rooms.keys()


def test_robot_and_platform_know_the_same_roles() -> None:
    assert {role.value for role in WireRole} == {role.value for role in roles.Role}


@pytest.mark.parametrize(("said", "told"), [("private_hours", Camera.PRIVATE_HOURS), ("on", Camera.ON), ("new", None)])
def test_what_the_camera_does_goes_along_unless_the_word_is_new(said, told):
    assert conversions.camera(String(data=said)) == {"camera": told}
