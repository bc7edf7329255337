"""How the robot asks whether it may remember what somebody is like."""

from typing import Literal

from huban_behaviors.core.ports import Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS
from huban_behaviors.core.types import Answer

ANSWER_S = 10.0
"""How long a person may think after the question."""


async def ask_consent(kind: Literal["voice", "face"], person: str, robot: Robot) -> None:
    """Raises SkillFailed for everything but a yes.

    Consent to half an explanation is none: the question follows only when all of it was said.
    """
    for part in ("what-is-kept", "what-it-allows"):
        if not await robot.say(TEXTS.say(f"{kind}-{part}", robot.language)):
            raise SkillFailed(TEXTS.say("half-explained", robot.language))
    name = robot.home.people[person].name_in(robot.language)
    question = TEXTS.say(f"{kind}-may-i", robot.language, name=name)
    if await robot.ask(question, ANSWER_S) is not Answer.YES:
        raise SkillFailed(TEXTS.say("not-confirmed", robot.language))
