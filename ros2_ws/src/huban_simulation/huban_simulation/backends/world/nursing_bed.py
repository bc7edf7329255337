"""The nursing bed: a lifting column, a tilting frame and a deck of four sections on position-controlled joints."""

import mujoco

from huban_common.core.home import Bed, Home
from huban_simulation.backends.world.part import ALONG_X, ON_ITS_SIDE, Part, turned
from huban_simulation.core.bed_shape import KNEE_RATIO, MATTRESS_M, section_lengths

KNEE = "bed_knee_joint"
"""Not one of the bed's own joints: the linkage bends it with the legs."""
_STIFFNESS, _DAMPING, _SECTION_KG = 40000.0, 4000.0, 12.0
_RAIL_M = 0.03


def add_nursing_bed(spec: mujoco.MjSpec, home: Home) -> None:
    """Adds the bed of the home with its joints, and one position actuator per joint under the joint's name."""
    item, bed = home.furniture[home.bed.frame], home.bed
    length, width, _ = item.size_m
    base = spec.worldbody.add_body(name=home.bed.frame, pos=[*item.at, 0.0], quat=list(turned(item.yaw_deg)))
    _chassis(Part(spec, base), length, width)
    part = Part(spec, base)
    lift = _moved(part, "bed_lift", [0, 0, 0], bed, "height", [0, 0, 1], mujoco.mjtJoint.mjJNT_SLIDE)
    frame = _moved(lift, "bed_frame", [0, 0, 0], bed, "tilt", [1, 0, 0], mujoco.mjtJoint.mjJNT_HINGE)
    _frame(frame, length, width)
    _deck(frame, bed, length, width)


def knee_angle(legs_rad: float) -> float:
    """Where the linkage holds the knee joint at a position of the legs joint."""
    return KNEE_RATIO * legs_rad


def _moved(
    part: Part, name: str, at: list[float], bed: Bed, section: str, axis: list[float], kind: mujoco.mjtJoint
) -> Part:
    """A body on the bed joint of a section."""
    joint = bed.joint_of(section)
    limits = bed.joints[joint]
    return _jointed(part, name, at, joint, axis, kind, (limits.minimum, limits.maximum))


def _jointed(
    part: Part,
    name: str,
    at: list[float],
    joint: str,
    axis: list[float],
    kind: mujoco.mjtJoint,
    limits: tuple[float, float],
) -> Part:
    child = part.child(name, at)
    child.body.gravcomp = 1.0
    child.body.explicitinertial = True
    child.body.mass, child.body.inertia = _SECTION_KG, [1.0, 1.0, 1.0]
    child.body.add_joint(name=joint, type=kind, axis=axis, limited=True, range=list(limits))
    actuator = part.spec.add_actuator(name=joint, target=joint, trntype=mujoco.mjtTrn.mjTRN_JOINT)
    actuator.set_to_position(kp=_STIFFNESS, kv=_DAMPING)
    return child


def _chassis(part: Part, length: float, width: float) -> None:
    """The undercarriage that stays on the floor."""
    for side in (-1, 1):
        part.box([length * 0.8, 0.05, 0.05], [0, side * width * 0.34, 0.13], "robot_grey")
        for end in (-1, 1):
            wheel = [end * length * 0.38, side * width * 0.34, 0.055]
            part.cylinder(0.11, 0.04, wheel, "rubber", ON_ITS_SIDE)
            part.box([0.06, 0.07, 0.06], [wheel[0], wheel[1], 0.11], "dark_metal")
    for end in (-1, 1):
        part.box([0.09, width * 0.6, 0.1], [end * length * 0.28, 0, 0.14], "robot_grey")


def _frame(part: Part, length: float, width: float) -> None:
    """Head board, foot board and side rails; the origin is the middle of the lying surface."""
    for end, height in ((-1, 0.5), (1, 0.36)):
        at = [end * (length / 2 + 0.035), 0, height / 2 - 0.17]
        part.cushion([0.04, width + 0.02, height], at, "oak", 0.02)
        part.cushion([0.045, width * 0.72, height * 0.5], [at[0], 0, at[2] + 0.02], "birch", 0.02)
    for side in (-1, 1):
        part.box([length, 0.03, 0.06], [0, side * (width / 2 - 0.02), -MATTRESS_M - 0.05], "robot_grey")
        _side_rail(part, -length * 0.26, side * (width / 2 + 0.02), length * 0.36)
    for end in (-1, 1):
        part.cylinder(0.08, 0.1, [end * length * 0.28, 0, -MATTRESS_M - 0.09], "steel", solid=False)


def _side_rail(part: Part, along: float, across: float, length: float) -> None:
    for height in (0.04, 0.2):
        part.capsule(_RAIL_M, length, [along, across, height], "birch", ALONG_X)
    for step in (-0.45, 0.0, 0.45):
        part.cylinder(0.022, 0.34, [along + step * length, across, 0.03], "steel")


def _deck(frame: Part, bed: Bed, length: float, width: float) -> None:
    lengths = section_lengths(length)
    seat_at = lengths["back"] - length / 2
    hinge = mujoco.mjtJoint.mjJNT_HINGE
    legs = bed.joints[bed.joint_of("legs")]
    seat = frame.child("bed_seat", [seat_at, 0, 0])
    _section(seat, lengths["seat"], width, 1)
    back = _moved(seat, "bed_back", [0, 0, 0], bed, "back", [0, 1, 0], hinge)
    _section(back, lengths["back"], width, -1)
    back.cushion([0.34, width * 0.66, 0.1], [-lengths["back"] + 0.26, 0, 0.01], "pillow", 0.05, solid=False)
    thigh = _moved(seat, "bed_thigh", [lengths["seat"], 0, 0], bed, "legs", [0, -1, 0], hinge)
    _section(thigh, lengths["thigh"], width, 1)
    knee_limits = (knee_angle(legs.minimum), knee_angle(legs.maximum))
    calf = _jointed(thigh, "bed_calf", [lengths["thigh"], 0, 0], KNEE, [0, 1, 0], hinge, knee_limits)
    _section(calf, lengths["calf"], width, 1)
    fold = [lengths["calf"] * 0.62, width * 0.96, 0.03]
    calf.cushion(fold, [lengths["calf"] * 0.66, 0, 0.008], "blanket", 0.014, solid=False)


def _section(part: Part, length: float, width: float, towards: int) -> None:
    """Mattress and deck plate of one section, from its hinge towards the feet (1) or the head (-1)."""
    middle = towards * length / 2
    part.cushion([length + 0.02, width - 0.04, MATTRESS_M], [middle, 0, -MATTRESS_M / 2], "mattress", 0.03)
    part.box([length - 0.02, width - 0.06, 0.02], [middle, 0, -MATTRESS_M - 0.01], "dark_metal")
