"""The phones of the models, and the synthesisers' own names for them."""

from collections.abc import Iterable

from tiny_vosk.types import SILENCE

_PAUSES = frozenset({"_", "_:", "_::", "_|", "_!", "||", "pau", "#"})
_MARKS = frozenset({";", "?", "'", "%"})
"""Signs of eSpeak NG that take no time of their own."""

_ENGLISH = {
    "i:": "iy", "i": "iy", "I": "ih", "I2": "ih", "I#": "ih", "E": "eh", "E2": "eh", "e": "eh", "a": "ae", "aa": "ae",
    "a#": "ax", "@": "ax", "@2": "ax", "@5": "ax", "@-": "ax", "A:": "aa", "A": "aa", "A#": "aa", "0": "aa", "02": "aa",
    "O": "ao", "O:": "ao", "O2": "ao", "V": "ah", "U": "uh", "u:": "uw", "u": "uw", "3": "er", "3:": "er", "VR": "er",
    "eI": "ey", "e:": "ey", "e:I": "ey", "aI": "ay", "aI2": "ay", "oU": "ow", "o:": "ow", "o": "ow", "aU": "aw",
    "OI": "oy", "A@": "aa r", "O@": "ao r", "o@": "ao r", "U@": "uh r", "i@3": "ih r", "i@": "ih r", "I@": "ih r",
    "e@": "eh r", "3r": "er", "aI@": "ay er", "aI3": "ay er", "aU@": "aw er", "@L": "ax l", "IR": "er", "@r": "er",
    "p": "p", "b": "b", "t": "t", "t2": "t", "t#": "t", "t[": "t", "d": "d", "d#": "d", "d[": "d", "k": "k", "x": "k",
    "g": "g", "f": "f", "v": "v", "T": "th", "D": "dh", "s": "s", "z": "z", "z#": "z", "S": "sh", "Z": "zh", "h": "hh",
    "tS": "ch", "dZ": "jh", "m": "m", "n": "n", "N": "ng", "l": "l", "l#": "l", "L": "l", "r": "r", "r-": "r", "R": "r",
    "w": "w", "w#": "w", "j": "y", "n-": "n", "l-": "l", "l/": "l", "N-": "ng", "m-": "m", "t'": "t", "H": "hh",
}  # fmt: skip
"""eSpeak NG's English phonemes as those of flite, which are those of the CMU dictionary."""

_NOT_RHOTIC = {**{name: phones.removesuffix(" r") for name, phones in _ENGLISH.items()}, "3": "ax", "aI3": "ay ax"}

_MANDARIN_NAMES = str.maketrans({".": "R", ";": "J", "[": "z", "@": "e", "-": "X", "|": ""})
"""A phone's name is written into no file, but read by people: letters only."""


class UnknownPhoneme(ValueError):
    """A synthesiser's phoneme that no phone stands for."""


def from_espeak(phoneme: str, language: str, rhotic: bool = True) -> tuple[str, ...]:
    """The phones of an eSpeak NG phoneme: none where it takes no time; raises UnknownPhoneme.

    `rhotic`: whether the accent speaks the r of "hair" and "water".
    """
    if phoneme in _PAUSES or not phoneme:
        return (SILENCE,)
    if phoneme in _MARKS:
        return ()
    if language != "en":
        return (phoneme.translate(_MANDARIN_NAMES),)
    if phoneme not in _ENGLISH:
        raise UnknownPhoneme(f"eSpeak NG's phoneme '{phoneme}' stands for no English phone")
    return tuple((_ENGLISH if rhotic else _NOT_RHOTIC)[phoneme].split())


def from_flite(phone: str) -> str:
    return SILENCE if phone in _PAUSES else phone


def known(phones: Iterable[str]) -> tuple[str, ...]:
    """All phones in a fixed order, silence first."""
    return (SILENCE, *sorted(set(phones) - {SILENCE}))
