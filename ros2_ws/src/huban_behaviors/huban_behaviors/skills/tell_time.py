"""Tells what time it is."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.texts import TEXTS
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class TellTime:
    spec: ClassVar = SkillSpec(
        id="tell_time",
        summary="Tells the time of day.",
        args=Args,
        examples={
            "en": ("what time is it", "tell me the time", "what is the time"),
            "zh-CN": ("现在几点", "几点了", "现在几点了", "告诉我时间", "现在什么时间"),
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        now = robot.local_time()
        key, hour = f"time-{part_of_day(now.hour)}", now.hour % 12 or 12
        return TEXTS.say(key, robot.language, hour=hour, minute=now.minute, padded=f"{now.minute:02}")


def part_of_day(hour: int) -> str:
    """morning, afternoon, evening or night."""
    if 5 <= hour < 12:
        return "morning"
    if 12 <= hour < 18:
        return "afternoon"
    return "evening" if 18 <= hour < 22 else "night"
