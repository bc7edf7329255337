"""OpenFst's binary files of vector transducers over the tropical semiring."""

import math
import struct
from dataclasses import dataclass, field
from typing import NamedTuple

EPSILON = 0
_MAGIC, _VERSION, _FLAGS = 2125659606, 2, 0
_HEAD = struct.pack("<ii6si8si", _MAGIC, 6, b"vector", 8, b"standard", _VERSION)
_PROPERTIES = 3
"""Expanded and mutable; the reader finds the others out."""


class Arc(NamedTuple):
    """`cost` is a negative natural logarithm."""

    read: int
    write: int
    cost: float
    target: int


@dataclass
class Transducer:
    """States count from 0, which is the start."""

    arcs: list[list[Arc]] = field(default_factory=lambda: [[]])
    finals: dict[int, float] = field(default_factory=dict)

    def state(self) -> int:
        """A new one."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def add(self, source: int, read: int, write: int, cost: float, target: int) -> None:
        self.arcs[source].append(Arc(read, write, cost, target))

    def __bytes__(self) -> bytes:
        parts = [_HEAD, struct.pack("<iQ", _FLAGS, _PROPERTIES)]
        parts.append(struct.pack("<qqq", 0, len(self.arcs), sum(map(len, self.arcs))))
        for state, arcs in enumerate(self.arcs):
            parts.append(struct.pack("<fq", self.finals.get(state, math.inf), len(arcs)))
            parts += [struct.pack("<iifi", *arc) for arc in sorted(arcs)]
        return b"".join(parts)


def is_vector(content: bytes) -> bool:
    """Whether a file is a plain transducer; the full models' lexicons are look-ahead ones, with labels of their own."""
    return content.startswith(_HEAD)


def read(content: bytes) -> Transducer:
    """The transducer of a file that `bytes` made; raises ValueError for another kind of file."""
    if not is_vector(content):
        raise ValueError("no OpenFst file of a standard vector transducer")
    at = len(_HEAD) + struct.calcsize("<iQ")
    start, states, _ = struct.unpack_from("<qqq", content, at)
    at += struct.calcsize("<qqq")
    if start != 0:
        raise ValueError(f"starts in state {start}, not in 0")
    result = Transducer([[] for _ in range(states)])
    for state in range(states):
        final, count = struct.unpack_from("<fq", content, at)
        at += struct.calcsize("<fq")
        if math.isfinite(final):
            result.finals[state] = final
        for _ in range(count):
            result.add(state, *struct.unpack_from("<iifi", content, at))
            at += struct.calcsize("<iifi")
    return result
