"""Legs by inverse kinematics: a knee that bends forwards between a given hip joint and a given ankle."""

import numpy as np

from huban_simulation.core.people.skeleton import Floats


def bend_leg(hip: Floats, ankle: Floats, forward: Floats, lengths: tuple[float, float]) -> tuple[Floats, Floats]:
    """Rotations (3, 3) of thigh and shin in the frame of the points; an ankle out of reach is reached for.

    `forward` is roughly where the knee points. `lengths` are those of thigh and shin (m). Law of cosines.
    """
    thigh, shin = lengths
    reach = ankle - hip
    distance = np.clip(np.linalg.norm(reach), abs(thigh - shin) + 1e-3, thigh + shin - 1e-4)
    down = reach / max(float(np.linalg.norm(reach)), 1e-9)
    front = forward - (forward @ down) * down
    front = front / max(float(np.linalg.norm(front)), 1e-9)
    frame = np.stack([front, np.cross(-down, front), -down], axis=1)
    at_hip = np.arccos(np.clip((thigh**2 + distance**2 - shin**2) / (2 * thigh * distance), -1, 1))
    at_knee = np.arccos(np.clip((thigh**2 + shin**2 - distance**2) / (2 * thigh * shin), -1, 1))
    upper = frame @ _pitched(-at_hip)
    return upper, upper @ _pitched(np.pi - at_knee)


def _pitched(angle_rad: float) -> Floats:
    cosine, sine = np.cos(angle_rad), np.sin(angle_rad)
    return np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])
