"""Which role may do what from afar. The robot checks skills again with its own policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from care_platform.core.refusals import NotAllowed, Unusable
from care_protocol.messages import Priority, Role

_CARERS = frozenset({Role.FAMILY, Role.CAREGIVER, Role.NURSE})
_STAFF = _CARERS | {Role.TECHNICIAN}


class Argument(str, Enum):
    """What an argument of a remote skill is chosen from."""

    PLACE = "place"


@dataclass(frozen=True)
class RemoteSkill:
    """A skill that may be called from afar; bed and lifting motion never is."""

    id: str
    may_call: frozenset[Role]
    arguments: Mapping[str, Argument] = field(default_factory=dict)


REMOTE_SKILLS = {
    skill.id: skill
    for skill in (
        RemoteSkill("stop", _STAFF),
        RemoteSkill("come_here", _CARERS),
        RemoteSkill("go_to", _CARERS, {"place": Argument.PLACE}),
        RemoteSkill("dock", _STAFF),
    )
}


def may_answer(role: Role, priority: Priority) -> bool:
    """Whether a role may acknowledge, attend and close alarms of this priority."""
    return role in _CARERS or (role is Role.TECHNICIAN and priority is Priority.TECHNICAL)


def skills_of(role: Role) -> list[RemoteSkill]:
    return [skill for skill in REMOTE_SKILLS.values() if role in skill.may_call]


def check_call(role: Role, skill_id: str, args: Mapping[str, Any], places: Mapping[str, Any]) -> None:
    """Raises NotAllowed or Unusable unless this role may call this skill with these arguments."""
    skill = REMOTE_SKILLS.get(skill_id)
    if skill is None:
        raise Unusable("refused-unknown-skill")
    if role not in skill.may_call:
        raise NotAllowed("refused-not-your-right")
    if set(args) != set(skill.arguments):
        raise Unusable("refused-arguments")
    if any(kind is Argument.PLACE and args[name] not in places for name, kind in skill.arguments.items()):
        raise Unusable("refused-unknown-place")
