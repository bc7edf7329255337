from datetime import datetime, timezone
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from care_protocol.channels import Channel
from care_protocol.messages import Command, Event, ResultState, decode, encode

STAMP = datetime(2025, 1, 1, tzinfo=timezone.utc)
BODIES: list[dict[str, Any]] = [
    {"kind": "skill", "skill": "go_to", "args": {"place": "kitchen"}},
    {"kind": "alarm_reply", "alarm_id": str(uuid4()), "reply": "closed", "text": "helped"},
]


@pytest.mark.parametrize("body", BODIES)
def test_a_command_survives_the_wire(body: dict[str, Any]) -> None:
    command = Command.model_validate({"stamp": STAMP, "expires": STAMP, "caller": "li", "role": "nurse", "body": body})
    assert decode(Channel.COMMAND, encode(command)) == command


@settings(max_examples=50, deadline=None)
@given(event=st.builds(Event, stamp=st.just(STAMP), reason=st.text(max_size=500), data=st.just({"a": [1, None, "字"]})))
def test_an_event_survives_the_wire(event: Event) -> None:
    assert decode(Channel.EVENT, encode(event)) == event


def test_a_newer_robot_with_more_to_say_is_understood() -> None:
    assert decode(Channel.CONNECTION, b'{"version":1,"stamp":"2025-01-01T00:00:00Z","state":"ONLINE","mood":"good"}')


@pytest.mark.parametrize("stamp", ["2025-01-01T00:00:00", "yesterday", None])
def test_a_time_without_a_zone_is_no_time(stamp: Any) -> None:
    with pytest.raises(ValidationError):
        Event(id=uuid4(), stream=uuid4(), sequence=1, stamp=stamp, kind="x", priority="low")


def test_a_result_that_may_still_change_is_not_final() -> None:
    open_states = {ResultState.ACCEPTED, ResultState.AWAITING_CONFIRMATION, ResultState.RUNNING}
    assert {state for state in ResultState if not state.final} == open_states
