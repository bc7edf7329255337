import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_speech.core.speaking.sentences import BadText, sentences


def texts(said: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in sentences(said, language, 500)]


def test_a_text_is_said_sentence_by_sentence() -> None:
    assert texts("Hello. I am coming! Wait for me, please.") == ["Hello.", "I am coming!", "Wait for me, please."]
    assert texts("我来了。请等一下！") == ["我来了。", "请等一下！"]


def test_a_title_does_not_end_a_sentence() -> None:
    assert texts("Good morning, Mrs. Wang. Dr. Li comes at 3.30 p.m. today.")[0] == "Good morning, Mrs. Wang."
    assert len(texts("Good morning, Mrs. Wang.")) == 1


def test_a_decimal_point_does_not_end_a_sentence() -> None:
    assert texts("It is 36.5 degrees.") == ["It is 36.5 degrees."]


def test_markup_is_not_spoken() -> None:
    assert texts("<set expression(happy)>Good morning! <set expression(neutral)>") == ["Good morning!"]


def test_an_expression_holds_until_the_next_one() -> None:
    text = "Hello. <set expression(Concerned)>You fell. Are you hurt? <b>No?</b> < set  expression( happy ) >Good!"
    spoken = sentences(text, "en", 500)
    assert [sentence.text for sentence in spoken] == ["Hello.", "You fell.", "Are you hurt?", "No?", "Good!"]
    assert [sentence.expression for sentence in spoken] == ["", "concerned", "concerned", "concerned", "happy"]


def test_control_characters_are_not_spoken() -> None:
    assert texts("Good\x00 mor\x07ning") == ["Good mor ning"]


def test_each_sentence_is_spoken_in_the_language_of_its_letters() -> None:
    spoken = sentences("Hello. 你好。 3.", "zh-CN", 500)
    assert [sentence.language for sentence in spoken] == ["en", "zh-CN", "zh-CN"]


def test_chinese_words_are_counted_by_character() -> None:
    assert sentences("我来了 now", "zh-CN", 500)[0].words == ["我", "来", "了", "now"]


@pytest.mark.parametrize("said", ["", "   ", "<set expression(happy)>", "...", "！？", "\x00"])
def test_a_text_with_nothing_to_say_is_refused(said: str) -> None:
    with pytest.raises(BadText, match="nothing to say"):
        sentences(said, "en", 500)


def test_a_text_that_is_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(BadText, match="501 characters, more than 500"):
        sentences("a" * 501, "en", 500)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_split_or_refused(said: str) -> None:
    try:
        found = sentences(said, "en", 200)
    except BadText:
        return
    assert all(sentence.words and sentence.text == sentence.text.strip() for sentence in found)
