"""Turns of a conversation."""

from uuid import uuid4

import pytest

from huban_common.core.clock import ManualClock
from huban_common.core.questions import Question
from huban_common.core.skills import load_skills
from huban_common.testing import assert_same_texts
from huban_dialogue.core.dialogue import Dialogue, DialogueRules
from huban_dialogue.core.types import Turn, Utterance
from huban_dialogue.core.wishes import wished_for


class Asked:
    """What people are told that they can answer."""

    def __init__(self, clock):
        self._clock = clock
        self.texts = {}

    def open(self, text, limit_s):
        question = Question(uuid4(), text, self._clock.now_s() + limit_s)
        self.texts[question.id] = text
        return question

    def close(self, question_id):
        del self.texts[question_id]


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def dialogue(book, clock):
    return Dialogue(book, load_skills(), DialogueRules(), clock, Asked(clock))


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
    clock.advance(20.0)
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


@pytest.fixture
def quiet(dialogue, clock):
    """The robot has not spoken with anybody for a while."""
    clock.advance(100.0)
    return dialogue


def test_a_command_that_nobody_said_to_the_robot_leads_to_a_question(quiet):
    asked = quiet.heard(said("go to the kitchen"))
    assert asked.meaning is None and asked.reply == "Did you mean me? Shall I: go to the kitchen?"
    assert quiet.heard(said("yes")).meaning.args == {"place": "kitchen"}


def test_the_television_is_asked_once_and_never_obeyed(quiet, clock):
    turns = []
    for _ in range(20):
        turns.append(quiet.heard(said("go to the kitchen")))
        clock.advance(2.0)
    assert [bool(turn.reply) for turn in turns] == [True] + [False] * 19
    assert all(turn.meaning is None for turn in turns)


@pytest.mark.parametrize("text", ["yes", "okay", "the weather is fine"])
def test_talk_among_others_is_left_alone(quiet, text):
    assert quiet.heard(said(text)) == Turn("en")
    assert quiet.heard_nothing("en") == Turn("en")


@pytest.mark.parametrize("text", ["huban go to the kitchen", "hey robot go to the kitchen", "go to the kitchen huban"])
def test_who_calls_the_robot_is_obeyed(quiet, text):
    assert quiet.heard(said(text)).meaning.skill == "go_to"


def test_who_only_calls_the_robot_is_answered_and_then_need_not_call_again(quiet):
    assert quiet.heard(said("huban")).reply == "Yes? I am listening."
    quiet.addressee.talked()
    assert quiet.heard(said("go to the kitchen")).meaning.skill == "go_to"


@pytest.mark.parametrize("way", ["looked_at", "talked"])
def test_who_looks_at_the_robot_or_talks_with_it_is_obeyed(quiet, way):
    getattr(quiet.addressee, way)()
    assert quiet.heard(said("go to the kitchen")).meaning.skill == "go_to"


@pytest.mark.parametrize(("text", "skill"), [("stop", "stop"), ("help me", "call_help")])
def test_a_cry_is_for_everybody(quiet, text, skill):
    assert quiet.heard(said(text)).meaning.skill == skill


def test_the_talk_of_others_ends_a_conversation(dialogue):
    dialogue.addressee.talked()
    dialogue.addressee.others_talk(True)
    turn = dialogue.heard(said("go to the kitchen"))
    assert turn.meaning is None and turn.reply.startswith("Did you mean me?")


@pytest.mark.parametrize("way", ["looked_at", "talked"])
def test_among_others_a_look_or_a_word_of_the_robot_begins_the_conversation_anew(quiet, way):
    quiet.addressee.others_talk(True)
    getattr(quiet.addressee, way)()
    assert quiet.heard(said("go to the kitchen")).meaning.skill == "go_to"


def test_a_call_for_help_among_others_is_asked_about_as_often_as_it_comes(quiet, clock):
    quiet.addressee.others_talk(True)
    for _ in range(3):
        asked = quiet.heard(said("call the nurse"))
        assert asked.meaning is None and asked.reply.startswith("Did you mean me?")
        clock.advance(5.0)
    assert quiet.heard(said("yes")).meaning.skill == "call_help"


def test_a_cry_among_others_that_was_noticed_on_its_short_way_is_not_asked_about_twice(quiet, clock):
    quiet.addressee.others_talk(True)
    quiet.cried()
    clock.advance(1.0)
    assert quiet.heard(said("help me")) == Turn("en")
    clock.advance(5.0)
    assert quiet.heard(said("help me")).reply


def test_a_call_for_help_is_a_call_again_when_the_others_are_silent(quiet):
    quiet.addressee.others_talk(True)
    quiet.addressee.others_talk(False)
    assert quiet.heard(said("call the nurse")).meaning.skill == "call_help"


def test_stop_is_obeyed_among_others(quiet):
    quiet.addressee.others_talk(True)
    assert quiet.heard(said("stop")).meaning.skill == "stop"


def test_typed_words_are_meant_for_the_robot(quiet):
    assert quiet.heard(said("go to the kitchen", typed=True)).meaning.skill == "go_to"


