import numpy as np
import pytest

from huban_simulation.core.people.person import ActError


@pytest.mark.parametrize("target", [(4.5, 2.0, 1.0), (4.3, 3.4, 0.0), (3.4, 1.5, 2.0)])
def test_the_hand_that_points_is_on_the_line_from_the_eyes(play, target):
    stage = play()
    stage.act("point", at=target)
    state = stage.let(2.0)
    assert state.activity == "pointing"
    ahead = np.array([np.cos(state.yaw_rad), np.sin(state.yaw_rad), 0.0])
    eyes, hand = stage.bone("head") + 0.09 * ahead + [0.0, 0.0, 0.05], stage.bone("right_hand")
    sight, aim = np.array(target) - eyes, hand - eyes
    off_deg = np.degrees(np.arccos(sight @ aim / np.linalg.norm(sight) / np.linalg.norm(aim)))
    assert off_deg < 5.0
    assert np.linalg.norm(hand - stage.bone("right_upper_arm")) == pytest.approx(
        stage.figure.skeleton.length_m("right_forearm") + stage.figure.skeleton.length_m("right_hand"), rel=0.01
    )


def test_a_meal_brings_the_hand_to_the_mouth_once_a_bite_and_then_ends(play):
    stage = play()
    stage.act("eat", bites=2)
    near = []
    for state in stage.run(8.0):
        mouth = stage.bone("head") + 0.1 * np.array([np.cos(state.yaw_rad), np.sin(state.yaw_rad), 0.0])
        near.append(bool(np.linalg.norm(stage.bone("right_hand") - mouth) < 0.2))
    bites = sum(now and not before for before, now in zip([False, *near], near, strict=False))
    assert bites == 2
    assert stage.let(0.5).activity == "idle"


@pytest.mark.parametrize(
    ("act", "args", "reason"), [("point", {}, "list of numbers"), ("eat", {"bites": 0}, "not a number from 1 to 100")]
)
def test_what_hands_cannot_do_is_refused(play, act, args, reason):
    with pytest.raises(ActError, match=reason):
        play().person.act(act, args)
