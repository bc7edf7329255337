"""Tells how the robot is."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.texts import TEXTS
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class RobotStatus:
    spec: ClassVar = SkillSpec(
        id="robot_status",
        summary="Tells how full the battery is and whether the robot may move.",
        args=Args,
        examples={
            "en": ("how are you", "are you all right", "how is your battery", "what is your status"),
            "zh-CN": ("你好吗", "你怎么样", "电量多少", "还有多少电", "你的状态怎么样"),
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        condition = robot.condition()
        gate = TEXTS.say(f"gate-{condition.gate}", robot.language)
        if condition.battery is None:
            return gate
        percent = round(100 * condition.battery)
        return gate + " " + TEXTS.say("battery", robot.language, percent=percent)
