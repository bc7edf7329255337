from pathlib import Path

import mujoco
import numpy as np
import pytest

from huban_simulation.backends.avatar import Avatar
from huban_simulation.backends.avatar_file import FigureError, figures_folder, load_figure
from huban_simulation.backends.world import layers
from huban_simulation.core.people.body_pose import BodyPose

LIDAR_M = 0.18


class Floor:
    """A figure on an empty floor."""

    def __init__(self, look="elder"):
        spec = mujoco.MjSpec()
        spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_PLANE, size=[9, 9, 1], group=layers.SCENERY)
        self.avatar = Avatar.attach(spec, "somebody", look)
        self.model = spec.compile()
        self.data = mujoco.MjData(self.model)
        self.avatar.bind(self.model, self.data)

    def show(self, pose):
        self.avatar.apply(self.model, self.data, pose)
        self.avatar.refresh(self.model)
        mujoco.mj_forward(self.model, self.data)

    def scan(self, start, towards):
        """Distance along a level ray at the height of the lidar; -1: nothing."""
        groups = np.array([group in layers.LIDAR_GROUPS for group in range(6)], dtype=np.uint8)
        direction = np.array([*(np.array(towards) - start), 0.0])
        hit = np.zeros(1, dtype=np.int32)
        point = np.array([*start, LIDAR_M])
        return mujoco.mj_ray(self.model, self.data, point, direction / np.linalg.norm(direction), groups, 1, -1, hit)


def drawn(floor):
    """The skin's vertices as they are drawn."""
    scene = mujoco.MjvScene(floor.model, maxgeom=200)
    option, camera = mujoco.MjvOption(), mujoco.MjvCamera()
    option.skingroup[:] = 1
    mujoco.mjv_updateScene(floor.model, floor.data, option, None, camera, mujoco.mjtCatBit.mjCAT_ALL, scene)
    return scene.skinvert[: 3 * floor.model.nskinvert].reshape(-1, 3).copy()


def test_the_skin_is_where_the_bones_are(elder):
    floor, person = Floor(), elder(seconds=0.5)
    floor.show(person.pose())
    vertices = drawn(floor)
    assert vertices[:, 2].min() == pytest.approx(0.0, abs=0.015)
    assert 1.45 < vertices[:, 2].max() < 1.75
    assert vertices[:, :2].mean(axis=0) == pytest.approx(person.state().position[:2], abs=0.1)


def test_a_smile_moves_the_mouth_and_a_neutral_face_brings_it_back(elder):
    floor, pose = Floor(), elder(seconds=0.5).pose()
    floor.show(BodyPose(pose.positions, pose.rotations, {}))
    neutral = drawn(floor)
    floor.show(BodyPose(pose.positions, pose.rotations, {"mouthSmileLeft": 1.0, "mouthSmileRight": 1.0}))
    moved = np.linalg.norm(drawn(floor) - neutral, axis=1)
    assert 0.005 < moved.max() < 0.05
    assert (moved > 0.002).sum() > 100
    floor.show(BodyPose(pose.positions, pose.rotations, {}))
    assert drawn(floor) == pytest.approx(neutral, abs=1e-6)


@pytest.mark.parametrize("direction", ["forward", "backward", "left", "right", "down"])
def test_the_lidar_sees_somebody_on_the_floor(elder, direction):
    floor, person = Floor(), elder(("fall", {"direction": direction}))
    floor.show(person.pose())
    middle = np.array(person.state().position[:2])
    rays = [floor.scan(middle + 2.0 * np.array([np.cos(a), np.sin(a)]), middle) for a in np.linspace(0, 6.2, 16)]
    assert sum(0 < ray < 2.2 for ray in rays) > 12


def test_the_lidar_sees_standing_legs(elder):
    floor, person = Floor(), elder(seconds=0.5)
    floor.show(person.pose())
    ankle = person.pose().positions[load_figure("elder").skeleton.index("left_foot")]
    assert 0.8 < floor.scan(ankle[:2] + np.array([1.0, 0.0]), ankle[:2]) < 1.0


def test_capsules_are_touched_by_the_robot_only_and_seen_by_no_camera():
    model = Floor().model
    capsules = model.geom_type == mujoco.mjtGeom.mjGEOM_CAPSULE
    assert capsules.sum() == len(load_figure("elder").capsules)
    assert set(model.geom_group[capsules]) == {layers.BODIES}
    assert layers.BODIES not in layers.CAMERA_GROUPS
    assert (model.geom_contype[capsules] == 0).all() and (model.geom_conaffinity[capsules] == layers.SOLID).all()


def test_capsules_cover_the_body(elder):
    """Every tenth point of the skin is in a capsule or at most 6 cm from one, hands and hair included."""
    floor = Floor()
    floor.show(elder(seconds=0.5).pose())
    points = drawn(floor)[::10]
    nearest = np.full(len(points), np.inf)
    for geom in np.flatnonzero(floor.model.geom_type == mujoco.mjtGeom.mjGEOM_CAPSULE):
        radius, half, _ = floor.model.geom_size[geom]
        local = (points - floor.data.geom_xpos[geom]) @ floor.data.geom_xmat[geom].reshape(3, 3)
        local[:, 2] -= np.clip(local[:, 2], -half, half)
        nearest = np.minimum(nearest, np.linalg.norm(local, axis=1) - radius)
    assert np.percentile(nearest, 99) < 0.06


def test_an_unknown_look_is_refused_naming_those_that_there_are():
    with pytest.raises(FigureError, match="no figure 'butler'; there are caregiver, elder"):
        Avatar.attach(mujoco.MjSpec(), "somebody", "butler")


def test_a_figure_without_its_picture_is_refused(tmp_path: Path):
    (tmp_path / "elder.npz").write_bytes((figures_folder() / "elder.npz").read_bytes())
    with pytest.raises(FigureError, match="not a readable picture"):
        load_figure("elder", tmp_path)


@pytest.mark.parametrize("look", ["elder", "caregiver"])
def test_the_files_are_small_and_their_weights_complete(look):
    folder = figures_folder()
    assert sum((folder / f"{look}.{kind}").stat().st_size for kind in ("npz", "jpg")) < 1_500_000
    figure = load_figure(look)
    assert figure.weights.sum(axis=1) == pytest.approx(np.ones(len(figure.vertices)), abs=0.02)
    assert figure.weight_bones.max() < len(figure.skeleton.bones)
    assert all(len(action.vertices) > 20 for action in figure.actions.values())
