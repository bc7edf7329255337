"""Answers what the robot asked."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from huban_behaviors.core.ports import Robot
from huban_behaviors.core.types import Answer, AnswerGiven
from huban_common.core.roles import PEOPLE
from huban_common.core.skills import SkillSpec


@dataclass(frozen=True)
class Args:
    """`question` is the id of the one that is answered; without it, what the robot has asked last."""

    answer: Literal["yes", "no"]
    question: str = ""


class Confirm:
    """Only people in the room can say yes; "I am fine" is the no to "are you hurt?"."""

    spec: ClassVar = SkillSpec(
        id="confirm",
        summary="Answers the robot's question with yes or no.",
        args=Args,
        examples={
            "en": (
                "{answer=yes}yes",
                "{answer=yes}yeah",
                "{answer=yes}okay",
                "{answer=yes}all right",
                "{answer=yes}do it",
                "{answer=yes}that is right",
                "{answer=no}no",
                "{answer=no}no thank you",
                "{answer=no}not now",
                "{answer=no}do not do it",
                "{answer=no}never mind",
                "{answer=no}i am fine",
                "{answer=no}i am okay",
                "{answer=no}i am all right",
                "{answer=no}i am not hurt",
            ),
            "zh-CN": (
                "{answer=yes}是",
                "{answer=yes}是的",
                "{answer=yes}对",
                "{answer=yes}好",
                "{answer=yes}好的",
                "{answer=yes}可以",
                "{answer=yes}要",
                "{answer=no}不",
                "{answer=no}不是",
                "{answer=no}不要",
                "{answer=no}不用",
                "{answer=no}不用了",
                "{answer=no}没有",
                "{answer=no}没事",
                "{answer=no}我没事",
                "{answer=no}我很好",
                "{answer=no}没受伤",
            ),
        },
        may_call=PEOPLE,
        local_only=True,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        robot.emit(AnswerGiven(Answer(args.answer), args.question))
        return ""
