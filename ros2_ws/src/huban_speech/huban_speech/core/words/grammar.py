"""What the robot expects to hear: the skills' own phrases and the reflex words, as a network of words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from huban_common.core.home import Home
from huban_common.core.naming import NameRules
from huban_common.core.skills import all_phrases
from huban_common.core.texts import LANGUAGES
from huban_speech.core.words.back_channels import back_channels
from huban_speech.core.words.reflex_words import WORDS

REFLEX_SKILLS = frozenset({"stop", "call_help"})
START, END = 0, 1


@dataclass(frozen=True)
class Expected:
    """What people may say in one language.

    `phrases`: everything, the robot's names among it; `commands`: the phrases of skills that are no reflex;
    `names`: what may stand before and after any phrase; `sounds`: what people say to show that they listen, and a
    recogniser should know lest it takes them for something else.
    """

    phrases: tuple[str, ...]
    commands: frozenset[str]
    names: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Everything that a recogniser should be able to hear."""
        return (*self.phrases, *self.sounds)


def expected(home: Home, naming: NameRules | None = None) -> dict[str, Expected]:
    """What people may say, by language; raises SkillError for a broken skill plugin."""
    names = (naming or NameRules()).names
    return {language: _expected_in(language, home, names[language]) for language in LANGUAGES}


def _expected_in(language: str, home: Home, names: tuple[str, ...]) -> Expected:
    skills = all_phrases(language, home)
    phrases = dict.fromkeys([phrase.text for phrase in skills] + [*WORDS[language].phrases, *names])
    commands = frozenset(phrase.text for phrase in skills if phrase.skill not in REFLEX_SKILLS)
    sounds = tuple(sorted(back_channels(language) - phrases.keys()))
    return Expected(tuple(phrases), commands, names, sounds)


@dataclass(frozen=True)
class Network:
    """Phrases as a tree of words that meets again at the end: arcs are (from, to, word), states count from 0.

    `skipped`: phrases with a word that the recogniser does not know.
    """

    states: int
    arcs: tuple[tuple[int, int, str], ...]
    skipped: tuple[str, ...]


def network(phrases: Iterable[str], knows: Callable[[str], bool]) -> Network:
    """Merges phrases with the same beginning; START and END are the first and the last state."""
    states: dict[tuple[str, ...], int] = {(): START}
    arcs: dict[tuple[int, int, str], None] = {}
    skipped = []
    for phrase in phrases:
        words = tuple(phrase.split())
        if not words or not all(knows(word) for word in words):
            skipped.append(phrase)
            continue
        for length in range(1, len(words)):
            target = states.setdefault(words[:length], len(states) + 1)
            arcs[states[words[: length - 1]], target, words[length - 1]] = None
        arcs[states[words[:-1]], END, words[-1]] = None
    return Network(len(states) + 1, tuple(arcs), tuple(skipped))


def spaced(phrase: str, knows: Callable[[str], bool]) -> str | None:
    """A Chinese phrase as words that the recogniser knows, long ones first; None where that is not possible."""
    if not phrase:
        return ""
    for size in range(len(phrase), 0, -1):
        rest = spaced(phrase[size:], knows) if knows(phrase[:size]) else None
        if rest is not None:
            return f"{phrase[:size]} {rest}".strip()
    return None
