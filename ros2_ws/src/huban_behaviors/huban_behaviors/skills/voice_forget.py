"""Deletes what the robot knows of a person's voice."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS, id_at_home
from huban_common.core.roles import PEOPLE
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class VoiceForget:
    """Consent is taken back without being asked why; from outside it is the elder's voice that is deleted."""

    spec: ClassVar = SkillSpec(
        id="voice_forget",
        summary="Deletes at once what the robot knows of this person's voice.",
        args=Args,
        examples={
            "en": ("forget my voice", "delete my voice", "erase my voice"),
            "zh-CN": ("忘掉我的声音", "删除我的声音", "删掉我的声音"),
        },
        may_call=PEOPLE,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        person = id_at_home(robot.caller, robot.home)
        name = robot.home.people[person].name_in(robot.language)
        try:
            await robot.forget_voice(person)
        except Hindered as hindrance:
            raise SkillFailed(TEXTS.say("voice-not-forgotten", robot.language, name=name)) from hindrance
        return TEXTS.say("voice-forgotten", robot.language, name=name)
