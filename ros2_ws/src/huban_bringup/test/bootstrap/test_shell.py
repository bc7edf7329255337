import io
import os
import signal
import subprocess
import sys
import threading

import psutil
import pytest

from huban_bringup.bootstrap.errors import CommandFailed
from huban_bringup.bootstrap.shell import Shell
from huban_bringup.guard import Guard


@pytest.fixture
def shell():
    """A shell with its log and what it showed."""
    log, shown = io.StringIO(), []
    with Guard() as guard:
        made = Shell(log, guard, shown.append)
        made.text, made.shown = log.getvalue, shown
        yield made


def test_all_that_a_program_says_is_logged(shell):
    shell.run("sh", "-c", "echo one; echo two >&2")
    assert shell.text() == "$ sh -c 'echo one; echo two >&2'\none\ntwo\n"


def test_the_last_line_is_shown_while_it_runs(shell):
    shell.run("sh", "-c", "echo fetching; sleep 0.5")
    assert shell.shown[-1] == "fetching"


def test_a_failure_carries_status_and_last_lines(shell):
    with pytest.raises(CommandFailed) as failed:
        shell.run("sh", "-c", "echo error: no; exit 3")
    assert (failed.value.status, failed.value.tail) == (3, ["error: no"])


def test_an_interrupt_ends_the_program(shell, tmp_path):
    note = tmp_path / "pid"
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        shell.run("sh", "-c", f"echo $$ > {note}; sleep 60")
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_a_program_does_not_outlive_a_killed_setup(tmp_path, until):
    note = tmp_path / "pid"
    source = f"""
import io
from huban_bringup.bootstrap.shell import Shell
from huban_bringup.guard import Guard
with Guard() as guard:
    Shell(io.StringIO(), guard, lambda line: None).run("sh", "-c", "echo $$ > {note}; sleep 61")
"""
    setup = subprocess.Popen([sys.executable, "-c", source])
    until(lambda: note.exists() and note.read_text().strip())
    setup.kill()
    setup.wait()
    until(lambda: _is_gone(int(note.read_text())))


def _is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
