"""Which requests are let in, and what is asked back before a risky one runs."""

from dataclasses import dataclass
from typing import Any

from huban_behaviors.core.arguments import BadArgument, checked
from huban_behaviors.core.authority import Permission, permission
from huban_behaviors.core.ports import Skill, Skills
from huban_behaviors.core.texts import TEXTS, listed
from huban_behaviors.core.types import Request
from huban_common.core.home import Home
from huban_common.core.skills import SkillSpec, phrases


class Refused(Exception):
    """A request that is not carried out; the `text` tells the caller why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Admitted:
    skill: Skill
    args: Any
    needs_yes: bool


def admit(request: Request, skills: Skills, home: Home) -> Admitted:
    """The skill and its checked arguments; raises Refused for what is unknown, not allowed or unusable."""
    skill = skills.get(request.skill)
    if skill is None:
        raise Refused(TEXTS.say("unknown-skill", request.language))
    allowed = permission(skill.spec, request.caller)
    if allowed is Permission.NEVER:
        raise Refused(TEXTS.say("not-allowed", request.language))
    try:
        args = checked(skill.spec, request.args, home)
    except BadArgument as error:
        raise Refused(_complaint(error, home, request.language)) from error
    return Admitted(skill, args, allowed is Permission.CONFIRM)


def question(spec: SkillSpec, request: Request, home: Home) -> str:
    """What the people in the room are asked before the skill runs: in the words one would ask for it with."""
    known = (phrase.text for phrase in phrases(spec, request.language, home) if phrase.args == request.args)
    wish = next(known, spec.summary)
    if request.caller.remote:
        return TEXTS.say("confirm-remote", request.language, caller=request.caller.name, wish=wish)
    return TEXTS.say("confirm", request.language, wish=wish)


def _complaint(error: BadArgument, home: Home, language: str) -> str:
    if not error.is_place:
        return TEXTS.say("bad-argument", language, name=error.name)
    places = [place.name_in(language) for place in home.places.values()]
    return TEXTS.say("unknown-place", language, place=str(error.value), places=listed(places, language))
