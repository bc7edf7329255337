"""The places of the home as skills need them."""

from math import radians

from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS
from huban_behaviors.core.types import Pose


def pose_at(place_id: str, robot: Robot) -> Pose:
    """Where the robot stands at a place."""
    x, y, heading_deg = robot.home.places[place_id].pose
    return Pose(x, y, radians(heading_deg))


def name_of(place_id: str, robot: Robot) -> str:
    """What people call a place in the language of the caller."""
    return robot.home.places[place_id].name_in(robot.language)


def cannot_reach(place_id: str, hindrance: Hindered, robot: Robot) -> SkillFailed:
    """What the robot says when a drive to a place has failed, with the reason where it has been told one."""
    sorry = TEXTS.say("cannot-reach", robot.language, place=name_of(place_id, robot))
    return SkillFailed(f"{sorry} {hindrance.told}".strip())
