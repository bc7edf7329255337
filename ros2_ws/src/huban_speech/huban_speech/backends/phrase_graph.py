"""The phrases that may be said, as the transducer Gr.fst of a Vosk model: nothing else comes out but `[unk]`.

Vosk's own grammars prefer the order of the words and do not enforce it; a graph does.
"""

from collections.abc import Collection, Mapping, Sequence

from huban_speech.backends.openfst import EPSILON, Transducer
from huban_speech.core.words.grammar import END, START, Network, network

UNKNOWN = "[unk]"
_FIRST = 0
_ANOTHER_COST = 12.0
"""Natural logarithm: for one phrase after another. Cheaper ones hear "yes" and the like in noise before a command."""
_NAME_COST = 2.0
"""For the robot's name before or after a phrase."""
_UNKNOWN_COST = 3.0
_AGAIN_COST = 6.0
"""For talk that is cut in two: dear, or the recogniser would weigh all ways to cut it against each other."""


def phrase_graph(phrases: Collection[str], numbers: Mapping[str, int], names: Collection[str] = ()) -> Transducer:
    """One phrase or two, each with a name before and after it, or talk; who says more means somebody else.

    `numbers`: of the words as in words.txt; phrases and names with other words are skipped.
    """
    graph = Transducer(finals={_FIRST: 0.0})
    second = graph.state()
    words = network(phrases, numbers.__contains__)
    ends = [_add_phrases(graph, start, words, names, numbers) for start in (_FIRST, second)]
    graph.add(ends[0], EPSILON, EPSILON, _ANOTHER_COST, second)
    _add_unknown(graph, numbers[UNKNOWN], (_FIRST, *ends), second)
    return graph


def _add_phrases(
    graph: Transducer, start: int, words: Network, names: Collection[str], numbers: Mapping[str, int]
) -> int:
    """Returns where a phrase has ended, which may be the end of all."""
    states = [graph.state() for _ in range(words.states)]
    for source, target, word in words.arcs:
        graph.add(states[source], numbers[word], numbers[word], 0.0, states[target])
    end = graph.state()
    for before, after in ((start, states[START]), (states[END], end)):
        graph.add(before, EPSILON, EPSILON, 0.0, after)
        for name in names:
            if all(word in numbers for word in name.split()):
                _add_name(graph, before, [numbers[word] for word in name.split()], after)
    graph.finals[end] = 0.0
    return end


def _add_name(graph: Transducer, before: int, words: Sequence[int], after: int) -> None:
    state = before
    for number, word in enumerate(words, start=1):
        target = after if number == len(words) else graph.state()
        graph.add(state, word, word, 0.0 if number > 1 else _NAME_COST, target)
        state = target


def _add_unknown(graph: Transducer, unknown: int, before: Collection[int], after: int) -> None:
    """Other talk instead of, before and after phrases."""
    talk = graph.state()
    graph.finals[talk] = 0.0
    for state in before:
        graph.add(state, unknown, unknown, _UNKNOWN_COST, talk)
    graph.add(talk, unknown, unknown, _AGAIN_COST, talk)
    graph.add(talk, EPSILON, EPSILON, _ANOTHER_COST, after)
