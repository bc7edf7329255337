"""Deletes what the robot knows of a person's face."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS, id_at_home
from huban_common.core.roles import PEOPLE
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class FaceForget:
    """Consent is taken back without being asked why; from outside it is the elder's face that is deleted."""

    spec: ClassVar = SkillSpec(
        id="face_forget",
        summary="Deletes at once what the robot knows of this person's face.",
        args=Args,
        examples={
            "en": ("forget my face", "delete my face", "erase my face"),
            "zh-CN": ("忘掉我的脸", "删除我的脸", "删掉我的脸"),
        },
        may_call=PEOPLE,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        person = id_at_home(robot.caller, robot.home)
        name = robot.home.people[person].name_in(robot.language)
        try:
            await robot.forget_face(person)
        except Hindered as hindrance:
            raise SkillFailed(TEXTS.say("face-not-forgotten", robot.language, name=name)) from hindrance
        return TEXTS.say("face-forgotten", robot.language, name=name)
