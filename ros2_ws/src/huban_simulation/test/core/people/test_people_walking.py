import numpy as np
import pytest

from huban_simulation.core.people.rotations import matrices

PLACES = ["kitchen", "bedroom", "bathroom", "balcony", "sofa"]


def arrived(state):
    return state.activity == "idle"


def foot_points(play):
    """The surface points of the left and of the right foot."""
    pose, skeleton = play.person.pose(), play.figure.skeleton
    surface = skeleton.surface(pose.positions, matrices(pose.rotations))
    return [surface[skeleton.support_bones == skeleton.index(f"{side}_foot")] for side in ("left", "right")]


def soles(play):
    """Height of each foot's lowest point."""
    return np.array([points[:, 2].min() for points in foot_points(play)])


def test_somebody_who_stands_has_both_soles_on_the_floor(play):
    stage = play()
    stage.let(1.0)
    assert soles(stage) == pytest.approx([0, 0], abs=0.01)


@pytest.mark.parametrize("place", PLACES)
def test_a_walk_ends_near_the_place_and_crosses_nothing(home, play, place):
    stage = play()
    stage.act("walk_to", place=place)
    for state in stage.until(arrived, at_most_s=90):
        assert not stage.grid.occupied[stage.grid.cell(*state.position[:2])]
    wanted = home.places[place].pose[:2]
    assert np.hypot(state.position[0] - wanted[0], state.position[1] - wanted[1]) < 1.6


def test_an_elder_walks_slowly(play):
    stage = play(at=(1.0, 2.9))
    stage.act("walk_to", at=[4.8, 2.9])
    places = [state.position[:2] for state in stage.until(arrived)]
    speeds = np.linalg.norm(np.diff(places, axis=0), axis=1) / 0.02
    cruising = np.convolve(speeds, np.ones(60) / 60, mode="valid").max()
    assert 0.5 <= cruising <= 0.7


def test_what_touches_the_floor_does_not_slide(play):
    stage = play()
    stage.act("walk_to", at=[1.2, 2.6])
    stage.let(2.0)
    before = np.concatenate(foot_points(stage))
    slid = []
    for _ in stage.run(4.0):
        now = np.concatenate(foot_points(stage))
        touching = (before[:, 2] < 0.003) & (now[:, 2] < 0.003)
        slid.extend(np.linalg.norm(now - before, axis=1)[touching])
        before = now
    assert len(slid) > 500
    assert max(slid) < 0.008
    assert np.mean(slid) < 0.0005


def test_one_foot_is_always_on_the_floor_and_none_below(play):
    stage = play()
    stage.act("walk_to", place="kitchen")
    for _ in stage.frames_until(arrived):
        heights = soles(stage)
        assert heights.min() < 0.012
        assert heights.min() > -0.02


def test_a_walk_has_no_jumps(play):
    stage = play()
    stage.act("walk_to", place="bedroom")
    before = stage.person.pose().positions
    for _ in stage.frames_until(arrived):
        now = stage.person.pose().positions
        assert np.linalg.norm(now - before, axis=1).max() < 0.08
        before = now
