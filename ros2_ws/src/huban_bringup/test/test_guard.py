import signal
import subprocess
import threading
import time

import pytest

from huban_bringup.guard import Guard, end


@pytest.fixture
def sleeper():
    """A process group of one; ended after the test."""
    process = subprocess.Popen(["sleep", "60"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def test_a_watched_group_ends_with_the_guard(sleeper):
    reaper = threading.Thread(target=sleeper.wait)
    reaper.start()
    with Guard() as guard:
        guard.watch(sleeper.pid)
        time.sleep(0.2)
        assert reaper.is_alive()
    reaper.join(5.0)
    assert sleeper.returncode == -signal.SIGTERM


def test_a_forgotten_group_lives_on(sleeper):
    with Guard() as guard:
        guard.watch(sleeper.pid)
        guard.forget(sleeper.pid)
    assert sleeper.poll() is None


def test_a_group_that_ignores_the_polite_signal_is_killed():
    source = "trap '' TERM; echo up; sleep 60 & wait; wait"
    stubborn = subprocess.Popen(["sh", "-c", source], start_new_session=True, stdout=subprocess.PIPE)
    assert stubborn.stdout is not None
    stubborn.stdout.readline()
    end([stubborn.pid], grace_s=0.2)
    assert stubborn.wait(5.0) == -signal.SIGKILL


def test_a_group_that_is_gone_is_no_trouble():
    gone = subprocess.Popen(["true"], start_new_session=True)
    gone.wait()
    end([gone.pid])
