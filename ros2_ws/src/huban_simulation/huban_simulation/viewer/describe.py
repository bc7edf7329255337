"""The present state as the page shows it."""

from math import cos, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huban_common.core.clock import Clock
from huban_simulation.core.lidar import ANGLES_RAD
from huban_simulation.core.types import Pose
from huban_simulation.simulation import Simulation

_SHOWN_S = 6.0
_EVERY_NTH_RAY = 2


class Captions:
    """The robot's last words, for as long as one needs to read them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._text, self._until_s = "", 0.0

    def show(self, text: str) -> None:
        self._text, self._until_s = text, self._clock.now_s() + _SHOWN_S

    def text(self) -> str:
        return self._text if self._clock.now_s() < self._until_s else ""


def describe(simulation: Simulation, ranges: NDArray[np.float32] | None) -> dict[str, Any]:
    """Plain values for JSON."""
    truth = simulation.truth()
    return {
        "robot": [truth.robot.x, truth.robot.y, truth.robot.yaw_rad],
        "room": truth.robot_room,
        "battery": simulation.battery.read().charge,
        "actors": [_actor(name, person) for name, person in truth.actors.items()],
        "scan": [] if ranges is None else scan_points(truth.robot, ranges),
        "faults": simulation.faults.present(),
    }


def _actor(name: str, person: Any) -> dict[str, Any]:
    return {
        "name": name,
        "activity": person.activity,
        "posture": person.posture,
        "place": person.place,
        "saying": person.saying,
        "at": [float(person.position[0]), float(person.position[1])],
    }


def scan_points(robot: Pose, ranges: NDArray[np.float32]) -> list[tuple[float, float]]:
    """Where the rays ended, in `map`."""
    return [
        (round(robot.x + reach * cos(robot.yaw_rad + angle), 2), round(robot.y + reach * sin(robot.yaw_rad + angle), 2))
        for angle, reach in zip(ANGLES_RAD[::_EVERY_NTH_RAY], ranges[::_EVERY_NTH_RAY].tolist(), strict=True)
        if np.isfinite(reach)
    ]
