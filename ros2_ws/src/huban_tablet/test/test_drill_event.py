"""A drill on /care/events is told from an alarm."""

import json
from uuid import UUID

import pytest

from huban_common import ids
from huban_common.core.clock import ManualClock
from huban_interfaces.msg import CareEvent
from huban_tablet import conversions
from huban_tablet.core.display import Display


@pytest.mark.parametrize(("data", "shown"), [({"drill": True}, False), ({}, True), ({"drill": "yes"}, True)])
def test_only_what_is_said_to_be_a_drill_is_not_shown_as_an_alarm(data: dict[str, object], shown: bool) -> None:
    display = Display(ManualClock(), "en")
    event = CareEvent(kind="alarm_raised", alarm_id=ids.to_message(UUID(int=1)), data=json.dumps(data))
    conversions.event(event)(display)
    assert (display.screen().help is not None) is shown
