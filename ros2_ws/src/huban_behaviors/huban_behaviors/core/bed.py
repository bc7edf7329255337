"""Who may move the bed, and moving it with a word before."""

from huban_behaviors.core.motion import announced
from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS
from huban_common.core.roles import Role

MAY_MOVE_BED = frozenset({Role.ELDER, Role.FAMILY, Role.CAREGIVER, Role.NURSE})
BED_TIMEOUT_S = 90.0


async def move_bed(robot: Robot, text: str, section: str, direction: str = "", target: float = 0.0) -> str:
    """Says what comes, moves the bed and tells how it ended; raises SkillFailed."""
    try:
        await announced(robot, text, robot.move_bed(section, direction, target))
    except Hindered as hindrance:
        raise SkillFailed(hindrance.told or TEXTS.say("bed-stopped", robot.language)) from hindrance
    return TEXTS.say("bed-done", robot.language)
