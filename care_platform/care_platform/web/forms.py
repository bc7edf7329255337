"""What forms send: how long it may be, and choices among known values."""

from enum import Enum
from typing import Annotated, TypeVar

from fastapi import Form

from care_platform.core.refusals import Unusable

Short = Annotated[str, Form(max_length=64)]
Line = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=2000)]
Choice = TypeVar("Choice", bound=Enum)


def chosen(choices: type[Choice], name: str) -> Choice:
    """A choice of a form; raises Unusable for what was not among them."""
    try:
        return choices(name)
    except ValueError as error:
        raise Unusable("refused-arguments") from error
