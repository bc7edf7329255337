import pytest

from huban_common.core.clock import ManualClock
from huban_posture.core.bed_plan import Refusal
from huban_posture.core.bed_state import BedState


def bed(clock: ManualClock) -> BedState:
    return BedState(frozenset({"back", "legs"}), silence_s=1.0, clock=clock)


def test_positions_count_once_every_joint_has_been_heard() -> None:
    state = bed(ManualClock())
    state.hear({"back": 0.1})
    with pytest.raises(Refusal, match="bed-unknown"):
        state.fresh()
    state.hear({"legs": 0.2})
    assert state.fresh() == {"back": 0.1, "legs": 0.2}


def test_old_positions_do_not_count_but_are_the_last() -> None:
    clock = ManualClock()
    state = bed(clock)
    state.hear({"back": 0.1, "legs": 0.2})
    clock.advance(1.1)
    with pytest.raises(Refusal):
        state.fresh()
    assert state.last("back") == 0.1


def test_an_empty_message_is_no_word_of_the_bed() -> None:
    clock = ManualClock()
    state = bed(clock)
    state.hear({"back": 0.1, "legs": 0.2})
    clock.advance(0.8)
    state.hear({})
    clock.advance(0.8)
    with pytest.raises(Refusal):
        state.fresh()


def test_a_joint_never_heard_of_is_taken_for_zero() -> None:
    assert bed(ManualClock()).last("back") == 0.0
