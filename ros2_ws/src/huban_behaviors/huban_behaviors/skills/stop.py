"""Everything stands still."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.types import StopRequested
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class Stop:
    spec: ClassVar = SkillSpec(
        id="stop",
        summary="Stops the robot, the bed and everything that runs or waits.",
        args=Args,
        examples={
            "en": ("stop", "stop it", "stop now", "stop moving", "stand still", "halt"),
            "zh-CN": ("停", "停下", "停下来", "停止", "别动", "不要动", "站住"),
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        robot.halt_gate()
        robot.emit(StopRequested())
        return ""
