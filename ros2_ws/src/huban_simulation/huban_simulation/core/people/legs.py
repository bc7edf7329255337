"""Legs by inverse kinematics: a knee that bends forwards between a given hip joint and a given ankle."""

from math import acos, cos, pi, sin, sqrt

import numpy as np

from huban_simulation.core.people.skeleton import Floats


def bend_leg(hip: Floats, ankle: Floats, forward: Floats, lengths: tuple[float, float]) -> tuple[Floats, Floats]:
    """Rotations (3, 3) of thigh and shin in the frame of the points; an ankle out of reach is reached for.

    `forward` is roughly where the knee points. `lengths` are those of thigh and shin (m). Law of cosines.
    """
    thigh, shin = lengths
    reach = ankle - hip
    length = max(sqrt(reach @ reach), 1e-9)
    distance = min(max(length, abs(thigh - shin) + 1e-3), thigh + shin - 1e-4)
    at_hip = acos((thigh**2 + distance**2 - shin**2) / (2 * thigh * distance))
    at_knee = acos((thigh**2 + shin**2 - distance**2) / (2 * thigh * shin))
    upper = _frame(-reach / length, forward) @ _pitched(-at_hip)
    return upper, upper @ _pitched(pi - at_knee)


def _frame(up: Floats, forward: Floats) -> Floats:
    """Axes with this z (a unit vector) and the nearest possible x."""
    front = forward - (forward @ up) * up
    front = front / max(sqrt(front @ front), 1e-9)
    left = (
        up[1] * front[2] - up[2] * front[1],
        up[2] * front[0] - up[0] * front[2],
        up[0] * front[1] - up[1] * front[0],
    )
    return np.array([front, left, up]).T


def _pitched(angle_rad: float) -> Floats:
    cosine, sine = cos(angle_rad), sin(angle_rad)
    return np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])
