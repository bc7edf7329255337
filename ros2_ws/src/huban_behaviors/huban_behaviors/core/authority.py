"""Who may ask for what: the one place that decides whether a call is allowed, needs a yes, or never runs."""

from enum import Enum

from huban_behaviors.core.types import Caller
from huban_common.core.skills import SkillSpec


class Permission(Enum):
    ALLOWED = "allowed"
    CONFIRM = "confirm"
    NEVER = "never"


def permission(spec: SkillSpec, caller: Caller) -> Permission:
    """The cell of the policy table for this skill and this caller's role; see README.md for the whole table."""
    if caller.role not in spec.may_call or (caller.remote and spec.local_only):
        return Permission.NEVER
    return Permission.CONFIRM if caller.role in spec.must_confirm else Permission.ALLOWED
