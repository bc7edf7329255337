"""Drives to the person who calls."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.approach import approach
from huban_behaviors.core.motion import announced
from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS
from huban_common.core.roles import Role
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class ComeHere:
    spec: ClassVar = SkillSpec(
        id="come_here",
        summary="The robot comes to the person, to about one metre.",
        args=Args,
        examples={
            "en": ("come here", "come to me", "come over here", "come closer"),
            "zh-CN": ("过来", "来我这里", "到我这里来", "到我这儿来", "靠近我"),
        },
        must_confirm=frozenset({Role.FAMILY, Role.TECHNICIAN}),
        moves=True,
        timeout_s=300.0,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        position = robot.person_position()
        if position is None:
            raise SkillFailed(TEXTS.say("cannot-see-you", robot.language))
        try:
            await announced(robot, TEXTS.say("coming", robot.language), approach(robot, position))
        except Hindered as hindrance:
            raise SkillFailed(TEXTS.say("cannot-come", robot.language)) from hindrance
        return TEXTS.say("here-i-am", robot.language)
