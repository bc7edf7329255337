"""Keeps a source going: opens it, opens it again when it is lost, and closes it while nobody may listen."""

from collections.abc import Callable
from threading import Event

from huban_speech.core.frames import Samples
from huban_speech.core.ports import Source, Unavailable

SHORTEST_WAIT_S, LONGEST_WAIT_S = 0.5, 15.0


class Supply:
    """Runs in a thread of its own until `end`; `trouble` says why there is no sound."""

    def __init__(self, source: Source, deliver: Callable[[Samples], None]) -> None:
        self._source, self._deliver = source, deliver
        self._wanted, self._ending, self._changed = True, False, Event()
        self._wait_s = SHORTEST_WAIT_S
        self.trouble = ""

    def want(self, wanted: bool) -> None:
        """Whether sound may be taken at all; from any thread."""
        self._wanted = wanted
        self._changed.set()

    def end(self) -> None:
        self._ending = True
        self._changed.set()

    def run(self) -> None:
        while not self._ending:
            if self._wanted:
                self._take()
            else:
                self.trouble = ""
                self._sleep(LONGEST_WAIT_S)

    def _take(self) -> None:
        try:
            self._source.open()
            while self._wanted and not self._ending:
                self._deliver(self._source.read())
                self.trouble, self._wait_s = "", SHORTEST_WAIT_S
        except Unavailable as error:
            self.trouble = str(error)
        finally:
            self._source.close()
        if self.trouble and not self._ending:
            self._sleep(self._wait_s)
            self._wait_s = min(2 * self._wait_s, LONGEST_WAIT_S)

    def _sleep(self, seconds: float) -> None:
        self._changed.wait(seconds)
        self._changed.clear()
