"""Sentences are brought into one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_common.core.texts import LANGUAGES
from huban_dialogue.core.wording import cleaned, language_of, variants


@pytest.mark.parametrize(
    ("text", "language", "form"),
    [
        ("What's THE time?", "en", "what is the time"),
        ("Don\u2019t you see, I'm here!", "en", "do not you see i am here"),
        ("\uff35\uff50!", "en", "up"),
        ("去 厨房。", "zh-CN", "去厨房"),
    ],
)
def test_a_sentence_loses_case_contractions_and_punctuation(text, language, form):
    assert cleaned(text, language) == form


@given(st.text(), st.sampled_from(LANGUAGES))
def test_a_clean_sentence_stays_as_it_is(text, language):
    once = cleaned(text, language)
    assert cleaned(once, language) == once


@given(st.text(alphabet="please robot你请吗一下 ", max_size=30), st.sampled_from(LANGUAGES))
def test_courtesy_alone_never_becomes_nothing(text, language):
    assert all(variants(cleaned(text, language), language))


def test_the_least_changed_form_comes_first():
    assert next(variants("please go home now", "en")) == "please go home now"
    assert "go home" in variants("please go home now", "en")


@pytest.mark.parametrize(
    ("text", "language"), [("go home", "en"), ("去厨房", "zh-CN"), ("去kitchen", "zh-CN"), ("12", "fr"), ("", "fr")]
)
def test_the_language_of_typed_text_is_that_of_its_characters(text, language):
    assert language_of(text, "fr") == language
