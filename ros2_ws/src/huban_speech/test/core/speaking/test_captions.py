import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_speech.core.speaking.captions import LONGEST_CAPTION, captions, width
from huban_speech.core.speaking.sentences import Sentence


def parts(text: str) -> list[str]:
    return [caption.text for caption in captions(Sentence(text, "en"))]


def test_a_usual_sentence_is_one_caption() -> None:
    assert parts("I am coming to the kitchen.") == ["I am coming to the kitchen."]


def test_a_long_sentence_is_split_where_one_breathes() -> None:
    text = "First I will tell the nurse that you are awake and well, and then I will bring your glasses, if I may."
    assert parts(text) == [
        "First I will tell the nurse that you are awake and well,",
        "and then I will bring your glasses, if I may.",
    ]


def test_a_long_chinese_sentence_is_split_too_because_its_characters_are_wide() -> None:
    text = "我先去告诉护士您已经醒了而且一切都很好，然后我会回到厨房把您的老花镜和今天的报纸一起拿过来给您看。"
    assert parts(text) == [
        "我先去告诉护士您已经醒了而且一切都很好，",
        "然后我会回到厨房把您的老花镜和今天的报纸一起拿过来给您看。",
    ]


def test_each_caption_says_with_which_word_it_begins() -> None:
    sentence = Sentence("a " * 60 + "end", "en")
    first, second = captions(sentence)
    assert (first.first_word, second.first_word) == (0, len(first.text.split()))


@pytest.mark.parametrize("text", ["x" * 300, "短" * 100])
def test_a_text_without_a_place_to_split_is_shown_as_it_is_or_between_characters(text: str) -> None:
    assert "".join(parts(text)) == text


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abc好，,", min_size=1, max_size=20), min_size=1, max_size=40))
def test_captions_together_are_the_sentence_and_fit(words: list[str]) -> None:
    text = " ".join(words)
    found = parts(text)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(width(part) <= LONGEST_CAPTION for part in found)
