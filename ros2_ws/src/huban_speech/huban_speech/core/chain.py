"""The hearing chain: small processors, each turning one frame into none, one or several.

Order, once and for all: everything that comes of a frame has left the chain before the next frame enters, and a
processor passes on what is not its business, in place. So a SpeechStopped is always followed by its Final or
NotUnderstood before the next SpeechStarted, and a LanguageChosen acts between utterances as the stream has it.
"""

from collections.abc import Iterable
from typing import Protocol

from huban_speech.core.frames import Frame


class Processor(Protocol):
    def process(self, frame: Frame) -> Iterable[Frame]:
        """What goes on to the next processor, in order."""
        ...


class Chain:
    def __init__(self, processors: Iterable[Processor]) -> None:
        self._processors = tuple(processors)

    def push(self, frame: Frame) -> list[Frame]:
        """Everything that leaves the end of the chain because of one frame."""
        frames = [frame]
        for processor in self._processors:
            frames = [result for each in frames for result in processor.process(each)]
        return frames
