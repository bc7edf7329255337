"""Changes how the robot speaks to the person who asks."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS
from huban_behaviors.core.types import VoiceChange
from huban_common.core.skills import SkillSpec

_STEPS = {"": 0, "up": 1, "down": -1}


@dataclass(frozen=True)
class Args:
    """`volume` and `speed` go one step; `voice` is a voice profile or the next one; `hearing` is how one hears."""

    volume: Literal["", "up", "down"] = ""
    speed: Literal["", "up", "down"] = ""
    voice: Literal["", "next", "steady_man", "calm_woman", "cheerful_man", "deep_man"] = ""
    hearing: Literal["", "normal", "mild", "severe", "high_frequency"] = ""


class VoiceSet:
    spec: ClassVar = SkillSpec(
        id="voice_set",
        summary="The robot speaks louder, softer, slower, faster or with another voice to this person.",
        args=Args,
        examples={
            "en": (
                "{volume=up}louder",
                "{volume=up}speak louder",
                "{volume=up}talk louder",
                "{volume=up}i cannot hear you",
                "{volume=down}not so loud",
                "{volume=down}speak more quietly",
                "{speed=down}speak slower",
                "{speed=down}speak more slowly",
                "{speed=down}not so fast",
                "{speed=up}speak faster",
                "{speed=up}talk faster",
                "{voice=next}change your voice",
                "{voice=next}use another voice",
                "{voice=deep_man}speak in a deeper voice",
                "{voice=deep_man}use a deep voice",
                "{voice=calm_woman}use a female voice",
                "{voice=steady_man}use a male voice",
                "{voice=cheerful_man}use a cheerful voice",
                "{hearing=mild}i do not hear well",
                "{hearing=severe}i am hard of hearing",
                "{hearing=high_frequency}i cannot hear high voices",
                "{hearing=normal}i can hear well",
            ),
            "zh-CN": (
                "{volume=up}大声一点",
                "{volume=up}大点声",
                "{volume=up}声音大一点",
                "{volume=up}我听不见",
                "{volume=up}我听不清",
                "{volume=down}小声一点",
                "{volume=down}小点声",
                "{volume=down}声音小一点",
                "{speed=down}说慢一点",
                "{speed=down}慢一点说",
                "{speed=down}说得慢一点",
                "{speed=up}说快一点",
                "{speed=up}说得快一点",
                "{voice=next}换个声音",
                "{voice=next}换一个声音",
                "{voice=deep_man}声音低沉一点",
                "{voice=deep_man}用低沉的声音",
                "{voice=calm_woman}换成女声",
                "{voice=steady_man}换成男声",
                "{voice=cheerful_man}用年轻的声音",
                "{hearing=mild}我听力不好",
                "{hearing=severe}我耳朵背",
                "{hearing=high_frequency}高的声音我听不清",
                "{hearing=normal}我听力很好",
            ),
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        change = VoiceChange(_STEPS[args.volume], _STEPS[args.speed], args.voice, args.hearing)
        try:
            changed = await robot.change_voice(change)
        except Hindered as hindrance:
            raise SkillFailed(TEXTS.say("voice-unchanged", robot.language)) from hindrance
        return TEXTS.say(_answer(args) if changed else "voice-limit", robot.language)


def _answer(args: Args) -> str:
    """The key of what the robot says, already in the new way."""
    if args.volume:
        return "voice-louder" if args.volume == "up" else "voice-softer"
    if args.speed:
        return "voice-faster" if args.speed == "up" else "voice-slower"
    return "voice-new" if args.voice else "voice-hearing"
