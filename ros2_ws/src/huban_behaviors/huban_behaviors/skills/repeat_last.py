"""Says the last thing again."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.texts import TEXTS
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class RepeatLast:
    spec: ClassVar = SkillSpec(
        id="repeat_last",
        summary="The robot says again what it said last.",
        args=Args,
        examples={
            "en": ("say that again", "say it again", "repeat that", "what did you say"),
            "zh-CN": ("再说一遍", "再说一次", "你说什么", "你刚才说什么", "重复一遍"),
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        return robot.last_said() or TEXTS.say("nothing-said", robot.language)
