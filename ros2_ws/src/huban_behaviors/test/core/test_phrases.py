"""What people say to ask for a skill: enough, unambiguous, and in the words that the recogniser knows."""

import re
from pathlib import Path

import pocketsphinx
import pytest

from huban_common.core.skills import all_phrases, load_skills
from huban_common.core.texts import LANGUAGES

NOT_SPOKEN = {"alarm_drill"}
"""Only called from the caregiver app."""

CHINESE = re.compile(r"^[\u4e00-\u9fff]+$")


@pytest.fixture(scope="module")
def dictionary() -> set[str]:
    path = Path(pocketsphinx.get_model_path("en-us/cmudict-en-us.dict"))
    return {line.split(maxsplit=1)[0] for line in path.read_text(encoding="utf-8").splitlines() if line}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_skill_can_be_asked_for_in_every_language(home, language):
    asked = {}
    for phrase in all_phrases(language, home):
        asked.setdefault(phrase.skill, []).append(phrase.text)
    assert set(asked) == set(load_skills()) - NOT_SPOKEN
    assert all(len(texts) >= 3 for texts in asked.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grammar_stays_small(home, language):
    assert len(all_phrases(language, home)) <= 250


def test_the_recogniser_knows_every_english_word(home, dictionary):
    words = {word for phrase in all_phrases("en", home) for word in phrase.text.split()}
    assert words - dictionary == set()


def test_chinese_phrases_are_chinese_characters_only(home):
    assert [phrase.text for phrase in all_phrases("zh-CN", home) if not CHINESE.match(phrase.text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_carries_arguments_that_the_skill_accepts(home, language):
    from huban_behaviors.core.arguments import checked

    skills = load_skills()
    for phrase in all_phrases(language, home):
        checked(skills[phrase.skill].spec, phrase.args, home)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_can_be_gone_to(home, language):
    going = {phrase.args["place"] for phrase in all_phrases(language, home) if phrase.skill == "go_to"}
    assert going == set(home.places)
