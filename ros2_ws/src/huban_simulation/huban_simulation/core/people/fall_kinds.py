"""The ways to fall, as stances to pass. Angles in degrees as in `postures`; written for falls to the left."""

from collections.abc import Mapping
from dataclasses import dataclass

from huban_simulation.core.people.postures import Angles, Posture


@dataclass(frozen=True)
class Moment:
    """A part of a fall: progress 0..1, hips from the start (forward, left) in m, hips' roll, pitch, yaw in degrees."""

    progress: float
    shift: tuple[float, float]
    turn: Angles
    posture: Posture


@dataclass(frozen=True)
class Kind:
    """One way to fall."""

    duration_s: float
    moments: tuple[Moment, ...]


def _mirrored(posture: Posture) -> Posture:
    """The posture with left and right exchanged."""
    swap = {"left": "right", "right": "left"}
    changed = {}
    for bone, (roll, pitch, yaw) in posture.items():
        side, _, part = bone.partition("_")
        changed[f"{swap[side]}_{part}" if side in swap else bone] = (-roll, pitch, -yaw)
    return changed


def _mirrored_kind(kind: Kind) -> Kind:
    moments = tuple(
        Moment(m.progress, (m.shift[0], -m.shift[1]), (-m.turn[0], m.turn[1], -m.turn[2]), _mirrored(m.posture))
        for m in kind.moments
    )
    return Kind(kind.duration_s, moments)


_REACHING_FORWARD: Posture = {
    "left_upper_arm": (18, -70, 0),
    "left_forearm": (0, -30, 0),
    "right_upper_arm": (-18, -80, 0),
    "right_forearm": (0, -25, 0),
}
_KNEES_GIVE: Posture = {
    "left_thigh": (4, -45, 0),
    "left_shin": (0, 70, 0),
    "left_foot": (0, -10, 0),
    "right_thigh": (-4, -40, 0),
    "right_shin": (0, 62, 0),
    "right_foot": (0, -8, 0),
}
PRONE: Posture = {
    "waist": (0, -4, 4),
    "chest": (0, -6, 6),
    "neck": (0, -8, 34),
    "head": (8, -6, 36),
    "left_shoulder": (8, -6, 0),
    "left_upper_arm": (88, -20, 0),
    "left_forearm": (0, -95, 0),
    "left_hand": (0, 20, 0),
    "right_shoulder": (-8, -6, 0),
    "right_upper_arm": (-48, -8, 0),
    "right_forearm": (0, -62, 0),
    "left_thigh": (14, -22, 0),
    "left_shin": (0, 36, 0),
    "left_foot": (0, 42, 0),
    "right_thigh": (-8, 4, 0),
    "right_shin": (0, 10, 0),
    "right_foot": (0, 48, 0),
}
_SUPINE: Posture = {
    "waist": (0, 3, 0),
    "neck": (0, 4, 10),
    "head": (0, -4, 16),
    "left_upper_arm": (52, 6, 0),
    "left_forearm": (0, -48, 0),
    "right_upper_arm": (-34, 8, 0),
    "right_forearm": (0, -28, 0),
    "left_thigh": (6, -46, 0),
    "left_shin": (0, 82, 0),
    "left_foot": (0, 24, 0),
    "right_thigh": (-12, -8, -12),
    "right_shin": (0, 16, 0),
    "right_foot": (0, 30, 0),
}
ON_LEFT_SIDE: Posture = {
    "waist": (4, 10, 8),
    "chest": (4, 10, 10),
    "neck": (-8, 4, 10),
    "head": (-12, 0, 12),
    "left_shoulder": (0, -12, 0),
    "left_upper_arm": (10, -80, 0),
    "left_forearm": (0, -52, 0),
    "right_upper_arm": (4, -52, 0),
    "right_forearm": (0, -62, 0),
    "left_thigh": (2, -34, 0),
    "left_shin": (0, 56, 0),
    "left_foot": (0, 20, 0),
    "right_thigh": (2, -62, 0),
    "right_shin": (0, 78, 0),
    "right_foot": (0, 20, 0),
}
_FOLDED: Posture = {
    **ON_LEFT_SIDE,
    "waist": (6, 22, 10),
    "chest": (6, 14, 12),
    "left_thigh": (4, -74, 0),
    "left_shin": (0, 118, 0),
    "right_thigh": (0, -88, 0),
    "right_shin": (0, 118, 0),
}
_CRUMPLED: Posture = {
    "waist": (4, 8, -4),
    "chest": (4, 6, -4),
    "neck": (-6, 6, 14),
    "head": (-6, 0, 14),
    "left_upper_arm": (40, -40, 0),
    "left_forearm": (0, -60, 0),
    "right_upper_arm": (-14, 4, 0),
    "right_forearm": (0, -84, 0),
    "left_thigh": (6, -44, 0),
    "left_shin": (0, 74, 0),
    "left_foot": (0, 20, 0),
    "right_thigh": (4, -38, 0),
    "right_shin": (0, 84, 0),
    "right_foot": (0, 20, 0),
}

