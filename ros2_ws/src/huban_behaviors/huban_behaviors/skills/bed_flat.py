"""Lays the nursing bed flat."""

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


class BedFlat:
    """Being laid down by mistake, while eating for example, is what can hurt: so it is asked back."""

    spec: ClassVar = SkillSpec(
        id="bed_flat",
        summary="Lays the nursing bed flat.",
        args=Args,
        examples={
            "en": ("lay the bed flat", "make the bed flat", "lay me down", "i want to lie down"),
            "zh-CN": ("把床放平", "床放平", "我要躺下", "让我躺下"),
        },
        may_call=MAY_MOVE_BED,
        must_confirm=frozenset({Role.ELDER, Role.FAMILY}),
        local_only=True,
        moves=True,
        timeout_s=BED_TIMEOUT_S,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        return await move_bed(robot, TEXTS.say("bed-moves-flat", robot.language), "flat")
