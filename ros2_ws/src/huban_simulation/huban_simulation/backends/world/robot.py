"""The robot: a planar base on two driven wheels, a slender body, a head with a face on its screen."""

from math import cos, degrees, sin

import mujoco
import numpy as np
from numpy.typing import NDArray

from huban_simulation.backends.world import layers, materials
from huban_simulation.backends.world.part import ON_ITS_SIDE, Part, axes, pitched
from huban_simulation.backends.world.shade import add_shade
from huban_simulation.core.robot_shape import ROBOT, WHEEL_JOINTS

BODY = "robot"
PLANAR_JOINTS = ("robot_x", "robot_y", "robot_yaw")
SHELL, UPPER_BODY = "robot_shell", "robot_body"
CAMERA = "robot_camera"
_WHEEL_KG, _WHEEL_GAIN = 1.0, 12.0
_STIFF: dict[str, list[float]] = {"solref": [0.01, 1.0], "solimp": [0.99, 0.9999, 0.001, 0.5, 2.0]}
"""So that the tyre does not sink in, which would shorten its rolling radius."""


def add_robot(spec: mujoco.MjSpec) -> None:
    """Adds the robot at the origin of `map`, heading +x; its joints move it from there.

    Pitch and roll are locked (no suspension is modelled); the weight rests on the wheels, whose grip drives it.
    """
    body = spec.worldbody.add_body(name=BODY)
    body.explicitinertial = True
    body.mass, body.inertia, body.ipos = ROBOT.mass_kg, [2.0, 2.0, 0.6], [0, 0, 0.3]
    _add_planar_joints(body)
    _add_shell(body)
    for joint, side in zip(WHEEL_JOINTS, (1, -1), strict=True):
        _add_wheel(spec, body, joint, side * ROBOT.track_m / 2)
    _dress(Part(spec, body, layers.ROBOT, solid=False))
    _add_camera(body)


def _add_planar_joints(body: mujoco.MjsBody) -> None:
    slide, hinge = mujoco.mjtJoint.mjJNT_SLIDE, mujoco.mjtJoint.mjJNT_HINGE
    body.add_joint(name=PLANAR_JOINTS[0], type=slide, axis=[1, 0, 0])
    body.add_joint(name=PLANAR_JOINTS[1], type=slide, axis=[0, 1, 0])
    body.add_joint(name="robot_z", type=slide, axis=[0, 0, 1])
    body.add_joint(name=PLANAR_JOINTS[2], type=hinge, axis=[0, 0, 1])


def _add_shell(body: mujoco.MjsBody) -> None:
    """What bumps into things: the base ring and the body above it."""
    cylinder = mujoco.mjtGeom.mjGEOM_CYLINDER
    solid = {"type": cylinder, "group": layers.HIDDEN, "contype": layers.SOLID, "conaffinity": 0, "density": 0}
    body.add_geom(name=SHELL, size=[ROBOT.base_radius_m, 0.12, 0], pos=[0, 0, 0.17], friction=[0.3, 0, 0], **solid)
    body.add_geom(name=UPPER_BODY, size=[0.17, 0.5, 0], pos=[0, 0, 0.8], friction=[0.3, 0, 0], **solid)


def _add_wheel(spec: mujoco.MjSpec, body: mujoco.MjsBody, joint: str, across: float) -> None:
    """A wheel that touches the ground in one point, so that the track is exact; the tyre is drawn wider."""
    radius = ROBOT.wheel_radius_m
    wheel = body.add_body(name=joint.replace("joint", "link"), pos=[0, across, radius])
    wheel.add_joint(name=joint, type=mujoco.mjtJoint.mjJNT_HINGE, axis=[0, 1, 0], armature=0.02)
    wheel.add_geom(
        type=mujoco.mjtGeom.mjGEOM_SPHERE,
        size=[radius, 0, 0],
        mass=_WHEEL_KG,
        group=layers.HIDDEN,
        contype=layers.GROUND,
        conaffinity=0,
        friction=[1.0, 0.005, 0.0001],
        priority=1,
        **_STIFF,
    )
    tyre = Part(spec, wheel, layers.ROBOT, solid=False)
    tyre.cylinder(2 * radius, 0.04, [0, 0, 0], "rubber", ON_ITS_SIDE)
    tyre.cylinder(radius, 0.044, [0, 0, 0], "robot_grey", ON_ITS_SIDE)
    actuator = spec.add_actuator(name=joint, target=joint, trntype=mujoco.mjtTrn.mjTRN_JOINT)
    actuator.set_to_velocity(kv=_WHEEL_GAIN)
    actuator.forcelimited, actuator.forcerange = True, [-15.0, 15.0]


