"""eSpeak NG as a library: sound together with the exact times of words and phonemes, a thousand times real time."""

import ctypes
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

import numpy as np

from tiny_vosk.sound import resampled
from tiny_vosk.types import Floats, Manner

_LIBRARY = "libespeak-ng.so.1"
_SYNCHRONOUS, _PHONEME_EVENTS, _DO_NOT_EXIT = 2, 0x0001, 0x8000
_UTF8 = 1
_TIMEOUT_S = 60.0
_RATE, _PITCH = 1, 3
_LAST, _WORD, _PHONEME = 0, 1, 7


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class SynthesisError(RuntimeError):
    """A synthesiser that is missing or cannot say a text."""


@dataclass(frozen=True)
class Mark:
    """A phoneme in eSpeak NG's own notation that begins at `start` (sample); `position`: where its word begins."""

    phoneme: str
    start: int
    position: int


def say(text: str, manner: Manner) -> tuple[Floats, list[Mark]]:
    """Sound at SAMPLE_RATE_HZ and its phonemes; raises SynthesisError for a voice that is not there."""
    return _process().submit(_say, text, manner).result(_TIMEOUT_S)


@cache
def _process() -> ProcessPoolExecutor:
    """The library has one state per process, which others use too: ours has a process of its own."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def _say(text: str, manner: Manner) -> tuple[Floats, list[Mark]]:
    return _engine().say(text, manner)


@cache
def _engine() -> "_Engine":
    return _Engine()


class _Engine:
    """The library in this process."""

    def __init__(self) -> None:
        try:
            self._library = ctypes.CDLL(_LIBRARY)
        except OSError as error:
            raise SynthesisError(f"{_LIBRARY} is not there: apt-get install libespeak-ng1 espeak-ng-data") from error
        self._rate_hz: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS | _DO_NOT_EXIT)
        if self._rate_hz <= 0:
            raise SynthesisError("eSpeak NG finds no voices: apt-get install espeak-ng-data")
        self._parts: list[Floats] = []
        self._marks: list[tuple[str, int, int]] = []
        self._position = 0
        # Kept, or the library would call freed memory
        self._callback: Callable[..., int] = _Callback(self._on_sound)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, manner: Manner) -> tuple[Floats, list[Mark]]:
        self._parts, self._marks, self._position = [], [], 0
        if self._library.espeak_SetVoiceByName(manner.voice.encode()) != 0:
            raise SynthesisError(f"eSpeak NG knows no voice '{manner.voice}'")
        self._library.espeak_SetParameter(_RATE, round(manner.rate), 0)
        self._library.espeak_SetParameter(_PITCH, round(manner.pitch), 0)
        content = text.encode()
        self._library.espeak_Synth(content, len(content) + 1, 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        if not self._parts:
            raise SynthesisError(f"eSpeak NG says nothing for '{text}'")
        samples, ratio = resampled(np.concatenate(self._parts), self._rate_hz)
        return samples, [Mark(phoneme, round(start * ratio), position) for phoneme, start, position in self._marks]

    def _on_sound(self, sound: "ctypes._Pointer[ctypes.c_short]", count: int, events: "ctypes._Pointer[_Event]") -> int:
        if sound and count > 0:
            self._parts.append(np.ctypeslib.as_array(sound, (count,)).astype(np.float32))
        for event in _until_last(events):
            if event.type == _WORD:
                self._position = event.text_position - 1
            elif event.type == _PHONEME:
                self._marks.append((event.id.string.decode(), event.sample, self._position))
        return 0


def _until_last(events: "ctypes._Pointer[_Event]") -> Iterator[_Event]:
    index = 0
    while events[index].type != _LAST:
        yield events[index]
        index += 1
