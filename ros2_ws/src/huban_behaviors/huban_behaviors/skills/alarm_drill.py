"""Begins an exercise: an alarm about nothing, marked as such in everything that is said and sent."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.types import DrillRequested
from huban_common.core.roles import Role
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class AlarmDrill:
    """Only from the caregiver app: nobody practises by accident."""

    spec: ClassVar = SkillSpec(
        id="alarm_drill",
        summary="Begins an alarm drill: people practise, nothing has happened.",
        args=Args,
        examples={},
        may_call=frozenset({Role.CAREGIVER, Role.NURSE}),
    )

    async def run(self, args: Args, robot: Robot) -> str:
        robot.emit(DrillRequested(robot.caller.name or robot.caller.id))
        return ""
