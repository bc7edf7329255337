"""Kaldi's binary acoustic model: a TransitionModel, then an nnet3 network with its context and priors.

Formats as read by Kaldi's hmm/transition-model.cc and nnet3/am-nnet-simple.cc.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log

import numpy as np

from tiny_vosk.compression import compressed
from tiny_vosk.network import OFFSETS, Network
from tiny_vosk.types import Floats
from tiny_vosk.units import Phone, Units

POSITIONS = ("begin", "internal", "end", "singleton")
"""Each phone exists once for each place in a word, so that Vosk can tell where words begin and end."""
SILENCE_ID = 1


@dataclass(frozen=True)
class State:
    """A state as Kaldi counts it: its phone, its place in the phone, and the output of the network."""

    phone_id: int
    place: int
    output: int
    stay: float


class Numbering:
    """Kaldi's numbers, all from 1: of phones by their position in a word, and of transitions."""

    def __init__(self, units: Units) -> None:
        silence, *self._others = units.phones
        self._ids = {(silence.name, "nonword"): SILENCE_ID}
        self.states = [*_states(silence, SILENCE_ID)]
        for phone in self._others:
            for position in POSITIONS:
                number = len(self._ids) + 1
                self._ids[phone.name, position] = number
                self.states += _states(phone, number)
        self._first = {state.phone_id: index for index, state in reversed(list(enumerate(self.states)))}

    @property
    def boundaries(self) -> list[tuple[int, str]]:
        """(phone id, position) for word_boundary.int."""
        return [(number, position) for (_, position), number in self._ids.items()]

    def phone_id(self, name: str, position: str) -> int:
        return self._ids[name, position]

    def transitions(self, phone_id: int) -> list[tuple[int, int, float]]:
        """For each state of a phone: the id of going on, of staying, and how likely it is to stay."""
        first = self._first[phone_id]
        own = [state for state in self.states[first:] if state.phone_id == phone_id]
        return [(2 * (first + place) + 2, 2 * (first + place) + 1, state.stay) for place, state in enumerate(own)]

    @property
    def unused_transition(self) -> int:
        """An id that no arc has."""
        return 2 * len(self.states) + 1


def acoustic_model(units: Units, numbering: Numbering, network: Network, priors: Floats) -> bytes:
    """The content of am/final.mdl."""
    return b"\0B" + _transition_model(numbering) + _nnet(network) + _context() + _token("<Priors>") + _vector(priors)


def _states(phone: Phone, number: int) -> list[State]:
    return [State(number, place, phone.first + place, phone.stay) for place in range(phone.states)]


def _transition_model(numbering: Numbering) -> bytes:
    logs = [0.0]
    for state in numbering.states:
        logs += [log(state.stay), log(1.0 - state.stay)]
    triples = [_integer(value) for state in numbering.states for value in (state.phone_id, state.place, state.output)]
    return b"".join(
        (
            _token("<TransitionModel>"),
            _topology(numbering),
            _token("<Triples>"),
            _integer(len(numbering.states)),
            *triples,
            _token("</Triples>"),
            _token("<LogProbs>"),
            _vector(np.array(logs, dtype=np.float32)),
            _token("</LogProbs>"),
            _token("</TransitionModel>"),
        )
    )


def _topology(numbering: Numbering) -> bytes:
    counts = [len(list(states)) for _, states in groupby(numbering.states, key=lambda state: state.phone_id)]
    kinds = sorted(set(counts))
    phones = np.arange(1, len(counts) + 1, dtype=np.int32)
    entries = np.array([-1, *(kinds.index(count) for count in counts)], dtype=np.int32)
    body = [_integers(phones), _integers(entries), _integer(len(kinds)), *map(_topology_entry, kinds)]
    return _token("<Topology>") + b"".join(body) + _token("</Topology>")


def _topology_entry(states: int) -> bytes:
    """States from left to right, each of which may repeat; the last one is where the phone ends."""
    body = [_integer(states + 1)]
    for state in range(states):
        body += [_integer(state), _integer(2), _integer(state), _float(0.5), _integer(state + 1), _float(0.5)]
    return b"".join((*body, _integer(-1), _integer(0)))


def _nnet(network: Network) -> bytes:
    components = []
    for number, layer in enumerate(network.layers):
        components.append((f"affine{number}", _affine(layer.weights, layer.bias)))
        last = number == len(network.layers) - 1
        kind = "LogSoftmaxComponent" if last else "RectifiedLinearComponent"
        components.append((f"nonlinear{number}", _nonlinear(kind, layer.bias.size)))
    named = [_token("<ComponentName>") + _token(name) + body for name, body in components]
    lines = _configuration(network.layers[0].weights.shape[0] // len(OFFSETS), [name for name, _ in components])
    count = _token("<NumComponents>") + _integer(len(components))
    return _token("<Nnet3>") + b"\n" + lines.encode() + b"\n" + count + b"".join(named) + _token("</Nnet3>")


def _configuration(features: int, names: Sequence[str]) -> str:
    spliced = ", ".join(f"Offset(input, {offset})" if offset else "input" for offset in OFFSETS)
    inputs = [f"Append({spliced})", *names[:-1]]
    nodes = [f"component-node name={n} component={n} input={given}" for n, given in zip(names, inputs, strict=True)]
    ends = f"input-node name=input dim={features}", f"output-node name=output input={names[-1]} objective=linear"
    return "\n".join((ends[0], *nodes, ends[1])) + "\n"


def _affine(weights: Floats, bias: Floats) -> bytes:
    parts = (_token("<LinearParams>"), compressed(weights.T), _token("<BiasParams>"), _vector(bias))
    return _token("<FixedAffineComponent>") + b"".join(parts) + _token("</FixedAffineComponent>")


def _nonlinear(kind: str, size: int) -> bytes:
    nothing = _vector(np.zeros(0, dtype=np.float32))
    parts = (_token("<Dim>"), _integer(size), _token("<ValueAvg>"), nothing, _token("<DerivAvg>"), nothing)
    return _token(f"<{kind}>") + b"".join(parts) + _token("<Count>") + _double(0.0) + _token(f"</{kind}>")


def _context() -> bytes:
    sides = _token("<LeftContext>") + _integer(-min(OFFSETS)), _token("<RightContext>") + _integer(max(OFFSETS))
    return b"".join(sides)


def _token(text: str) -> bytes:
    return text.encode("ascii") + b" "


def _integer(value: int) -> bytes:
    return struct.pack("<bi", 4, value)


def _float(value: float) -> bytes:
    return struct.pack("<bf", 4, value)


def _double(value: float) -> bytes:
    return struct.pack("<bd", 8, value)


def _integers(values: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> bytes:
    return struct.pack("<bi", 4, values.size) + values.astype("<i4").tobytes()


def _vector(values: Floats) -> bytes:
    return b"FV " + _integer(values.size) + values.astype("<f4").tobytes()
