"""What every skill declares about itself, and how skills are found (entry-point group `huban.skills`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from itertools import product
from string import Formatter
from typing import Any

from huban_common.core.home import Home
from huban_common.core.roles import Role

GROUP = "huban.skills"
ANYONE = frozenset(Role)


class SkillError(ValueError):
    """A skill plugin that is broken or named twice."""


@dataclass(frozen=True)
class Slot:
    """The words for the values of an argument: value -> language -> phrases.

    `places=True` takes the values and names from the home description instead.
    """

    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    places: bool = False

    def values(self, language: str, home: Home) -> list[tuple[str, Any]]:
        """(phrase, value) pairs of a language."""
        if self.places:
            return [(place.name[language], place_id) for place_id, place in home.places.items()]
        return [(phrase, value) for value, words in self.words.items() for phrase in words.get(language, ())]


@dataclass(frozen=True)
class SkillSpec:
    """The contract of a skill: everything that others need to know without running it.

    `examples`: language -> phrases; `{argument}` stands for a slot, `{argument=value}` is silent and
    sets an argument. `moves`: the robot or the bed moves, so the gate must be released first.
    """

    id: str
    summary: str
    args: type[Any]
    examples: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, Slot] = field(default_factory=dict)
    may_call: frozenset[Role] = ANYONE
    needs_confirmation: bool = False
    moves: bool = False


@dataclass(frozen=True)
class Phrase:
    """One way to ask for a skill in one language."""

    text: str
    skill: str
    args: Mapping[str, Any]


def phrases(spec: SkillSpec, language: str, home: Home) -> Iterator[Phrase]:
    """All phrases of a skill with their slots filled; raises SkillError for an undeclared slot."""
    for template in spec.examples.get(language, ()):
        yield from _filled(spec, template, language, home)


def _filled(spec: SkillSpec, template: str, language: str, home: Home) -> Iterator[Phrase]:
    fixed: dict[str, Any] = {}
    names: list[str] = []
    pattern = ""
    for literal, name, _, _ in Formatter().parse(template):
        pattern += literal
        if name is None:
            continue
        if "=" in name:
            argument, _, value = name.partition("=")
            fixed[argument] = value
        else:
            names.append(name)
            pattern += "{" + name + "}"
    choices = [_choices(spec, name, language, home) for name in names]
    for combination in product(*choices):
        words = {name: phrase for name, (phrase, _) in zip(names, combination, strict=True)}
        values = {name: value for name, (_, value) in zip(names, combination, strict=True)}
        yield Phrase(pattern.format(**words).strip(), spec.id, {**fixed, **values})


def _choices(spec: SkillSpec, name: str, language: str, home: Home) -> list[tuple[str, Any]]:
    if name not in spec.slots:
        raise SkillError(f"skill '{spec.id}': an example uses {{{name}}}, which is not among its slots")
    return spec.slots[name].values(language, home)


def load_skills() -> dict[str, type[Any]]:
    """The installed skill classes by id; raises SkillError for a broken plugin or a double id."""
    found: dict[str, type[Any]] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        skill = _load(entry)
        if skill.spec.id in found:
            raise SkillError(f"skill '{skill.spec.id}' is declared twice: {found[skill.spec.id]} and {skill}")
        found[skill.spec.id] = skill
    return found


def all_phrases(language: str, home: Home) -> list[Phrase]:
    """Every phrase of every installed skill in one language (`en` or `zh-CN`)."""
    return [phrase for skill in load_skills().values() for phrase in phrases(skill.spec, language, home)]


def _load(entry: EntryPoint) -> type[Any]:
    try:
        skill: type[Any] = entry.load()
        spec = skill.spec
    except Exception as error:
        raise SkillError(f"skill plugin '{entry.value}' does not load: {error}") from error
    if not isinstance(spec, SkillSpec):
        raise SkillError(f"skill plugin '{entry.value}' has no SkillSpec in `spec`")
    return skill
