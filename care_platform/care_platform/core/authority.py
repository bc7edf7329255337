"""Which role may do what from afar. The robot checks skills again with its own policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from care_platform.core.refusals import NotAllowed, Unusable
from care_protocol.messages import Priority, Role

_CARERS = frozenset({Role.FAMILY, Role.CAREGIVER, Role.NURSE})
_STAFF = _CARERS | {Role.TECHNICIAN}

ADMINISTRATOR = "administrator"
"""Looks after accounts, people and consents, and sees nothing of anybody's care; unknown to robots."""


class AccountRole(str, Enum):
    """What somebody who signs in can be."""

    FAMILY = Role.FAMILY.value
    CAREGIVER = Role.CAREGIVER.value
    NURSE = Role.NURSE.value
    TECHNICIAN = Role.TECHNICIAN.value
    ADMINISTRATOR = ADMINISTRATOR


_SECOND_FACTOR = frozenset(AccountRole) - {AccountRole.FAMILY}
_SUPERVISORS = frozenset({AccountRole.CAREGIVER, AccountRole.NURSE, AccountRole.TECHNICIAN})


class Argument(str, Enum):
    """What an argument of a remote skill is chosen from."""

    PLACE = "place"


@dataclass(frozen=True)
class RemoteSkill:
    """A skill that may be called from afar; bed and lifting motion never is."""

    id: str
    may_call: frozenset[Role]
    arguments: Mapping[str, Argument] = field(default_factory=dict)


DRILL = "alarm_drill"
"""The robot raises an alarm about nothing, for people to practise."""

REMOTE_SKILLS = {
    skill.id: skill
    for skill in (
        RemoteSkill("stop", _STAFF),
        RemoteSkill("come_here", _CARERS),
        RemoteSkill("go_to", _CARERS, {"place": Argument.PLACE}),
        RemoteSkill("dock", _STAFF),
        RemoteSkill(DRILL, frozenset({Role.CAREGIVER, Role.NURSE})),
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


def must_have_second_factor(role: str) -> bool:
    """Who works with many people's data signs in with a second factor."""
    return role in _SECOND_FACTOR


def may_read_audit(role: str) -> bool:
    return role == ADMINISTRATOR


def may_supervise(role: str) -> bool:
    """Who may see response times and silent devices of a whole tenant."""
    return role in _SUPERVISORS


def may_keep_consents(role: str) -> bool:
    """Who may write down what an elder agreed to."""
    return role in _CARERS


def may_read_notes(role: str) -> bool:
    """Who may read and keep the contacts of an elder and notes about this person."""
    return role in _CARERS