_FORWARD = Kind(
    0.95,
    (
        Moment(0.18, (0.14, 0.0), (0, 18, 0), {**_REACHING_FORWARD, **_KNEES_GIVE}),
        Moment(
            0.55,
            (0.30, 0.0),
            (4, 42, 0),
            {**_REACHING_FORWARD, "left_thigh": (6, -30, 0), "left_shin": (0, 96, 0), "left_foot": (0, 40, 0)}
            | {"right_thigh": (-6, -22, 0), "right_shin": (0, 90, 0), "right_foot": (0, 40, 0), "head": (0, -20, 0)},
        ),
        Moment(1.0, (0.52, 0.0), (0, 86, 0), PRONE),
    ),
)
_BACKWARD = Kind(
    0.85,
    (
        Moment(
            0.2,
            (-0.12, 0.0),
            (0, -14, 0),
            {**_KNEES_GIVE, "left_upper_arm": (30, -55, 0), "right_upper_arm": (-30, -50, 0), "chest": (0, 16, 0)},
        ),
        Moment(
            0.68,
            (-0.34, 0.0),
            (0, -34, 0),
            {"waist": (0, 22, 0), "chest": (0, 16, 0), "neck": (0, 22, 0)}
            | {"left_upper_arm": (26, 30, 0), "left_forearm": (0, -20, 0), "right_upper_arm": (-26, 34, 0)}
            | {
                "left_thigh": (8, -92, 0),
                "left_shin": (0, 84, 0),
                "right_thigh": (-8, -80, 0),
                "right_shin": (0, 66, 0),
            },
        ),
        Moment(1.0, (-0.42, 0.0), (0, -88, 0), _SUPINE),
    ),
)
_TO_THE_LEFT = Kind(
    0.8,
    (
        Moment(0.2, (0.02, 0.12), (-14, 6, 0), {**_KNEES_GIVE, "left_upper_arm": (55, -20, 0), "waist": (8, 0, 0)}),
        Moment(
            0.62,
            (0.06, 0.30),
            (-44, 10, 0),
            {**_KNEES_GIVE, "left_upper_arm": (70, -30, 0), "left_forearm": (0, -30, 0), "neck": (14, 0, 0)}
            | {
                "left_thigh": (4, -56, 0),
                "left_shin": (0, 92, 0),
                "right_thigh": (0, -52, 0),
                "right_shin": (0, 80, 0),
            },
        ),
        Moment(1.0, (0.08, 0.44), (-84, 4, -32), ON_LEFT_SIDE),
    ),
)
_CRUMPLING = Kind(
    1.3,
    (
        Moment(0.3, (0.04, 0.02), (-4, 12, 0), {**_KNEES_GIVE, "waist": (0, 18, 0), "neck": (0, 20, 0)}),
        Moment(0.7, (0.06, 0.08), (-22, 12, 0), _FOLDED),
        Moment(1.0, (0.08, 0.20), (-84, 4, -42), _CRUMPLED),
    ),
)
KINDS: Mapping[str, Kind] = {
    "forward": _FORWARD,
    "backward": _BACKWARD,
    "left": _TO_THE_LEFT,
    "right": _mirrored_kind(_TO_THE_LEFT),
    "down": _CRUMPLING,
}
"""Directions that somebody can fall in; `down` is a collapse with buckling knees."""
