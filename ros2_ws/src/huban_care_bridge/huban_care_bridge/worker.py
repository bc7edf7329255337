"""One thread in which everything of the bridge happens, so that neither ROS nor MQTT waits for the disk."""

import logging
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

from huban_care_bridge.core.bridge import Bridge

STOP_TIMEOUT_S = 5.0
AGAIN_AFTER_S = 1.0
log = logging.getLogger(__name__)
Job = Callable[[Bridge], None]


class Worker:
    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="care_bridge", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def post(self, job: Job) -> None:
        """Does this as soon as what came before is done; from any thread."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Finishes what was posted, then ends."""
        self._jobs.put(None)
        self._thread.join(STOP_TIMEOUT_S)

    def _run(self) -> None:
        pause_s = 0.0
        while True:
            try:
                job = self._jobs.get(timeout=pause_s)
            except Empty:
                job = _nothing
            if job is None:
                return
            pause_s = max(0.0, self._do(job))

    def _do(self, job: Job) -> float:
        """Seconds until there is something to do without being asked."""
        try:
            job(self._bridge)
            return self._bridge.tick()
        except Exception:
            log.exception("a job of the bridge failed")
            return AGAIN_AFTER_S


def _nothing(_bridge: Bridge) -> None:
    pass
