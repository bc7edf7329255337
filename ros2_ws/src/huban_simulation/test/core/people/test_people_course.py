import numpy as np
import pytest

from huban_simulation.core.people.postures import LIMITS_DEG
from huban_simulation.core.people.rotations import from_matrices, matrices, to_degrees


def idle(state):
    return state.activity == "idle"


def activities(states):
    found = []
    for state in states:
        if not found or found[-1] != state.activity:
            found.append(state.activity)
    return found


def test_walking_away_from_bed_begins_with_getting_up(play):
    stage = play(at="bed", posture="lying")
    assert stage.let(0.5).place == "bed"
    stage.act("walk_to", place="living_room")
    states = stage.until(idle)
    assert activities(states) == ["getting_up", "standing_up", "walking", "idle"]
    assert states[-1].posture == "standing"


def test_walking_after_a_fall_begins_with_getting_up(play):
    stage = play()
    stage.act("fall", direction="left")
    stage.act("walk_to", at=[1.5, 3.0])
    assert activities(stage.until(lambda state: state.activity == "walking")) == [
        "falling",
        "idle",
        "getting_up",
        "walking",
    ]


def test_acts_are_taken_up_one_after_the_other(play):
    stage = play()
    stage.act("sit", on="armchair")
    stage.act("walk_to", at=[3.3, 3.0])
    states = stage.until(idle, at_most_s=90)
    assert activities(states) == ["walking", "sitting_down", "standing_up", "walking", "idle"]


def test_a_fall_interrupts_everything(play):
    stage = play()
    stage.act("walk_to", place="kitchen")
    stage.act("sit", on="dining_chair")
    stage.let(3.0)
    stage.act("fall", direction="forward")
    assert next(stage.run(0.02)).activity == "falling"
    assert stage.let(20.0).posture == "fallen"


@pytest.mark.parametrize("seat", ["armchair", "sofa", "dining_chair", "bedroom_chair", "toilet", "bed"])
def test_seats_are_reached_and_carry_the_hips(home, play, seat):
    stage = play()
    stage.act("sit", on=seat)
    state = stage.until(lambda state: state.posture == "sitting", at_most_s=120)[-1]
    assert state.place == seat
    assert home.furniture[seat].contains(*state.position[:2])
    assert stage.skin()[:, 2].min() > -0.03


def test_lying_down_in_bed_ends_in_bed_with_the_head_at_its_head(home, play):
    stage = play(at=(2.8, 5.4))
    stage.act("lie", on="bed")
    state = stage.until(lambda state: state.posture == "lying", at_most_s=60)[-1]
    assert state.place == "bed"
    assert stage.bone("head")[0] < stage.bone("hips")[0] - 0.4 < stage.bone("left_foot")[0]
    assert home.furniture["bed"].contains(*stage.bone("head")[:2])


def test_the_trunk_follows_the_back_of_the_bed(play):
    stage = play(at="bed", posture="lying")
    stage.let(0.1)
    flat = stage.bone("head") - stage.bone("hips")
    stage.bed["bed_back_joint"] = 1.0
    stage.let(0.1)
    raised = stage.bone("head") - stage.bone("hips")
    risen = np.arctan2(raised[2], -raised[0]) - np.arctan2(flat[2], -flat[0])
    assert risen == pytest.approx(1.0, abs=0.2)


def test_somebody_in_bed_rises_with_the_bed(play):
    stage = play(at="bed", posture="lying")
    low = stage.let(0.1).position[2]
    stage.bed["bed_height_joint"] += 0.2
    assert stage.let(0.1).position[2] == pytest.approx(low + 0.2, abs=0.01)


def test_tilting_the_bed_rolls_the_body(play):
    stage = play(at="bed", posture="lying")
    stage.bed["bed_tilt_joint"] = 0.2
    stage.let(0.1)
    left_axis = matrices(stage.person.pose().rotations)[0, :, 1]
    assert np.arcsin(left_axis[2]) == pytest.approx(0.2, abs=0.03)


def test_the_same_seed_moves_in_the_same_way_and_another_one_does_not(play):
    def course(seed):
        stage = play(seed=seed)
        stage.act("walk_to", at=[1.5, 3.0])
        stage.let(4.0)
        stage.act("fall", direction="backward")
        stage.let(3.0)
        return stage.person.pose().positions

    assert (course(1) == course(1)).all()
    assert not np.allclose(course(1), course(2), atol=1e-3)


def test_joints_stay_within_human_limits(play):
    stage = play(at="bed", posture="lying")
    for act, args in (
        ("walk_to", {"at": [3.3, 5.5]}),
        ("sit", {"on": "bed"}),
        ("lie", {"on": "bed"}),
        ("stand", {}),
        ("wave", {}),
        ("look_at", {"at": [0.0, 8.0, 1.0]}),
    ):
        stage.act(act, **args)
    skeleton = stage.figure.skeleton
    parents = np.array(skeleton.parents)
    for step, _ in enumerate(stage.run(60.0)):
        if step % 10 == 0:
            world = matrices(stage.person.pose().rotations)
            local = to_degrees(from_matrices(np.swapaxes(world[parents], 1, 2) @ world))
            for bone, angles in list(zip(skeleton.bones, local, strict=True))[1:]:
                least, greatest = LIMITS_DEG[bone.split("_", 1)[-1]]
                assert (angles > np.array(least) - 2).all(), (bone, angles)
                assert (angles < np.array(greatest) + 2).all(), (bone, angles)


def test_getting_up_from_the_floor_never_leaves_it_or_sinks(play):
    stage = play()
    stage.act("fall", direction="backward")
    stage.act("get_up")
    for step, _ in enumerate(
        stage.frames_until(lambda state: state.posture == "standing" and state.activity == "idle")
    ):
        if step % 10 == 0:
            assert -0.03 < stage.skin()[:, 2].min() < 0.08


def test_the_head_turns_to_what_is_looked_at(play):
    stage = play()
    stage.let(0.5)
    facing = stage.person.state().yaw_rad
    target = stage.bone("head") + 2.0 * np.array([np.cos(facing + 0.8), np.sin(facing + 0.8), 0.0])
    stage.act("look_at", at=target.tolist())
    stage.let(3.0)
    head = stage.figure.skeleton.index("head")
    gaze = matrices(stage.person.pose().rotations)[head, :, 0]
    assert np.arctan2(gaze[1], gaze[0]) == pytest.approx(np.arctan2(*(target - stage.bone("head"))[1::-1]), abs=0.15)


def test_waving_raises_the_hand_and_lowers_it_again(play):
    stage = play()
    stage.let(0.5)
    hanging = stage.bone("right_hand")[2]
    stage.act("wave")
    state = stage.let(1.5)
    assert state.activity == "waving"
    assert stage.bone("right_hand")[2] > stage.bone("right_upper_arm")[2]
    assert stage.let(3.0).activity == "idle"
    assert stage.bone("right_hand")[2] == pytest.approx(hanging, abs=0.02)
