"""Says texts and marks their phones, with whichever synthesiser has the voice."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tiny_vosk import espeak, flite
from tiny_vosk.phones import from_espeak, from_flite
from tiny_vosk.types import SAMPLE_RATE_HZ, SILENCE, Floats, Manner, Segment, Spoken
from tiny_vosk.voices import FLITE, RHOTIC

_GAP = int(0.07 * SAMPLE_RATE_HZ)
"""Shorter silence inside a text is the closure before a stop."""
_SHORTEST = int(0.04 * SAMPLE_RATE_HZ)
"""Stops are marked at their release; the closure before it is theirs too."""


def say(text: str, manner: Manner, language: str) -> Spoken:
    """The text in one voice with all its phones; raises SynthesisError, UnknownPhoneme.

    Words are numbered where eSpeak NG speaks (English ones, or the characters of a Mandarin text), or where there is
    only one.
    """
    if manner.voice in FLITE:
        samples, said = flite.say(text, manner)
        word = 0 if len(text.split()) == 1 else -1
        return _covered(text, samples, [Segment(from_flite(phone), start, end, word) for phone, start, end in said])
    samples, marks = espeak.say(text, manner)
    spoken = _covered(text, samples, _phones(text, samples.size, marks, manner, language))
    return replace(spoken, segments=tuple(_with_closures(spoken.segments)))


def _phones(text: str, end: int, marks: list[espeak.Mark], manner: Manner, language: str) -> Iterator[Segment]:
    rhotic = manner.voice.startswith(RHOTIC)
    ends = [mark.start for mark in marks[1:]] + [end]
    for mark, stop in zip(marks, ends, strict=True):
        names = from_espeak(mark.phoneme, language, rhotic)
        word = len(text[: mark.position].split()) if language == "en" else mark.position
        yield from _divided(names, mark.start, max(mark.start, stop), word)


def _divided(names: tuple[str, ...], start: int, end: int, word: int) -> Iterator[Segment]:
    """Sounds that stand for two phones give each its half."""
    for index, name in enumerate(names):
        first = start + (end - start) * index // len(names)
        last = start + (end - start) * (index + 1) // len(names)
        yield Segment(name, first, last, -1 if name == SILENCE else word)


def _covered(text: str, samples: Floats, segments: Iterable[Segment]) -> Spoken:
    """Silence where no segment is; nothing of no length."""
    covered, end = [], 0
    for segment in segments:
        last = min(segment.end, samples.size)
        if segment.start > end:
            covered.append(Segment(SILENCE, end, segment.start))
        if last > segment.start:
            covered.append(Segment(segment.phone, segment.start, last, segment.word))
            end = last
    if samples.size > end:
        covered.append(Segment(SILENCE, end, samples.size))
    return Spoken(text, samples, tuple(covered))


def _with_closures(segments: Iterable[Segment]) -> Iterator[Segment]:
    """What is too short to be heard begins earlier."""
    before: Segment | None = None
    for segment in segments:
        if before is None:
            before = segment
            continue
        gap = before.end - before.start if before.phone == SILENCE and before.end - before.start < _GAP else 0
        if gap and before.start > 0:
            before = replace(segment, start=before.start)
            continue
        lacking = max(0, _SHORTEST - (segment.end - segment.start))
        taken = min(lacking, (before.end - before.start) // 2)
        yield replace(before, end=before.end - taken)
        before = replace(segment, start=segment.start - taken)
    if before is not None:
        yield before
