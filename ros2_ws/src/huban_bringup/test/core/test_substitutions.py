import pytest

from huban_bringup.core.substitutions import expand


def upper(words: list[str]) -> str:
    return "|".join(words).upper()


def test_text_without_places_stays_as_it_is():
    assert expand("a 'b'  (c) $d", upper) == "a 'b'  (c) $d"


def test_a_place_is_replaced_by_what_its_words_resolve_to():
    assert expand("x $(var home) y", upper) == "x VAR|HOME y"


def test_a_place_between_quotes_is_replaced_and_the_quotes_stay():
    assert expand("['$(var a)', \"$(var b)\"]", upper) == "['VAR|A', \"VAR|B\"]"


def test_inner_places_come_first_and_may_be_part_of_a_word():
    assert expand("$(a $(b c)/d)", lambda words: f"<{' '.join(words)}>") == "<a <b c>/d>"


def test_quotes_keep_spaces_and_empty_words():
    assert expand("$(env NAME 'two words' \"\")", lambda words: repr(words)) == "['env', 'NAME', 'two words', '']"


def test_what_a_place_resolves_to_is_not_expanded_again():
    assert expand("$(a)", lambda words: "$(b)") == "$(b)"


def test_an_open_bracket_is_refused():
    with pytest.raises(ValueError, match=r"no '\)'"):
        expand("$(var home", upper)
