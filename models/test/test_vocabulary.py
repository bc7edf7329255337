from random import Random

from tiny_vosk.texts import onset, texts
from tiny_vosk.vocabulary import cohesive, vocabulary

PHRASES = ("去厨房", "到厨房去", "去客厅", "到客厅去", "停")


def test_characters_that_stay_together_become_a_word():
    assert cohesive(PHRASES, "去厨房") == ["去", "厨房"]
    assert cohesive(PHRASES, "到客厅去") == ["到", "客厅", "去"]


def test_every_mandarin_character_stays_a_word_for_phrases_to_come():
    words = vocabulary("zh-CN", PHRASES).words
    assert {"厨房", "厨", "房", "停"} <= set(words)


def test_english_words_are_those_of_the_phrases_once_and_in_order():
    assert vocabulary("en", ("go to bed", "go up", "go up")).words == ("bed", "go", "to", "up")


def test_phrases_come_equally_often_in_what_is_spoken():
    known = vocabulary("en", ("come here", "stop", "go to bed"))
    drawn = [text for text, _ in zip(texts(known, Random(1)), range(600), strict=False)]
    counts = [sum(text == phrase for text, _ in drawn) for phrase in ("come here", "go to bed")]
    assert abs(counts[0] - counts[1]) <= 2
    assert all(count > 50 for count in counts)


def test_talk_of_no_interest_is_marked():
    known = vocabulary("en", ("stop",))
    marked = {text: other for (text, other), _ in zip(texts(known, Random(1)), range(200), strict=False)}
    assert marked["stop"] is False
    assert any(marked.values())


def test_the_onset_of_a_word_are_the_letters_before_its_vowel():
    assert [onset(word) for word in ("stop", "apple", "the")] == ["st", "", "th"]
