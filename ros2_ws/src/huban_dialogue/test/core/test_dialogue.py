"""Turns of a conversation."""

import pytest

from huban_common.core.clock import ManualClock
from huban_common.core.skills import load_skills
from huban_common.testing import assert_same_texts
from huban_dialogue.core.dialogue import Dialogue, DialogueRules
from huban_dialogue.core.types import Turn, Utterance
from huban_dialogue.core.wishes import wished_for


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def dialogue(book, clock):
    return Dialogue(book, load_skills(), DialogueRules(), clock)


def said(text, confidence=0.9, source="anonymous_speaker", language="en", **fields):
    return Utterance(text, source, language, confidence, **fields)


def test_a_clear_command_becomes_a_call(dialogue):
    turn = dialogue.heard(said("go to the kitchen"))
    assert (turn.meaning.skill, turn.meaning.args, turn.confidence) == ("go_to", {"place": "kitchen"}, 0.9)
    assert turn.reply == ""


def test_an_unsure_command_is_asked_back_and_runs_after_a_yes(dialogue):
    asked = dialogue.heard(said("go to the kitchen", confidence=0.3))
    assert asked.meaning is None
    assert asked.reply == "Did you say: go to the kitchen? Please say yes or no."
    assert dialogue.heard(said("yes")).meaning.args == {"place": "kitchen"}


def test_a_no_to_what_was_asked_back_runs_nothing(dialogue):
    dialogue.heard(said("go to the kitchen", confidence=0.3))
    assert dialogue.heard(said("no")) == Turn("en", reply="Please say it again.")
    assert dialogue.heard(said("yes")).meaning.skill == "confirm"


def test_a_late_yes_is_not_an_answer_to_the_question(dialogue, clock):
    dialogue.heard(said("go to the kitchen", confidence=0.3))
    clock.advance(60.0)
    assert dialogue.heard(said("yes")).meaning.skill == "confirm"


def test_the_yes_of_somebody_else_is_not_an_answer(dialogue):
    dialogue.heard(said("go to the kitchen", confidence=0.3))
    assert dialogue.heard(said("yes", source="voice_b")).meaning.skill == "confirm"


def test_another_command_forgets_the_question(dialogue):
    dialogue.heard(said("go to the kitchen", confidence=0.3))
    assert dialogue.heard(said("come here")).meaning.skill == "come_here"
    assert dialogue.heard(said("yes")).meaning.skill == "confirm"


@pytest.mark.parametrize("text", ["stop", "help me", "no", "i am fine"])
def test_what_must_not_wait_is_never_asked_back(dialogue, text):
    assert dialogue.heard(said(text, confidence=0.25)).meaning is not None


def test_an_unsure_yes_is_no_yes(dialogue):
    assert dialogue.heard(said("yes", confidence=0.3)) == Turn("en", reply="Please say yes or no again.")


def test_noise_is_left_alone(dialogue):
    assert dialogue.heard(said("go to the kitchen", confidence=0.1)) == Turn("en")
    assert dialogue.heard(said("   ")) == Turn("en")


def test_what_is_not_understood_is_answered_seldom_and_passed_on(dialogue, clock):
    turns = []
    for _ in range(3):
        turns.append(dialogue.heard(said("the weather is fine")))
        clock.advance(3.0)
    clock.advance(3.0)
    turns.append(dialogue.heard(said("the weather is fine")))
    assert [bool(turn.reply) for turn in turns] == [True, False, False, True]
    assert all(turn.not_understood == "the weather is fine" for turn in turns)


def test_the_robot_is_honest_about_what_it_has_not_learnt(dialogue):
    assert dialogue.heard(said("play some music")).reply == "I am sorry, I cannot do that yet."
    assert dialogue.heard(said("带我去厨房", typed=True, source="b")).reply == ""


@pytest.mark.parametrize(
    ("text", "language", "skill"),
    [("play some music", "en", "play"), ("带我去厨房", "zh-CN", "guide_to"), ("it rains", "en", None)],
)
def test_which_skill_is_missing(text, language, skill):
    assert wished_for(text, language, load_skills()) == skill


def test_a_skill_that_is_there_is_not_missing():
    assert wished_for("play some music", "en", {"play"}) is None


def test_typed_chinese_is_understood_and_answered_in_chinese_in_an_english_house(dialogue):
    turn = dialogue.heard(said("去厨房", typed=True))
    assert (turn.language, turn.meaning.skill) == ("zh-CN", "go_to")
    assert dialogue.heard(said("今天天气好", typed=True)).reply.startswith("对不起")


def test_typed_english_is_understood_in_a_chinese_house(dialogue):
    assert dialogue.heard(said("go to the kitchen", language="zh-CN", typed=True)).language == "en"


@pytest.mark.parametrize("tag", ["zh", "zh_CN", "zh-CN"])
def test_language_tags_of_every_fashion_are_read(dialogue, tag):
    assert dialogue.heard(said("停", language=tag)).meaning.skill == "stop"


def test_every_text_exists_in_every_language():
    assert_same_texts("huban_dialogue")
