"""What every skill declares about itself, and how skills are found (entry-point group `huban.skills`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from importlib.metadata import EntryPoint, entry_points
from itertools import product
from string import Formatter
from typing import Any

from huban_common.core.home import Home
from huban_common.core.roles import ANYONE, Role

GROUP = "huban.skills"


class SkillError(ValueError):
    """A skill plugin that is broken, named twice, or asked for with the words of another."""


@dataclass(frozen=True)
class Slot:
    """The words for the values of an argument: value -> language -> phrases.

    `places=True` takes the values and names from the home description instead.
    """

    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    places: bool = False

    def values(self, language: str, home: Home) -> list[tuple[str, str]]:
        """(phrase, value) pairs of a language."""
        if self.places:
            return [(place.name_in(language).lower(), place_id) for place_id, place in home.places.items()]
        return [(phrase, value) for value, words in self.words.items() for phrase in words.get(language, ())]


@dataclass(frozen=True)
class SkillSpec:
    """The contract of a skill: everything that others need to know without running it.

    `examples`: language -> phrases in lower case without punctuation; `{argument}` stands for a slot,
    `{argument=value}` is silent and sets an argument.
    `may_call` and `must_confirm` are the skill's row of the policy table; `local_only`: never for a caller who is
    not in the room. `moves`: the robot or the bed moves, so the gate must be released first.
    """

    id: str
    summary: str
    args: type[Any]
    examples: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, Slot] = field(default_factory=dict)
    may_call: frozenset[Role] = ANYONE
    must_confirm: frozenset[Role] = frozenset()
    local_only: bool = False
    moves: bool = False
    timeout_s: float = 30.0


@dataclass(frozen=True)
class Phrase:
    """One way to ask for a skill in one language."""

    text: str
    skill: str
    args: Mapping[str, str]


def phrases(spec: SkillSpec, language: str, home: Home) -> Iterator[Phrase]:
    """All phrases of a skill with their slots filled; raises SkillError for an undeclared slot or argument."""
    for template in spec.examples.get(language, ()):
        yield from _filled(spec, template, language, home)


def _filled(spec: SkillSpec, template: str, language: str, home: Home) -> Iterator[Phrase]:
    words, fixed, slots = _parsed(template)
    _check_arguments(spec, template, {*fixed, *slots})
    for choice in product(*(_choices(spec, slot, language, home) for slot in slots)):
        filled = {slot: phrase for slot, (phrase, _) in zip(slots, choice, strict=True)}
        values = {slot: value for slot, (_, value) in zip(slots, choice, strict=True)}
        yield Phrase(" ".join(words.format(**filled).split()), spec.id, {**fixed, **values})


def _parsed(template: str) -> tuple[str, dict[str, str], list[str]]:
    """A template's words with only its spoken slots left, its silent arguments, and the names of those slots."""
    words, fixed, slots = "", {}, []
    for literal, name, _, _ in Formatter().parse(template):
        words += literal
        argument, silent, value = (name or "").partition("=")
        if silent:
            fixed[argument] = value
        elif argument:
            slots.append(argument)
            words += "{" + argument + "}"
    return words, fixed, slots


def _check_arguments(spec: SkillSpec, template: str, named: set[str]) -> None:
    unknown = named - {item.name for item in fields(spec.args)}
    if unknown:
        raise SkillError(f"skill '{spec.id}': the example '{template}' sets '{min(unknown)}', which Args does not have")


def _choices(spec: SkillSpec, name: str, language: str, home: Home) -> list[tuple[str, str]]:
    if name not in spec.slots:
        raise SkillError(f"skill '{spec.id}': an example uses {{{name}}}, which is not among its slots")
    return spec.slots[name].values(language, home)


def load_skills() -> dict[str, type[Any]]:
    """The installed skill classes by id; raises SkillError for a broken plugin or a double id."""
    return checked_skills(sorted(entry_points(group=GROUP), key=lambda point: point.name))


def checked_skills(plugins: list[EntryPoint]) -> dict[str, type[Any]]:
    """The classes behind these plugins by id; raises SkillError for a broken one or a double id."""
    found: dict[str, type[Any]] = {}
    for entry in plugins:
        skill = _load(entry)
        if skill.spec.id in found:
            raise SkillError(f"skill '{skill.spec.id}' is declared twice: {found[skill.spec.id]} and {skill}")
        found[skill.spec.id] = skill
    return found


def all_phrases(language: str, home: Home) -> list[Phrase]:
    """Every phrase of every installed skill in one language (`en` or `zh-CN`), each text once.

    Raises SkillError where two skills claim the same words.
    """
    owners: dict[str, Phrase] = {}
    for skill in load_skills().values():
        for phrase in phrases(skill.spec, language, home):
            first = owners.setdefault(phrase.text, phrase)
            if first != phrase:
                raise SkillError(
                    f"'{phrase.text}' means both {first.skill}{first.args} and {phrase.skill}{phrase.args}"
                )
    return list(owners.values())


def _load(entry: EntryPoint) -> type[Any]:
    try:
        skill: type[Any] = entry.load()
        spec = skill.spec
    except Exception as error:
        raise SkillError(f"skill plugin '{entry.value}' does not load: {error}") from error
    if not isinstance(spec, SkillSpec):
        raise SkillError(f"skill plugin '{entry.value}' has no SkillSpec in `spec`")
    return skill
