"""What is asked of somebody who signs in, one thing after the other."""

from enum import Enum


class Stage(str, Enum):
    """What is asked next; `open` when nothing is."""

    CODE = "code"
    NEW_PASSWORD = "new_password"
    ENROL = "enrol"
    OPEN = "open"


def next_stage(*, code_due: bool, password_due: bool, factor_due: bool) -> Stage:
    """The code comes first: whoever has only a password learns and changes nothing."""
    if code_due:
        return Stage.CODE
    if password_due:
        return Stage.NEW_PASSWORD
    return Stage.ENROL if factor_due else Stage.OPEN
