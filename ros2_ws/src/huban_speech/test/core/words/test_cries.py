import pytest

from huban_common.core.texts import LANGUAGES
from huban_speech.core.frames import ReflexKind
from huban_speech.core.words.cries import kind_of
from huban_speech.core.words.reflex_words import WORDS

HELP, STOP, DOUBT = ReflexKind.HELP, ReflexKind.STOP, ReflexKind.DOUBT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_table_sets_off_what_it_is_listed_for(language: str) -> None:
    words = WORDS[language]
    assert {phrase: kind_of(phrase, language) for phrase in words.help} == dict.fromkeys(words.help, HELP)
    assert {phrase: kind_of(phrase, language) for phrase in words.stop} == dict.fromkeys(words.stop, STOP)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_doubt_of_the_table_is_a_doubt_or_nothing_but_never_a_cry(language: str) -> None:
    assert {kind_of(phrase, language) for phrase in WORDS[language].doubts} <= {DOUBT, None}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("please help me", HELP),
        ("oh please somebody help", HELP),
        ("oh no i fell", HELP),
        ("i fell out of bed", HELP),
        ("can you help me", HELP),
        ("stay where you are", STOP),
        ("he fell", DOUBT),
        ("if i fall", DOUBT),
        ("nobody will help", DOUBT),
        ("i've fallen and i can't get up", HELP),
        ("help me please", HELP),
        ("please stop", STOP),
        ("ah i said stop", STOP),
        ("mm hm okay stop", STOP),
        ("he said stop", None),
        ("stop right there", STOP),
        ("stop please", STOP),
        ("don't move", STOP),
        ("i did not fall", DOUBT),
        ("i haven't fallen", DOUBT),
        ("i don't need help", DOUBT),
        ("she said help me", DOUBT),
        ("no help", DOUBT),
        ("don't stop", None),
        ("where is the bus stop", None),
        ("go to the kitchen", None),
        ("i am fine", None),
        ("", None),
    ],
)
def test_english_sentences(said: str, kind: ReflexKind | None) -> None:
    assert kind_of(said, "en") is kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("救命啊救命", HELP),
        ("快来人啊", HELP),
        ("不好了救命", HELP),
        ("请帮帮我", HELP),
        ("我 摔倒 了", HELP),
        ("停", STOP),
        ("哦停", STOP),
        ("好的好的停下", STOP),
        ("快停下来", STOP),
        ("停停停停停", STOP),
        ("别动停下", STOP),
        ("不行了救命", HELP),
        ("我滑倒了", HELP),
        ("我从床上摔下来了", HELP),
        ("哎哟我站不起来了", HELP),
        ("他摔倒了", DOUBT),
        ("我差点摔倒", DOUBT),
        ("要是我摔倒了", DOUBT),
        ("不要动", STOP),
        ("我没有摔倒", DOUBT),
        ("不用帮我", DOUBT),
        ("他说救命", DOUBT),
        ("不要停", None),
        ("停车场在哪里", None),
        ("去厨房", None),
    ],
)
def test_chinese_sentences(said: str, kind: ReflexKind | None) -> None:
    assert kind_of(said, "zh-CN") is kind
