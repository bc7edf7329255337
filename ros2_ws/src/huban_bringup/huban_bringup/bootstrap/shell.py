"""Runs the programs of the set-up: everything they say goes to the log, the last line to the screen."""

import os
import shlex
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from huban_bringup.bootstrap.errors import CommandFailed
from huban_bringup.guard import Guard

TAIL_LINES = 200
STOP_S = 10.0


class Shell:
    """Runs one program at a time, each in a process group that ends with the set-up."""

    def __init__(self, log: TextIO, guard: Guard, moving: Callable[[str], None]) -> None:
        self._log = log
        self._guard = guard
        self._moving = moving

    def run(
        self,
        *command: str | Path,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        interruptible: bool = True,
        told: Callable[[list[str]], str] = lambda lines: lines[-1],
    ) -> None:
        """Runs a program to its end; raises CommandFailed where that is an error.

        A program that is not interruptible (a package manager in its database) is never killed from outside.
        `told` makes the progress that is shown out of the program's last lines.
        """
        words = [str(word) for word in command]
        self._log.write(f"$ {shlex.join(words)}\n")
        process = subprocess.Popen(
            words,
            env={**(environment or os.environ), **(self._guard.environment if interruptible else {})},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            tail = self._follow(process, told)
        except BaseException:
            _stop(process, interruptible)
            raise
        if process.returncode:
            raise CommandFailed(words, process.returncode, tail)

    def _follow(self, process: "subprocess.Popen[str]", told: Callable[[list[str]], str]) -> list[str]:
        tail: deque[str] = deque(maxlen=TAIL_LINES)
        reader = threading.Thread(target=self._read, args=(process, tail), daemon=True)
        reader.start()
        while process.poll() is None:
            self._moving(told(list(tail)) if tail else "")
            reader.join(0.1)
        reader.join(STOP_S)
        return list(tail)

    def _read(self, process: "subprocess.Popen[str]", tail: deque[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._log.write(line)
            if line.strip():
                tail.append(line.strip())


def _stop(process: "subprocess.Popen[str]", interruptible: bool) -> None:
    """Ends a program and what it started; waits as long as it takes where it must not be killed."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM if interruptible else signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_S if interruptible else None)
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
