"""The phrases that may be said, as the transducer Gr.fst of a Vosk model: nothing else comes out but `[unk]`.

Vosk's own grammars prefer the order of the words and do not enforce it; a graph does.
"""

from collections.abc import Collection, Mapping, Sequence

from huban_speech.backends.openfst import EPSILON, Transducer
from huban_speech.core.words.grammar import END, START, network

UNKNOWN = "[unk]"
_ANOTHER_COST = 12.0
"""Natural logarithm: for one phrase after another. Cheaper ones hear "yes" and the like in noise before a command."""
_NAME_COST = 2.0
"""For the robot's name before or after a phrase."""
_UNKNOWN_COST = 3.0
_AGAIN_COST = 6.0
"""For talk that is cut in two: dear, or the recogniser would weigh all ways to cut it against each other."""


def phrase_graph(phrases: Collection[str], numbers: Mapping[str, int], names: Collection[str] = ()) -> Transducer:
    """Sequences of phrases; `numbers` of the words as in words.txt, phrases and names with other words are skipped."""
    words = network(phrases, numbers.__contains__)
    graph = Transducer([[] for _ in range(words.states)], {START: 0.0, END: 0.0})
    for source, target, word in words.arcs:
        graph.add(source, numbers[word], numbers[word], 0.0, target)
    for name in names:
        if all(word in numbers for word in name.split()):
            _add_name(graph, [numbers[word] for word in name.split()])
    graph.add(END, EPSILON, EPSILON, _ANOTHER_COST, START)
    _add_unknown(graph, numbers[UNKNOWN])
    return graph


def _add_name(graph: Transducer, words: Sequence[int]) -> None:
    for place in (START, END):
        state = place
        for number, word in enumerate(words, start=1):
            target = place if number == len(words) else graph.state()
            graph.add(state, word, word, 0.0 if number > 1 else _NAME_COST, target)
            state = target


def _add_unknown(graph: Transducer, unknown: int) -> None:
    """Other talk instead of, before, between and after phrases."""
    talk = graph.state()
    graph.finals[talk] = 0.0
    graph.add(START, unknown, unknown, _UNKNOWN_COST, talk)
    graph.add(END, unknown, unknown, _UNKNOWN_COST, talk)
    graph.add(talk, unknown, unknown, _AGAIN_COST, talk)
    graph.add(talk, EPSILON, EPSILON, _ANOTHER_COST, START)
