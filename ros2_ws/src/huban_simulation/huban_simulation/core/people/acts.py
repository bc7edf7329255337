"""What people can be asked to do, and the check of the arguments."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from huban_common.core.home import Home
from huban_simulation.core.people.expressions import EXPRESSIONS
from huban_simulation.core.people.fall_kinds import KINDS
from huban_simulation.core.people.skeleton import Floats


class ActError(ValueError):
    """An act that a person cannot do, with the reason."""


ACTS: Mapping[str, tuple[str, ...]] = {
    "say": ("text", "lang", "duration_s"),
    "walk_to": ("place", "at"),
    "stand": (),
    "sit": ("on",),
    "lie": ("on",),
    "fall": ("direction",),
    "get_up": (),
    "wave": (),
    "point": ("at",),
    "eat": ("bites",),
    "do": ("chore",),
    "face": ("expression",),
    "look_at": ("at",),
}
"""The acts and their arguments."""


def check(act: str, args: Mapping[str, Any]) -> None:
    """Raises ActError for an unknown act or argument."""
    if act not in ACTS:
        raise ActError(f"no act '{act}'; known are {', '.join(ACTS)}")
    for name in args:
        if name not in ACTS[act]:
            known = ", ".join(ACTS[act]) or "none"
            raise ActError(f"{act}: no argument '{name}'; known: {known}")


def one_of(act: str, args: Mapping[str, Any], name: str, known: Mapping[str, Any]) -> str:
    """An argument that must be one of some names; raises ActError naming them."""
    value = args.get(name)
    if value not in known:
        raise ActError(f"{act}: {name} = {value!r} is not known; known are {', '.join(known)}")
    return str(value)


def expression(args: Mapping[str, Any]) -> str:
    return one_of("face", args, "expression", EXPRESSIONS)


def direction(args: Mapping[str, Any], random: np.random.Generator) -> str:
    """The asked direction of a fall, any one where none was asked."""
    if args.get("direction") is None:
        return str(random.choice(list(KINDS)))
    return one_of("fall", args, "direction", KINDS)


def point(act: str, args: Mapping[str, Any], name: str, least: int) -> Floats:
    """An argument that is a list of two or three numbers (m, in `map`)."""
    try:
        values = np.array(args[name], dtype=np.float64)
    except (KeyError, TypeError, ValueError) as error:
        raise ActError(f"{act}: give {name} as a list of numbers in m") from error
    if values.shape not in {(size,) for size in range(least, 4)} or not np.isfinite(values).all():
        raise ActError(f"{act}: {name} = {args[name]!r} is not a point in m")
    return values


def bites(args: Mapping[str, Any]) -> int:
    """How often the hand goes to the mouth; a small meal where nothing was asked."""
    count = args.get("bites", 5)
    if not (isinstance(count, int) and 0 < count <= 100):
        raise ActError(f"eat: bites = {count!r} is not a number from 1 to 100")
    return count


def furniture(act: str, args: Mapping[str, Any], home: Home, use: str) -> list[str]:
    """The asked piece of furniture to `sit` or `lie` on, or all of them."""
    usable = {item_id: item for item_id, item in home.furniture.items() if getattr(item, use)}
    if args.get("on") is None:
        return list(usable)
    return [one_of(act, args, "on", usable)]


def sentence(args: Mapping[str, Any]) -> tuple[str, float | None]:
    """The words to say and how long they take (s), if that is known."""
    text, duration_s = args.get("text"), args.get("duration_s")
    if not isinstance(text, str) or not text.strip():
        raise ActError("say: give the words as text")
    if duration_s is not None and not (isinstance(duration_s, int | float) and 0 < duration_s < 600):
        raise ActError(f"say: duration_s = {duration_s!r} is not a time in s")
    return text, None if duration_s is None else float(duration_s)
