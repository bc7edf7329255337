import numpy as np
import pytest

from huban_simulation.core.people.fall_kinds import KINDS
from huban_simulation.core.people.rotations import matrices

SPOTS = [(3.3, 3.0), (1.0, 2.9), (6.4, 5.6), (7.7, 2.5)]


def down(state):
    return state.posture == "fallen"


@pytest.mark.parametrize("direction", KINDS)
def test_a_fall_ends_on_the_floor_within_a_second_and_a_half(play, direction):
    stage = play()
    stage.let(0.5)
    stage.act("fall", direction=direction)
    states = stage.until(down, at_most_s=1.5)
    assert states[0].activity == "falling"
    assert states[-1].position[2] < 0.3
    assert stage.bone("head")[2] < 0.35


@pytest.mark.parametrize("direction", ["forward", "backward", "left", "right"])
def test_hips_and_head_come_down_ever_faster(play, direction):
    stage = play()
    stage.let(0.5)
    stage.act("fall", direction=direction)
    heights = [stage.bone("hips")[2] + stage.bone("head")[2] for _ in stage.frames_until(down, at_most_s=1.5)]
    third = len(heights) // 3
    drops = [heights[0] - heights[third], heights[third] - heights[2 * third], heights[2 * third] - heights[-1]]
    assert drops[0] < drops[1] < drops[2]


@pytest.mark.parametrize("direction", KINDS)
def test_nothing_sinks_into_the_floor(play, direction):
    stage = play()
    stage.act("fall", direction=direction)
    for step, _ in enumerate(stage.run(6.0)):
        if step % 5 == 0:
            assert stage.skin()[:, 2].min() > -0.03


@pytest.mark.parametrize("direction", KINDS)
def test_trunk_head_and_legs_rest_on_the_floor(play, direction):
    stage = play()
    stage.act("fall", direction=direction)
    stage.let(7.0)
    pose, skeleton = stage.person.pose(), stage.figure.skeleton
    surface = skeleton.surface(pose.positions, matrices(pose.rotations))
    for bones in (("hips", "waist", "chest"), ("left_shin", "right_shin", "left_foot", "right_foot"), ("head",)):
        rows = np.isin(skeleton.support_bones, [skeleton.index(bone) for bone in bones])
        assert surface[rows, 2].min() < 0.09


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("spot", SPOTS)
def test_nobody_falls_into_a_wall(play, spot, seed):
    stage = play(at=spot, seed=seed)
    stage.act("fall")
    stage.let(3.0)
    for bone in ("hips", "chest", "head"):
        assert not stage.grid.occupied[stage.grid.cell(*stage.bone(bone)[:2])]


def test_a_backward_fall_ends_on_the_back_and_a_forward_one_on_the_belly(play):
    bellies = {}
    for direction in ("forward", "backward"):
        stage = play()
        stage.act("fall", direction=direction)
        stage.let(6.0)
        bellies[direction] = matrices(stage.person.pose().rotations)[0, 2, 0]
    assert bellies["forward"] < -0.8
    assert bellies["backward"] > 0.8


def test_the_fallen_stir_and_then_lie_still(play):
    stage = play()
    stage.act("fall", direction="backward")
    stage.until(down)
    elbows = [stage.bone("right_hand") for _ in stage.run(3.5)]
    assert np.ptp(elbows, axis=0).max() > 0.02
    stage.let(1.0)
    elbows = [stage.bone("right_hand") for _ in stage.run(2.0)]
    assert np.ptp(elbows, axis=0).max() < 0.02


def test_who_falls_out_of_bed_lands_beside_it(home, play):
    stage = play(at="bed", posture="lying")
    stage.act("fall")
    state = stage.until(down, at_most_s=1.5)[-1]
    assert not home.furniture["bed"].contains(*state.position[:2])
    assert state.place == "bedroom"


def test_the_next_random_fall_differs_with_the_seed(play):
    ends = []
    for seed in range(6):
        stage = play(seed=seed)
        stage.act("fall")
        ends.append(np.round(stage.let(6.0).position, 2).tolist())
    assert len({tuple(end) for end in ends}) > 2
