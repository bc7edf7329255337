"""Learns to know the voice of the person who asks, if they agree."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.consent import ask_consent
from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS, id_at_home
from huban_common.core.roles import PEOPLE
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    pass


class VoiceRemember:
    """The template is made of what is said after the consent."""

    spec: ClassVar = SkillSpec(
        id="voice_remember",
        summary="The robot learns to know this person's voice, after it has explained that and heard a yes.",
        args=Args,
        examples={
            "en": ("remember my voice", "recognize my voice", "get to know my voice"),
            "zh-CN": ("记住我的声音", "记一下我的声音", "认识一下我的声音"),
        },
        may_call=PEOPLE,
        local_only=True,
        timeout_s=120.0,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        person = id_at_home(robot.caller, robot.home)
        await ask_consent("voice", person, robot)
        try:
            await robot.learn_voice(person)
        except Hindered as hindrance:
            raise SkillFailed(TEXTS.say("voice-not-learned", robot.language)) from hindrance
        return TEXTS.say("voice-learning", robot.language)
