from hypothesis import given
from hypothesis import strategies as st

from care_platform.core.alarms import URGENCY
from care_platform.core.notices import LEASE_S, SEND_TIMEOUT_S, urgency, wanted
from care_protocol.messages import Priority


def test_the_most_urgent_alarm_has_the_smallest_number() -> None:
    assert sorted(Priority, key=urgency) == list(reversed(URGENCY))


@given(st.sampled_from(list(Priority)), st.sampled_from(list(Priority)))
def test_a_way_is_wanted_for_its_least_priority_and_everything_above(priority: Priority, least: Priority) -> None:
    assert wanted(priority, least) is (URGENCY.index(priority) >= URGENCY.index(least))


def test_nobody_takes_a_message_over_while_it_is_still_being_sent() -> None:
    """The longest conversation with a mail server has about half a dozen waits."""
    assert LEASE_S >= 6 * SEND_TIMEOUT_S
