"""Raises an alarm: somebody shall come."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.types import HelpRequested
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    """`who` is passed on to those who decide who comes."""

    who: Literal["", "nurse", "family", "doctor"] = ""


class CallHelp:
    spec: ClassVar = SkillSpec(
        id="call_help",
        summary="Raises an alarm at the care platform so that somebody comes.",
        args=Args,
        examples={
            "en": (
                "help",
                "help me",
                "i need help",
                "call for help",
                "get help",
                "i fell",
                "i fell down",
                "i have fallen",
                "i cannot get up",
                "i am hurt",
                "it hurts",
                "my leg hurts",
                "my hip hurts",
                "i cannot breathe",
                "my chest hurts",
                "{who=nurse}call the nurse",
                "{who=doctor}call a doctor",
                "{who=family}call my family",
            ),
            "zh-CN": (
                "救命",
                "帮帮我",
                "来人",
                "快来人",
                "我需要帮助",
                "我摔倒了",
                "我摔跤了",
                "我起不来了",
                "我受伤了",
                "很疼",
                "我腿疼",
                "我的腿疼",
                "我喘不过气",
                "我胸口疼",
                "{who=nurse}叫护士",
                "{who=doctor}叫医生",
                "{who=family}叫我的家人",
            ),
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        robot.emit(HelpRequested(args.who))
        return ""
