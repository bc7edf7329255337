"""Tells what day it is."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.texts import TEXTS
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class TellDate:
    spec: ClassVar = SkillSpec(
        id="tell_date",
        summary="Tells the date and the day of the week.",
        args=Args,
        examples={
            "en": ("what day is it", "what day is it today", "what is the date", "what is the date today"),
            "zh-CN": ("今天几号", "今天星期几", "今天是几号", "今天是星期几", "今天什么日子"),
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        return TEXTS.say("date", robot.language, day=robot.local_time().date())
