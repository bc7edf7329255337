"""Learns to know the face of the person who asks, if they agree."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.consent import ask_consent
from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS, id_at_home
from huban_common.core.roles import PEOPLE
from huban_common.core.skills import SkillSpec

_LOOK_S = 2.0
"""How long a person may do what they were told before they are told the next thing."""


@dataclass(frozen=True)
class Args:
    pass


class FaceRemember:
    """While the photographs are taken the robot tells what helps; who stops it has taken the consent back."""

    spec: ClassVar = SkillSpec(
        id="face_remember",
        summary="The robot learns to know this person's face, after it has explained that and heard a yes.",
        args=Args,
        examples={
            "en": ("remember my face", "recognize my face", "get to know my face"),
            "zh-CN": ("记住我的脸", "记一下我的脸", "认识一下我的脸"),
        },
        may_call=PEOPLE,
        local_only=True,
        timeout_s=180.0,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        person = id_at_home(robot.caller, robot.home)
        await ask_consent("face", person, robot)
        try:
            await robot.learn_face(person)
            return await _guide(person, robot)
        except Hindered as hindrance:
            raise SkillFailed(TEXTS.say("face-not-learned", robot.language)) from hindrance
        except asyncio.CancelledError:
            with suppress(Hindered):
                await robot.forget_face(person)
            raise


async def _guide(person: str, robot: Robot) -> str:
    """Says what helps until the face is learned; what to say then. Raises SkillFailed where it was not."""
    await robot.say(TEXTS.say("face-learning", robot.language))
    told = ""
    while not (progress := await robot.face_progress(person)).done:
        if not progress.words:
            raise SkillFailed(TEXTS.say("face-unclear", robot.language))
        if progress.words != told:
            told = progress.words
            await robot.say(told)
        await asyncio.sleep(_LOOK_S)
    return progress.words
