"""One entry of the process table and the operating system's process that runs it."""

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from huban_bringup import logs
from huban_bringup.core.restarts import RestartPolicy, Restarts
from huban_bringup.core.types import Happened, ProcessSpec, State
from huban_bringup.guard import Guard
from huban_bringup.readiness import Readiness, readiness_of
from huban_common.core.clock import Clock

REFUSED_STATUS = 2
"""Exit status by which a program that was never ready says that it cannot use its configuration."""

Report = Callable[[Happened, str], None]


class Process:
    """Starts, watches and ends one process; `tick` must be called often, always from one thread."""

    def __init__(
        self, spec: ProcessSpec, log: Path, guard: Guard, clock: Clock, policy: RestartPolicy, report: Report
    ) -> None:
        self.spec = spec
        self.log = log
        self.restarts = Restarts(clock, policy, spec.respawn_delay_s)
        self._guard = guard
        self._clock = clock
        self._report = report
        self._readiness: Readiness = readiness_of(spec)
        self._running: subprocess.Popen[bytes] | None = None
        self._said_from = 0
        self._retry_at_s: float | None = None
        self._ready = self._refused = self._degraded = False

    @property
    def pid(self) -> int | None:
        running = self._running
        return running.pid if running else None

    @property
    def is_ready(self) -> bool:
        return self._running is not None and self._ready

    @property
    def state(self) -> State:
        if self._refused:
            return State.REFUSED
        if self._degraded:
            return State.DEGRADED
        if self._running is None:
            return State.STOPPED if self._retry_at_s is None else State.WAITING
        return State.READY if self._ready else State.STARTING

    def start(self) -> None:
        """Starts the program in a process group of its own, its output appended to its log."""
        self._ready = False
        self._retry_at_s = None
        self._readiness.begin()
        self._said_from = logs.size(self.log)
        with self.log.open("ab") as output:
            self._running = subprocess.Popen(
                self.spec.command,
                env=self._environment(),
                cwd=self.spec.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._report(Happened.RESTARTED if self.restarts.count else Happened.STARTED, "")

    def tick(self) -> None:
        """Looks after the process: is it ready, did it die, is it time to start it again?"""
        if self._running is None:
            if self._retry_at_s is not None and self._clock.now_s() >= self._retry_at_s:
                self._start_again()
        elif (status := self._running.poll()) is not None:
            self._ended(status)
        elif not self._ready and self._readiness.arrived():
            self._ready = True
            self._report(Happened.BECAME_READY, "")
        elif self._degraded and not self.restarts.is_degraded:
            self._degraded = False
            self._report(Happened.RECOVERED, "")

    def signal(self, number: int) -> None:
        """Signals the program itself, not what it started."""
        running = self._running
        if running is not None:
            running.send_signal(number)

    def is_gone(self) -> bool:
        """True once the program has ended; then whatever it left behind is ended too."""
        if self._running is None:
            return True
        if self._running.poll() is None:
            return False
        self._bury()
        self._report(Happened.STOPPED, "")
        return True

    def close(self) -> None:
        self._retry_at_s = None
        self._readiness.close()

    def _environment(self) -> dict[str, str]:
        runner = {**os.environ, **self._guard.environment, "PYTHONUNBUFFERED": "1"}
        return {**runner, **self._readiness.environment, **self.spec.environment}

    def _start_again(self) -> None:
        try:
            self.start()
        except OSError as error:
            self._report(Happened.DIED, str(error))
            self._schedule()

    def _ended(self, status: int) -> None:
        self._bury()
        said = logs.last_line(self.log, self._said_from)
        if status == REFUSED_STATUS and not self._ready:
            self._refused = True
            self._report(Happened.REFUSED, said.removeprefix("error: "))
            return
        self._report(Happened.DIED if self.spec.respawn else Happened.ENDED, _in_words(status, said))
        if self.spec.respawn:
            self._schedule()

    def _schedule(self) -> None:
        delay_s = self.restarts.died()
        self._retry_at_s = self._clock.now_s() + delay_s
        if self.restarts.is_degraded and not self._degraded:
            self._degraded = True
            self._report(Happened.DEGRADED, str(self.restarts.count))

    def _bury(self) -> None:
        assert self._running is not None
        with suppress(ProcessLookupError):
            os.killpg(self._running.pid, signal.SIGKILL)
        self._running = None


def _in_words(status: int, said: str) -> str:
    if status < 0:
        return signal.strsignal(-status) or f"signal {-status}"
    return f"status {status}{f': {said}' if said else ''}"
