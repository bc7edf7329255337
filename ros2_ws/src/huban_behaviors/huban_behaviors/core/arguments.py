"""From what somebody asked for to the arguments of a skill, checked."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter, ValidationError

from huban_common.core.home import Home
from huban_common.core.skills import SkillSpec


class BadArgument(ValueError):
    """An argument that a skill does not have or cannot use; `place` where it is a place nobody knows."""

    def __init__(self, name: str, value: object, is_place: bool = False) -> None:
        super().__init__(f"{name}: {value!r}")
        self.name = name
        self.value = value
        self.is_place = is_place


def checked(spec: SkillSpec, args: Mapping[str, Any], home: Home) -> Any:
    """The skill's Args; raises BadArgument for the first that is unknown, missing, of the wrong kind or no place."""
    for name in args.keys() - {item.name for item in fields(spec.args)}:
        raise BadArgument(name, args[name])
    try:
        made = TypeAdapter(spec.args).validate_python(dict(args))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        raise BadArgument(name, args.get(name)) from error
    for name, slot in spec.slots.items():
        if slot.places and getattr(made, name) not in home.places:
            raise BadArgument(name, getattr(made, name), is_place=True)
    return made
