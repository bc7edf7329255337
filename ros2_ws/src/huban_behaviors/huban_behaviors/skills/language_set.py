"""Changes the language of the house."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.texts import TEXTS
from huban_common.core.skills import SkillSpec, Slot


@dataclass(frozen=True)
class Args:
    lang: Literal["en", "zh-CN"]


class LanguageSet:
    spec: ClassVar = SkillSpec(
        id="language_set",
        summary="The robot listens and speaks in another language.",
        args=Args,
        examples={
            "en": ("speak {lang}", "talk {lang}", "speak {lang} with me"),
            "zh-CN": ("说{lang}", "讲{lang}", "跟我说{lang}"),
        },
        slots={
            "lang": Slot(
                {
                    "en": {"en": ("english",), "zh-CN": ("英语", "英文")},
                    "zh-CN": {"en": ("chinese", "mandarin"), "zh-CN": ("中文", "普通话", "汉语")},
                }
            )
        },
    )

    async def run(self, args: Args, robot: Robot) -> str:
        robot.set_language(args.lang)
        return TEXTS.say("language-changed", args.lang)