def _dress(part: Part) -> None:
    base = 2 * ROBOT.base_radius_m
    add_shade(part.body, base)
    part.cylinder(base - 0.02, 0.07, [0, 0, 0.1], "robot_grey")
    part.cylinder(base - 0.05, 0.025, [0, 0, ROBOT.lidar_height_m - 0.02], "black")
    part.cylinder(base, 0.06, [0, 0, 0.225], "robot_white")
    part.cylinder(base - 0.02, 0.016, [0, 0, 0.263], "robot_light")
    part.ellipsoid([base - 0.02, base - 0.02, 0.2], [0, 0, 0.26], "robot_white")
    part.ellipsoid([0.3, 0.32, 0.95], [-0.02, 0, 0.66], "robot_white")
    part.ellipsoid([0.2, 0.22, 0.5], [0.06, 0, 0.68], "robot_accent")
    for side in (-1, 1):
        part.capsule(0.075, 0.4, [-0.01, side * 0.185, 0.72], "robot_white", (0.995, -side * 0.1, 0, 0))
        part.ellipsoid([0.09, 0.08, 0.09], [-0.01, side * 0.205, 0.52], "robot_accent")
    part.cylinder(0.09, 0.12, [-0.02, 0, 1.08], "robot_grey")
    _head(part)


def _head(part: Part) -> None:
    materials.add_painted(part.spec, "robot_face", friendly_face(), materials.GLOW)
    tilt = pitched(-8)
    part.cushion([0.2, 0.32, 0.26], [0.0, 0, 1.21], "robot_white", 0.09, tilt)
    part.cushion([0.02, 0.27, 0.19], [0.098, 0, 1.225], "black", 0.01, tilt)
    screen = np.zeros(4)
    mujoco.mju_mulQuat(screen, np.array(tilt), np.array([0.5, 0.5, 0.5, 0.5]))
    part.box([0.25, 0.17, 0.004], [0.108, 0, 1.227], "robot_face", tuple(screen))
    part.cylinder(0.035, 0.02, [0.105, 0, 1.115], "black", (0.7071068, 0, 0.7071068, 0))
    for side in (-1, 1):
        part.ellipsoid([0.07, 0.03, 0.07], [0.0, side * 0.165, 1.22], "robot_accent")


def friendly_face(rows: int = 128, columns: int = 192) -> NDArray[np.uint8]:
    """The picture on the robot's screen: two bright eyes and a smile."""
    y, x = np.mgrid[0:rows, 0:columns]
    picture = np.full((rows, columns, 3), (14, 30, 42), dtype=np.uint8)
    for middle in (0.3, 0.7):
        eye = ((x - columns * middle) / 15) ** 2 + ((y - rows * 0.42) / 22) ** 2 < 1
        picture[eye] = (130, 240, 232)
        shine = ((x - columns * middle - 5) / 5) ** 2 + ((y - rows * 0.34) / 6) ** 2 < 1
        picture[shine] = (255, 255, 255)
    radius = np.hypot(x - columns / 2, (y - rows * 0.55) * 1.25)
    picture[(np.abs(radius - 30) < 3.5) & (y > rows * 0.68)] = (130, 240, 232)
    return picture


def _add_camera(body: mujoco.MjsBody) -> None:
    """MuJoCo cameras look along their -z, x to the right of the picture."""
    pitch = ROBOT.camera_pitch_rad
    body.add_camera(
        name=CAMERA,
        pos=[ROBOT.camera_forward_m, 0, ROBOT.camera_height_m],
        quat=axes([0, -1, 0], [sin(pitch), 0, cos(pitch)]),
        fovy=degrees(ROBOT.camera_vertical_fov_rad),
    )
