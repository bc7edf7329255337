from hypothesis import given, settings
from hypothesis import strategies as st

from huban_speech.core.words.grammar import END, START, Network, network, spaced


def everything(_word: str) -> bool:
    return True


def sentences(found: Network) -> set[str]:
    """All ways through a network."""
    ways: set[str] = set()
    open_ways = [(START, "")]
    while open_ways:
        state, words = open_ways.pop()
        if state == END:
            ways.add(words.strip())
        open_ways += [(target, f"{words} {word}") for source, target, word in found.arcs if source == state]
    return ways


@settings(deadline=None)
@given(st.sets(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=12))
def test_a_network_says_its_phrases_and_nothing_else(phrases: set[str]) -> None:
    found = network(sorted(phrases), everything)
    assert sentences(found) == phrases
    assert {state for source, target, _ in found.arcs for state in (source, target)} <= set(range(found.states))


def test_phrases_with_the_same_beginning_share_it() -> None:
    found = network(["go to the kitchen", "go to the bedroom"], everything)
    assert len(found.arcs) == 5


def test_a_phrase_with_an_unknown_word_is_left_out_and_named() -> None:
    found = network(["go to the kitchen", "call xiaoming"], lambda word: word != "xiaoming")
    assert found.skipped == ("call xiaoming",)
    assert sentences(found) == {"go to the kitchen"}


def test_a_chinese_phrase_is_spaced_as_the_recogniser_knows_its_words() -> None:
    known = {"去", "厨房", "厨", "房"}
    assert spaced("去厨房", known.__contains__) == "去 厨房"


def test_long_words_are_given_up_where_the_rest_would_not_fit() -> None:
    known = {"上海", "上", "海市"}
    assert spaced("上海市", known.__contains__) == "上 海市"


def test_a_chinese_phrase_with_an_unknown_character_has_no_spacing() -> None:
    assert spaced("去龘房", {"去", "房"}.__contains__) is None
