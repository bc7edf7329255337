"""MediaPipe sees the elder in rendered pictures; `sim/avatars/check_detection.py` measures how often."""

from math import atan2, cos, degrees, sin

import mujoco
import numpy as np
import pytest

from huban_simulation.backends.avatar import Avatar
from huban_simulation.backends.graphics import GraphicsError, make_context
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.build import build_world
from huban_simulation.core.robot_shape import ROBOT

pose_model = pytest.importorskip("mediapipe.python.solutions.pose")
face_model = pytest.importorskip("mediapipe.python.solutions.face_mesh")
BED_HEIGHT_M = 0.5


class Camera:
    """The robot's camera, put anywhere in the home."""

    def __init__(self, home):
        spec = build_world(home)
        spec.visual.global_.fovy = degrees(ROBOT.camera_vertical_fov_rad)
        self.avatar = Avatar.attach(spec, "elder", "elder")
        self.model = spec.compile()
        self.data = mujoco.MjData(self.model)
        self.avatar.bind(self.model, self.data)
        self.renderer = mujoco.Renderer(self.model, 480, 640)

    def picture(self, pose, at, towards):
        self.data.joint("bed_height_joint").qpos = BED_HEIGHT_M
        self.avatar.apply(self.model, self.data, pose)
        self.avatar.refresh(self.model)
        mujoco.mj_forward(self.model, self.data)
        camera, option = mujoco.MjvCamera(), mujoco.MjvOption()
        heading, pitch = atan2(towards[1] - at[1], towards[0] - at[0]), ROBOT.camera_pitch_rad
        ahead = np.array([cos(heading) * cos(pitch), sin(heading) * cos(pitch), -sin(pitch)])
        camera.lookat, camera.distance = np.array([*at, ROBOT.camera_height_m]) + ahead, 1.0
        camera.azimuth, camera.elevation = degrees(heading), -degrees(pitch)
        shown = (layers.SCENERY, layers.PEOPLE, layers.UPPER)
        option.geomgroup[:] = option.skingroup[:] = [group in shown for group in range(6)]
        self.renderer.update_scene(self.data, camera, option)
        return self.renderer.render()


@pytest.fixture(scope="module")
def camera(home):
    try:
        make_context(64, 64).free()
    except GraphicsError as error:
        pytest.skip(f"nothing renders here: {error}")
    return Camera(home)


def shoulders_and_ankles(picture):
    """Rows (0..1, downwards) of shoulders and ankles; None when nobody is found."""
    with pose_model.Pose(static_image_mode=True, model_complexity=1) as pose:
        found = pose.process(picture).pose_landmarks
    return None if found is None else ([found.landmark[i].y for i in (11, 12)], [found.landmark[i].y for i in (27, 28)])


def test_mediapipe_finds_the_standing_elder_upright(camera, elder):
    person = elder(seconds=1.0)
    facing, (x, y, _) = person.state().yaw_rad, person.state().position
    at = (x + 2.0 * cos(facing), y + 2.0 * sin(facing))
    shoulders, ankles = shoulders_and_ankles(camera.picture(person.pose(), at, (x, y)))
    assert max(shoulders) + 0.3 < min(ankles)


def test_mediapipe_finds_the_fallen_elder_lying(camera, elder):
    person = elder(("fall", {"direction": "forward"}), seconds=6.0)
    x, y, _ = person.state().position
    found = [
        shoulders_and_ankles(camera.picture(person.pose(), (x + 2.0 * cos(angle), y + 2.0 * sin(angle)), (x, y)))
        for angle in (0.5, 2.0, 3.5)
    ]
    seen = [landmarks for landmarks in found if landmarks is not None]
    assert len(seen) >= 2
    assert all(abs(np.mean(shoulders) - np.mean(ankles)) < 0.35 for shoulders, ankles in seen)


def test_the_face_mesh_finds_her_smile(camera, elder):
    def mouth_width(expression):
        person = elder(("face", {"expression": expression}), at="armchair", posture="sitting", seconds=2.0)
        facing, (x, y, _) = person.state().yaw_rad, person.state().position
        head = person.pose().positions[camera.avatar.skeleton.index("head")]
        at = (head[0] + 0.8 * cos(facing), head[1] + 0.8 * sin(facing))
        with face_model.FaceMesh(static_image_mode=True) as mesh:
            faces = mesh.process(camera.picture(person.pose(), at, (x, y))).multi_face_landmarks
        assert faces is not None
        points = faces[0].landmark
        return abs(points[291].x - points[61].x) / abs(points[263].x - points[33].x)

    assert mouth_width("happy") > 1.08 * mouth_width("neutral")
