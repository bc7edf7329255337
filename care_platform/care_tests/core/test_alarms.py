import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_platform.core.alarms import WAITING, AlarmState, Step, advance, more_urgent, raised_again, steps_open
from care_platform.core.refusals import OutOfTurn
from care_protocol.messages import Priority

ORDER = list(AlarmState)
HIGH, LOW = Priority.HIGH, Priority.LOW


def test_the_whole_life_of_an_alarm() -> None:
    state = AlarmState.RAISED
    for step in Step:
        state = advance(state, step, HIGH)
    assert state is AlarmState.CLOSED


def test_who_is_already_there_need_not_acknowledge_first() -> None:
    assert advance(AlarmState.RAISED, Step.ATTENDED, HIGH) is AlarmState.ATTENDED


@pytest.mark.parametrize("state", [AlarmState.RAISED, AlarmState.DELIVERED, AlarmState.ACKNOWLEDGED])
def test_an_urgent_alarm_closes_only_after_somebody_was_there(state: AlarmState) -> None:
    with pytest.raises(OutOfTurn, match="refused-not-attended"):
        advance(state, Step.CLOSED, HIGH)


def test_a_lesser_alarm_may_be_closed_by_who_took_it() -> None:
    assert advance(AlarmState.ACKNOWLEDGED, Step.CLOSED, LOW) is AlarmState.CLOSED
    with pytest.raises(OutOfTurn):
        advance(AlarmState.RAISED, Step.CLOSED, LOW)


@pytest.mark.parametrize("step", list(Step))
def test_a_closed_alarm_stays_closed(step: Step) -> None:
    with pytest.raises(OutOfTurn, match="refused-already-closed"):
        advance(AlarmState.CLOSED, step, LOW)


@given(st.lists(st.sampled_from(list(Step))), st.sampled_from(list(Priority)))
def test_an_alarm_only_moves_forward(steps: list[Step], priority: Priority) -> None:
    state = AlarmState.RAISED
    for step in steps:
        if step in steps_open(state, priority):
            later = advance(state, step, priority)
            assert ORDER.index(later) > ORDER.index(state)
            state = later
        else:
            with pytest.raises(OutOfTurn):
                advance(state, step, priority)


@pytest.mark.parametrize("state", list(AlarmState))
def test_a_more_urgent_alarm_wants_a_new_answer_unless_somebody_is_there(state: AlarmState) -> None:
    again = raised_again(state)
    assert again in WAITING or again is state is AlarmState.ATTENDED


def test_urgency_is_an_order() -> None:
    assert more_urgent(Priority.HIGH, Priority.MEDIUM)
    assert not more_urgent(Priority.MEDIUM, Priority.MEDIUM)
    assert not more_urgent(Priority.TECHNICAL, Priority.MEDIUM)
