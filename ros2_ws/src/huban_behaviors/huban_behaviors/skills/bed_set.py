"""Moves one section of the nursing bed."""

from dataclasses import dataclass
from math import radians
from typing import ClassVar, Literal

from huban_behaviors.core.bed import BED_TIMEOUT_S, MAY_MOVE_BED, move_bed
from huban_behaviors.core.ports import Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS
from huban_common.core.roles import Role
from huban_common.core.skills import SkillSpec

DIRECTIONS = {
    "back": ("up", "down"),
    "legs": ("up", "down"),
    "height": ("up", "down"),
    "tilt": ("left", "right", "level"),
}


@dataclass(frozen=True)
class Args:
    """A direction for one step, or a target: `angle_deg` for back, legs and tilt, `height_m` for height."""

    section: Literal["back", "legs", "height", "tilt"]
    direction: Literal["", "up", "down", "left", "right", "level"] = ""
    angle_deg: float | None = None
    height_m: float | None = None


class BedSet:
    spec: ClassVar = SkillSpec(
        id="bed_set",
        summary="Moves the back, the legs, the height or the tilt of the nursing bed.",
        args=Args,
        examples={
            "en": (
                "{section=back}{direction=up}raise my back",
                "{section=back}{direction=up}raise my head",
                "{section=back}{direction=up}lift my head",
                "{section=back}{direction=up}raise the head of the bed",
                "{section=back}{direction=down}lower my back",
                "{section=back}{direction=down}lower my head",
                "{section=back}{direction=down}lower the head of the bed",
                "{section=legs}{direction=up}raise my legs",
                "{section=legs}{direction=up}lift my legs",
                "{section=legs}{direction=up}raise my feet",
                "{section=legs}{direction=down}lower my legs",
                "{section=legs}{direction=down}lower my feet",
                "{section=height}{direction=up}raise the bed",
                "{section=height}{direction=up}make the bed higher",
                "{section=height}{direction=down}lower the bed",
                "{section=height}{direction=down}make the bed lower",
                "{section=tilt}{direction=left}tilt the bed to the left",
                "{section=tilt}{direction=left}turn me to the left",
                "{section=tilt}{direction=right}tilt the bed to the right",
                "{section=tilt}{direction=right}turn me to the right",
                "{section=tilt}{direction=level}level the bed",
            ),
            "zh-CN": (
                "{section=back}{direction=up}抬高背部",
                "{section=back}{direction=up}把背抬起来",
                "{section=back}{direction=up}把头抬高",
                "{section=back}{direction=up}床头升高",
                "{section=back}{direction=up}把床头抬高",
                "{section=back}{direction=up}抬高床头",
                "{section=back}{direction=down}放低背部",
                "{section=back}{direction=down}把背放下",
                "{section=back}{direction=down}把头放低",
                "{section=back}{direction=down}床头降低",
                "{section=back}{direction=down}把床头放低",
                "{section=legs}{direction=up}抬高腿",
                "{section=legs}{direction=up}把腿抬起来",
                "{section=legs}{direction=down}放低腿",
                "{section=legs}{direction=down}把腿放下",
                "{section=height}{direction=up}床升高",
                "{section=height}{direction=up}把床升高",
                "{section=height}{direction=down}床降低",
                "{section=height}{direction=down}把床降低",
                "{section=tilt}{direction=left}向左翻身",
                "{section=tilt}{direction=left}床向左倾斜",
                "{section=tilt}{direction=right}向右翻身",
                "{section=tilt}{direction=right}床向右倾斜",
                "{section=tilt}{direction=level}床放平衡",
            ),
        },
        may_call=MAY_MOVE_BED,
        must_confirm=frozenset({Role.FAMILY}),
        local_only=True,
        moves=True,
        timeout_s=BED_TIMEOUT_S,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        moving = TEXTS.say(f"bed-moves-{args.section}", robot.language)
        if args.direction:
            if args.direction not in DIRECTIONS[args.section]:
                raise SkillFailed(TEXTS.say("bed-which-way", robot.language))
            return await move_bed(robot, moving, args.section, direction=args.direction)
        return await move_bed(robot, moving, args.section, target=_target(args, robot))


def _target(args: Args, robot: Robot) -> float:
    """The target in rad or m; raises SkillFailed where none is given or the bed does not reach it."""
    wanted = args.height_m if args.section == "height" else args.angle_deg
    if wanted is None:
        raise SkillFailed(TEXTS.say("bed-which-way", robot.language))
    target = wanted if args.section == "height" else radians(wanted)
    joint = robot.home.bed.joints[robot.home.bed.joint_of(args.section)]
    if not joint.minimum <= target <= joint.maximum:
        raise SkillFailed(TEXTS.say("bed-out-of-range", robot.language))
    return target
