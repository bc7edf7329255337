"""Drives to the charging dock."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.motion import announced
from huban_behaviors.core.places import cannot_reach, pose_at
from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS
from huban_common.core.skills import SkillSpec

PLACE = "dock"


@dataclass(frozen=True)
class Args:
    pass


class Dock:
    spec: ClassVar = SkillSpec(
        id="dock",
        summary="The robot drives to its charging dock.",
        args=Args,
        examples={
            "en": ("charge yourself", "go and charge", "charge your battery", "go to your dock"),
            "zh-CN": ("去充电", "充电", "回去充电", "回充电座"),
        },
        moves=True,
        timeout_s=300.0,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        if PLACE not in robot.home.places:
            raise SkillFailed(TEXTS.say("no-dock", robot.language))
        try:
            await announced(robot, TEXTS.say("docking", robot.language), robot.navigate(pose_at(PLACE, robot)))
        except Hindered as hindrance:
            raise cannot_reach(PLACE, hindrance, robot) from hindrance
        return TEXTS.say("docked", robot.language)
