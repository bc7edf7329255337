import pytest

from huban_speech.backends.openfst import EPSILON, Transducer, is_vector, read
from huban_speech.backends.phrase_graph import UNKNOWN, phrase_graph

NUMBERS = {"<eps>": 0, UNKNOWN: 1, "go": 2, "to": 3, "bed": 4, "stop": 5, "dear": 6, "hu": 7}
NAMES = {number: word for word, number in NUMBERS.items()}


def accepts(graph: Transducer, sentence: str) -> bool:
    """Whether the words of a sentence lead from the start to a final state."""
    states = without_words(graph, {0})
    for word in sentence.split():
        states = {arc.target for state in states for arc in graph.arcs[state] if NAMES[arc.read] == word}
        states = without_words(graph, states)
    return bool(states & set(graph.finals))


def without_words(graph: Transducer, states: set[int]) -> set[int]:
    reached = set(states)
    while True:
        more = {arc.target for state in reached for arc in graph.arcs[state] if arc.read == EPSILON} - reached
        if not more:
            return reached
        reached |= more


@pytest.fixture
def graph() -> Transducer:
    return phrase_graph(["go to bed", "stop"], NUMBERS, ["dear hu", "dear stranger"])


@pytest.mark.parametrize("sentence", ["", "stop", "go to bed", "stop go to bed", "[unk]", "stop [unk]", "[unk] stop"])
def test_silence_phrases_and_other_talk_around_them_are_accepted(graph: Transducer, sentence: str) -> None:
    assert accepts(graph, sentence)


@pytest.mark.parametrize(
    "sentence", ["dear hu stop", "stop dear hu", "dear hu go to bed dear hu", "[unk] dear hu stop"]
)
def test_a_name_may_stand_before_and_after_a_phrase(graph: Transducer, sentence: str) -> None:
    assert accepts(graph, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "dear",
        "go dear hu to bed",
        "stop stop stop",
        "dear hu dear hu stop",
        "go",
        "go to",
        "to bed",
        "bed stop",
        "go [unk] bed",
    ],
)
def test_nothing_else_is(graph: Transducer, sentence: str) -> None:
    assert not accepts(graph, sentence)


def test_a_phrase_with_an_unknown_word_is_left_out(graph: Transducer) -> None:
    assert bytes(phrase_graph(["go to bed", "go to sleep", "stop"], NUMBERS, ["dear hu"])) == bytes(graph)


def test_a_file_reads_back_as_it_was_written(graph: Transducer) -> None:
    content = bytes(graph)
    assert is_vector(content)
    again = read(content)
    assert [sorted(arcs) for arcs in again.arcs] == [sorted(arcs) for arcs in graph.arcs]
    assert bytes(again) == content and again.finals == graph.finals


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no OpenFst file"):
        read(b"something else")
