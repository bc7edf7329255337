"""Tells the person whom the robot takes them for."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.texts import TEXTS, elder_name
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class WhoAmI:
    spec: ClassVar = SkillSpec(
        id="who_am_i",
        summary="Tells the person whom the robot takes them for.",
        args=Args,
        examples={
            "en": ("who am i", "do you know me", "what is my name"),
            "zh-CN": ("我是谁", "你认识我吗", "我叫什么名字"),
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        known = robot.home.people.get(robot.caller.id)
        if known is not None:
            return TEXTS.say("you-are", robot.language, name=known.name_in(robot.language))
        if robot.caller.remote:
            return TEXTS.say("you-are", robot.language, name=robot.caller.name)
        return TEXTS.say("you-seem", robot.language, name=elder_name(robot.home, robot.language))
