"""The nursing bed as geometry: where each section of the lying surface is at given joint positions.

The lying surface has four sections along the bed's +x, from the head: back, seat, thigh, calf. They hinge at the
top of the mattress. Joint positions (rad, m):

- back: the back section rises from its hinge at the seat.
- legs: the thigh section rises from its hinge at the seat, the calf section hangs from the knee, half as steep.
- height: of the flat lying surface (top of the mattress) above the floor.
- tilt: of the whole surface about the bed's +x axis (right-hand rule): positive lifts the left side of somebody who
  lies on the back and so turns that person to the right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from huban_common.core.home import Home

SECTIONS = ("back", "seat", "thigh", "calf")
MATTRESS_M = 0.12
KNEE_RATIO = 1.5
"""The knee bends by this times the thigh's angle, so that the calf section falls half as steep as the thigh rises."""
_SHARES = {"back": 0.39, "seat": 0.11, "thigh": 0.19, "calf": 0.31}
"""Parts of the length, after common four-section nursing bed decks (back 78, seat 22, thigh 38, calf 62 of 200 cm)."""


@dataclass(frozen=True)
class Surface:
    """One section of the lying surface in `map`.

    `head_end` is the middle of the edge nearest to the head (m); the columns of `rotation` are: along the section
    towards the feet, to the left of the person on the back, out of the surface.
    """

    head_end: NDArray[np.float64]
    rotation: NDArray[np.float64]
    length_m: float

    def point(self, along_m: float, left_m: float = 0.0, above_m: float = 0.0) -> NDArray[np.float64]:
        """A point given from the middle of the head end, in `map`."""
        point: NDArray[np.float64] = self.head_end + self.rotation @ np.array([along_m, left_m, above_m])
        return point


def section_lengths(length_m: float) -> dict[str, float]:
    """The length of each section of a bed of this length (m)."""
    return {section: share * length_m for section, share in _SHARES.items()}


def surfaces(home: Home, joints: Mapping[str, float]) -> dict[str, Surface]:
    """The four sections of the home's bed; `joints` maps joint names to positions (rad, m)."""
    item = home.furniture[home.bed.frame]
    at = {section: joints[home.bed.joint_of(section)] for section in ("back", "legs", "height", "tilt")}
    lengths = section_lengths(item.size_m[0])
    deck = _about_z(np.radians(item.yaw_deg)) @ _about_x(at["tilt"])
    seat_head = np.array([*item.at, at["height"]]) + deck @ np.array([lengths["back"] - item.size_m[0] / 2, 0.0, 0.0])
    back = deck @ _about_y(at["back"])
    thigh = deck @ _about_y(-at["legs"])
    calf = thigh @ _about_y(KNEE_RATIO * at["legs"])
    seat_foot = seat_head + deck[:, 0] * lengths["seat"]
    knee = seat_foot + thigh[:, 0] * lengths["thigh"]
    return {
        "back": Surface(seat_head - back[:, 0] * lengths["back"], back, lengths["back"]),
        "seat": Surface(seat_head, deck, lengths["seat"]),
        "thigh": Surface(seat_foot, thigh, lengths["thigh"]),
        "calf": Surface(knee, calf, lengths["calf"]),
    }


def _about_x(angle_rad: float) -> NDArray[np.float64]:
    cosine, sine = np.cos(angle_rad), np.sin(angle_rad)
    return np.array([[1.0, 0.0, 0.0], [0.0, cosine, -sine], [0.0, sine, cosine]])


def _about_y(angle_rad: float) -> NDArray[np.float64]:
    cosine, sine = np.cos(angle_rad), np.sin(angle_rad)
    return np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])


def _about_z(angle_rad: float) -> NDArray[np.float64]:
    cosine, sine = np.cos(angle_rad), np.sin(angle_rad)
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])
