"""A running process table: starts it, keeps it alive, ends it."""

import json
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from huban_bringup import logs, preflight
from huban_bringup.bootstrap.locks import running_stack
from huban_bringup.core.restarts import RestartPolicy
from huban_bringup.core.types import Happened, ProcessEvent, ProcessTable, State
from huban_bringup.errors import NotReady
from huban_bringup.guard import Guard
from huban_bringup.process import Process
from huban_common.core.clock import Clock, MonotonicClock

TICK_S = 0.1
HOUSEKEEPING_S = 10.0
STOP_SIGNALS = ((signal.SIGINT, 6.0), (signal.SIGTERM, 3.0), (signal.SIGKILL, 2.0))
"""What a process is told to end with, and how long it has before the next."""

Listener = Callable[[ProcessEvent], None]


@dataclass(frozen=True)
class ProcessStatus:
    """One process at one moment."""

    name: str
    state: State
    pid: int | None
    restarts: int
    log: Path


class Stack:
    """The processes of a table as a context: started on entry, ended on exit, restarted in between.

    `state_folder` gets logs and locks; `on_event` hears what happens, on the thread that looks after the processes.
    """

    def __init__(
        self,
        table: ProcessTable,
        state_folder: Path,
        on_event: Listener = lambda event: None,
        policy: RestartPolicy | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.table = table
        self._folder = state_folder
        self._listener = on_event
        self._policy = policy or RestartPolicy()
        self._clock = clock or MonotonicClock()
        self._ending = threading.Event()
        self._ready = threading.Condition()
        self._disk_is_low = False
        self._held = ExitStack()
        self._processes: list[Process] = []
        self._watcher = threading.Thread(target=self._watch, name="stack", daemon=True)

    def __enter__(self) -> "Stack":
        preflight.check(self.table, self._folder)
        self._held.enter_context(running_stack(self._folder))
        guard = self._held.enter_context(Guard())
        try:
            self._start(guard)
        except BaseException:
            self.close()
            raise
        self._watcher.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def processes(self) -> list[ProcessStatus]:
        """The state of every process, in the order of the table."""
        return [ProcessStatus(p.spec.name, p.state, p.pid, p.restarts.count, p.log) for p in self._processes]

    def wait_ready(self, timeout_s: float) -> None:
        """Waits until every process is ready; raises NotReady when one refuses, ends for good, or takes too long."""
        with self._ready:
            self._ready.wait_for(self._is_decided, timeout_s)
        late = [process for process in self._processes if not process.is_ready]
        if late:
            raise NotReady("; ".join(_explain(process) for process in late))

    def signal(self, name: str, number: int) -> None:
        """Signals one process, for example to show that it comes back; raises KeyError for an unknown name."""
        {process.spec.name: process for process in self._processes}[name].signal(number)

    def close(self) -> None:
        """Ends every process: the nodes together, then the servers they need, last started first."""
        self._ending.set()
        if self._watcher.is_alive():
            self._watcher.join()
        nodes = [process for process in self._processes if process.spec.is_node]
        servers = [process for process in reversed(self._processes) if not process.spec.is_node]
        for together in (nodes, *([server] for server in servers)):
            _stop(together)
        for process in self._processes:
            process.close()
        self._held.close()

    def _start(self, guard: Guard) -> None:
        for spec in self.table.processes:
            log = self._folder / "log" / f"{spec.name}.log"
            logs.begin(log)

            def report(kind: Happened, detail: str, name: str = spec.name) -> None:
                self._tell(ProcessEvent(kind, name, detail))

            process = Process(spec, log, guard, self._clock, self._policy, report)
            self._processes.append(process)
            process.start()
        self._announce()

    def _announce(self) -> None:
        """Leaves a note for other terminals: which domain and ports to talk to."""
        note = {
            "process": os.getpid(),
            "domain_id": int(os.environ.get("ROS_DOMAIN_ID", "0")),
            "arguments": dict(self.table.arguments),
        }
        path = self._folder / "stack.json"
        path.write_text(json.dumps(note, ensure_ascii=False, indent=1), encoding="utf-8")
        self._held.callback(path.unlink, missing_ok=True)

    def _watch(self) -> None:
        housekeeping_at_s = self._clock.now_s()
        while not self._ending.wait(TICK_S):
            for process in self._processes:
                process.tick()
            with self._ready:
                self._ready.notify_all()
            if self._clock.now_s() >= housekeeping_at_s:
                housekeeping_at_s = self._clock.now_s() + HOUSEKEEPING_S
                self._keep_house()

    def _keep_house(self) -> None:
        for process in self._processes:
            logs.limit(process.log)
        free_bytes = preflight.free(self._folder)
        was_low, self._disk_is_low = self._disk_is_low, free_bytes < preflight.LEAST_FREE_BYTES
        if self._disk_is_low and not was_low:
            self._tell(ProcessEvent(Happened.DISK_RAN_LOW, "", f"{free_bytes >> 20}"))

    def _is_decided(self) -> bool:
        hopeless = (State.REFUSED, State.STOPPED)
        return all(process.is_ready or process.state in hopeless for process in self._processes)

    def _tell(self, event: ProcessEvent) -> None:
        try:
            self._listener(event)
        except Exception:
            logging.getLogger(__name__).exception("a listener failed on %s", event)


def _stop(processes: Iterable[Process]) -> None:
    left = [process for process in processes if not process.is_gone()]
    for number, limit_s in STOP_SIGNALS:
        for process in left:
            process.signal(number)
        deadline_s = time.monotonic() + limit_s
        while left and time.monotonic() < deadline_s:
            time.sleep(TICK_S / 2)
            left = [process for process in left if not process.is_gone()]


def _explain(process: Process) -> str:
    said = logs.last_line(process.log)
    return f"{process.spec.name} is {process.state.value}{f': {said}' if said else ''} (log: {process.log})"
