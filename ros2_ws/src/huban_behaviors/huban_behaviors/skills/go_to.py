"""Drives to a place of the home."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.motion import announced
from huban_behaviors.core.places import cannot_reach, name_of, pose_at
from huban_behaviors.core.ports import Hindered, Robot
from huban_behaviors.core.texts import TEXTS
from huban_common.core.roles import Role
from huban_common.core.skills import SkillSpec, Slot


@dataclass(frozen=True)
class Args:
    place: str


class GoTo:
    spec: ClassVar = SkillSpec(
        id="go_to",
        summary="The robot drives to a place.",
        args=Args,
        examples={
            "en": ("go to the {place}", "drive to the {place}", "come to the {place}"),
            "zh-CN": ("去{place}", "到{place}去", "到{place}来", "来{place}", "开到{place}"),
        },
        slots={"place": Slot(places=True)},
        must_confirm=frozenset({Role.FAMILY, Role.TECHNICIAN}),
        moves=True,
        timeout_s=300.0,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        place = name_of(args.place, robot)
        going = TEXTS.say("going-to", robot.language, place=place)
        try:
            await announced(robot, going, robot.navigate(pose_at(args.place, robot)))
        except Hindered as hindrance:
            raise cannot_reach(args.place, hindrance, robot) from hindrance
        return TEXTS.say("am-at", robot.language, place=place)