def test_a_house_may_ask_for_the_name_or_for_nothing(book, clock):
    strict = Dialogue(book, load_skills(), DialogueRules(addressee="name"), clock, Asked(clock))
    easy = Dialogue(book, load_skills(), DialogueRules(addressee="open"), clock, Asked(clock))
    strict.addressee.looked_at()
    clock.advance(100.0)
    assert strict.heard(said("go to the kitchen")).meaning is None
    assert easy.heard(said("go to the kitchen")).meaning.skill == "go_to"
    with pytest.raises(ValueError, match="addressee: 'loud'"):
        Dialogue(book, load_skills(), DialogueRules(addressee="loud"), clock, Asked(clock))


def test_who_was_not_understood_is_told_once_until_something_is_understood(dialogue, clock):
    replies = []
    for _ in range(3):
        replies.append(dialogue.heard_nothing("en").reply)
        clock.advance(10.0)
    dialogue.heard(said("what time is it"))
    replies.append(dialogue.heard_nothing("en").reply)
    assert [bool(reply) for reply in replies] == [True, False, False, True]


@pytest.fixture
def hurt(dialogue, clock):
    """Another node has asked something."""
    question = Question(uuid4(), "Are you hurt?", clock.now_s() + 20.0)
    dialogue.questions.opened(question)
    return question


@pytest.mark.parametrize(("text", "language", "answer"), [("yes please", "en", "yes"), ("没有", "zh-CN", "no")])
def test_an_answer_goes_to_the_question_that_is_open(dialogue, hurt, text, language, answer):
    turn = dialogue.heard(said(text, language=language))
    assert (turn.meaning.skill, turn.meaning.args) == ("confirm", {"answer": answer, "question": str(hurt.id)})
    assert turn.reply == ""


def test_a_yes_when_nothing_is_asked_any_more_names_no_question(dialogue, hurt, clock):
    clock.advance(20.5)
    assert dialogue.heard(said("yes")).meaning.args == {"answer": "yes"}


def test_the_newest_question_gets_the_answer(dialogue, hurt):
    dialogue.heard(said("go to the kitchen", confidence=0.3))
    assert dialogue.heard(said("yes")).meaning.skill == "go_to"
    assert dialogue.heard(said("yes")).meaning.args["question"] == str(hurt.id)


def test_a_question_that_came_after_the_doubt_gets_the_answer(dialogue, clock):
    dialogue.heard(said("go to the kitchen", confidence=0.3))
    later = Question(uuid4(), "Are you hurt?", clock.now_s() + 20.0)
    dialogue.questions.opened(later)
    assert dialogue.heard(said("yes")).meaning.args["question"] == str(later.id)


@pytest.mark.parametrize(
    ("language", "reply"), [("en", "Please say yes or no again."), ("zh-CN", "请再说一遍，是还是不是。")]
)
def test_who_is_asked_and_says_something_else_is_asked_for_a_yes_or_a_no(dialogue, hurt, language, reply):
    assert dialogue.heard(said("well you know", language=language)).reply == reply
    assert dialogue.heard(said("go to the kitchen")).meaning.skill == "go_to"


def test_a_mumbled_answer_is_asked_for_again(dialogue, hurt):
    assert dialogue.heard_nothing("en").reply == "Please say yes or no again."


def test_in_a_strict_house_an_answer_needs_no_name(book, clock):
    dialogue = Dialogue(book, load_skills(), DialogueRules(addressee="name"), clock, Asked(clock))
    assert dialogue.heard(said("yes")).meaning is None
    dialogue.questions.opened(Question(uuid4(), "Are you hurt?", 20.0))
    assert dialogue.heard(said("yes")).meaning.args["answer"] == "yes"


def test_what_is_asked_back_can_be_answered_on_the_screen(book, clock):
    asked = Asked(clock)
    dialogue = Dialogue(book, load_skills(), DialogueRules(), clock, asked)
    reply = dialogue.heard(said("go to the kitchen", confidence=0.3)).reply
    ((question, text),) = asked.texts.items()
    assert text == reply
    assert dialogue.answered(str(uuid4()), True, "en") == Turn("en")
    assert dialogue.answered(str(question), True, "en").meaning.args == {"place": "kitchen"}
    assert asked.texts == {} and dialogue.questions.newest_first() == []


@pytest.mark.parametrize("words", ["yes", "no", "come here"])
def test_what_was_asked_back_is_no_longer_open_after_the_next_sentence(book, clock, words):
    asked = Asked(clock)
    dialogue = Dialogue(book, load_skills(), DialogueRules(), clock, asked)
    dialogue.heard(said("go to the kitchen", confidence=0.3))
    dialogue.heard(said(words))
    assert asked.texts == {}


def test_a_press_comes_too_late_when_the_question_is_over(dialogue, clock):
    dialogue.heard(said("go to the kitchen", confidence=0.3))
    (question,) = dialogue.questions.newest_first()
    clock.advance(12.5)
    assert dialogue.answered(str(question.id), True, "en") == Turn("en")
