"""Commands are understood as people say them, and nothing else is taken for one."""

import pytest

from huban_common.core.skills import Phrase
from huban_common.core.texts import LANGUAGES
from huban_dialogue.core.phrase_book import PhraseBook


def understood(book, text, language="en"):
    meaning = book.understand(text, language)
    return (meaning.skill, dict(meaning.args)) if meaning else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_every_skill_means_itself(book, phrases, language):
    for phrase in phrases[language]:
        assert understood(book, phrase.text, language) == (phrase.skill, phrase.args), phrase.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_understood_with_courtesy(book, phrases, language):
    for phrase in phrases[language]:
        polite = f"please {phrase.text}, robot" if language == "en" else f"请{phrase.text}，谢谢"
        assert understood(book, polite, language) == (phrase.skill, phrase.args), polite


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Could you please go to the kitchen?", ("go_to", {"place": "kitchen"})),
        ("GO TO KITCHEN!", ("go_to", {"place": "kitchen"})),
        ("go to the kitchn", ("go_to", {"place": "kitchen"})),
        ("to the bedroom go", ("go_to", {"place": "bedroom"})),
        ("What's the time now?", ("tell_time", {})),
        ("tell me what time it is", ("tell_time", {})),
        ("can you raise the back", ("bed_set", {"section": "back", "direction": "up"})),
        ("I can\u2019t get up", ("call_help", {})),
        ("i can not get up", ("call_help", {})),
        ("I'm fine, thank you", ("confirm", {"answer": "no"})),
        ("no, thank you", ("confirm", {"answer": "no"})),
        ("yes please", ("confirm", {"answer": "yes"})),
        ("stop please", ("stop", {})),
    ],
)
def test_english_as_people_say_and_type_it(book, text, meaning):
    assert understood(book, text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("麻烦你去一下厨房", ("go_to", {"place": "kitchen"})),
        ("请帮我把床放平吧。", ("bed_flat", {})),
        ("你能不能过来一下？", ("come_here", {})),
        ("现 在 几 点 了", ("tell_time", {})),
        ("把背抬起来吧", ("bed_set", {"section": "back", "direction": "up"})),
        ("床像左倾斜", ("bed_set", {"section": "tilt", "direction": "left"})),
        ("帮帮我", ("call_help", {})),
        ("好的，谢谢", ("confirm", {"answer": "yes"})),
        ("你好吗", ("robot_status", {})),
        ("不用了，谢谢", ("confirm", {"answer": "no"})),
    ],
)
def test_chinese_as_people_say_and_type_it(book, text, meaning):
    assert understood(book, text, "zh-CN") == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "please",
        "do not go to the kitchen",
        "don't stop",
        "never raise the bed",
        "I want to go to the kitchen",
        "take me to the kitchen",
        "she went to the kitchen",
        "go to the moon",
        "go to the kitchen and the bedroom",
        "the kitchen",
        "raise",
        "lower my expectations",
        "the doctor said it hurts when you stop",
        "the bed",
        "how is the weather",
        "turn me to the",
    ],
)
def test_what_is_no_command_is_not_understood_as_one(book, text):
    assert understood(book, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "请",
        "不要去厨房",
        "别去厨房",
        "厨房",
        "去月亮",
        "床向后倾斜",
        "我想去厨房",
        "他说停了",
        "抬高",
        "今天天气怎么样",
    ],
)
def test_what_is_no_chinese_command_is_not_understood_as_one(book, text):
    assert understood(book, text, "zh-CN") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_against_a_command_is_never_the_command(book, phrases, language):
    for phrase in phrases[language]:
        negated = f"do not {phrase.text}" if language == "en" else f"不要{phrase.text}"
        assert understood(book, negated, language) != (phrase.skill, phrase.args), negated


def test_a_slip_between_two_commands_is_neither():
    phrases = [Phrase("open the bathroom", "open", {"room": "a"}), Phrase("open the bedroom", "open", {"room": "b"})]
    assert PhraseBook({"en": phrases}).understand("open the bathrooms", "en").args == {"room": "a"}
    near = [Phrase("warmer water", "heat", {}), Phrase("warmed water", "keep", {})]
    assert PhraseBook({"en": near}).understand("warmex water", "en") is None


def test_a_slip_lowers_the_score(book):
    assert book.understand("go to the kitchen", "en").score == 1.0
    assert 0.8 <= book.understand("go to the kitchn", "en").score < 1.0
