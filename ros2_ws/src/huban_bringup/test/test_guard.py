import os
import signal
import subprocess
import threading
import time

import pytest

from huban_bringup.guard import Guard, end, marked


@pytest.fixture
def start():
    """Starts shell scripts with extra environment; what is left is killed after the test."""
    started: list[subprocess.Popen[bytes]] = []

    def run(script: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        started.append(
            subprocess.Popen(
                ["sh", "-c", script],
                env={**os.environ, **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def test_a_marked_process_ends_with_the_guard(start):
    with Guard() as guard:
        process = start("exec sleep 60", guard.environment)
        reaper = threading.Thread(target=process.wait)
        reaper.start()
        time.sleep(0.2)
        assert reaper.is_alive()
    reaper.join(5.0)
    assert process.returncode == -signal.SIGTERM


def test_what_a_marked_process_started_ends_too_wherever_it_went(start, until):
    with Guard() as guard:
        mark = guard.environment["HUBAN_GUARD"]
        start("setsid sleep 60 & exit", guard.environment).wait()
        until(lambda: len(marked(mark)) == 1)
    assert marked(mark) == []


def test_a_process_without_the_mark_lives_on(start):
    process = start("exec sleep 60", {})
    with Guard() as guard:
        other = start("exec sleep 60", {"HUBAN_GUARD": guard.environment["HUBAN_GUARD"] + "x"})
    assert process.poll() is None
    assert other.poll() is None


def test_a_process_that_ignores_the_polite_signal_is_killed(start):
    process = start("trap '' TERM; echo up; while true; do sleep 1; done", {"HUBAN_GUARD": "stubborn-test"})
    assert process.stdout is not None
    process.stdout.readline()
    end("stubborn-test", grace_s=0.2)
    assert process.wait(5.0) == -signal.SIGKILL


def test_nobody_with_the_mark_is_no_trouble():
    end("nobody-has-this-mark")
