"""Brings the person in the nursing bed to a sitting position."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.bed import BED_TIMEOUT_S, MAY_MOVE_BED, move_bed
from huban_behaviors.core.ports import Robot
from huban_behaviors.core.texts import TEXTS
from huban_common.core.roles import Role
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class BedSitUp:
    spec: ClassVar = SkillSpec(
        id="bed_sit_up",
        summary="Raises the nursing bed to a sitting position.",
        args=Args,
        examples={
            "en": ("sit me up", "i want to sit up", "let me sit up"),
            "zh-CN": ("我要坐起来", "让我坐起来", "扶我坐起来", "坐起来"),
        },
        may_call=MAY_MOVE_BED,
        must_confirm=frozenset({Role.FAMILY}),
        local_only=True,
        moves=True,
        timeout_s=BED_TIMEOUT_S,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        return await move_bed(robot, TEXTS.say("bed-moves-sit-up", robot.language), "sit_up")
