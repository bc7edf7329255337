"""What is done near the floor: how it looks, and that it ends on the feet."""

import pytest

from huban_simulation.core.people.chores import CHORES
from huban_simulation.core.people.person import ActError


@pytest.mark.parametrize("chore", CHORES)
def test_a_chore_is_done_once_and_ends_on_the_feet(play, chore):
    stage = play()
    stands_m = stage.bone("head")[2]
    stage.act("do", chore=chore)
    states = stage.until(lambda state: state.activity == "idle")
    assert {state.activity for state in states[:-1]} == {chore}
    assert stage.bone("head")[2] == pytest.approx(stands_m, abs=0.05)


@pytest.mark.parametrize(
    ("chore", "head_m"),
    [("crouching", 1.15), ("picking_up", 1.0), ("tying_shoes", 0.95), ("sitting_on_floor", 0.95), ("exercising", 0.8)],
)
def test_the_head_comes_near_the_floor_and_nothing_sinks_into_it(play, chore, head_m):
    stage = play()
    stage.act("do", chore=chore)
    lowest = 9.0
    for step, _ in enumerate(stage.frames_until(lambda state: state.activity == "idle")):
        lowest = min(lowest, stage.bone("head")[2])
        if step % 40 == 0:
            assert stage.skin()[:, 2].min() > -0.05
    assert 0.3 < lowest < head_m


def test_who_sits_gets_up_for_a_chore(play):
    stage = play(at="sofa", posture="sitting")
    stage.act("do", chore="picking_up")
    states = stage.until(lambda state: state.activity == "picking_up")
    assert "standing_up" in {state.activity for state in states}


def test_an_unknown_chore_is_refused(play):
    with pytest.raises(ActError, match="known are crouching, picking_up"):
        play().person.act("do", {"chore": "ironing"})
