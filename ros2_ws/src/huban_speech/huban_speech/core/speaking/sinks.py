"""Several sinks as one."""

from huban_speech.core.frames import Samples
from huban_speech.core.ports import Sink


class Sinks:
    """A Sink that passes everything on to all of its own, in the order in which they came."""

    def __init__(self, *sinks: Sink) -> None:
        self._sinks = sinks

    def add(self, sink: Sink) -> None:
        self._sinks = (*self._sinks, sink)

    def play(self, samples: Samples, at_s: float) -> None:
        for sink in self._sinks:
            sink.play(samples, at_s)

    def stop(self, at_s: float) -> None:
        for sink in self._sinks:
            sink.stop(at_s)
