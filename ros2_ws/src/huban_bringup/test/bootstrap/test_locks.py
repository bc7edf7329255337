import subprocess
import sys

from huban_bringup.bootstrap.locks import is_running, running_stack, setup_lock


def test_a_second_setup_says_whom_it_waits_for_and_then_goes_on(tmp_path):
    source = f"""
import time
from pathlib import Path
from huban_bringup.bootstrap.locks import setup_lock
with setup_lock(Path(r"{tmp_path}"), print):
    print("holding", flush=True)
    time.sleep(0.8)
"""
    first = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "holding\n"
    waited_for: list[str] = []
    with setup_lock(tmp_path, waited_for.append):
        assert first.wait(5.0) == 0
    assert waited_for == [str(first.pid)]


def test_a_free_lock_is_taken_without_a_word(tmp_path):
    waited_for: list[str] = []
    with setup_lock(tmp_path, waited_for.append):
        pass
    assert waited_for == []


def test_several_stacks_may_run_and_are_seen_until_the_last_ends(tmp_path):
    assert not is_running(tmp_path)
    with running_stack(tmp_path):
        with running_stack(tmp_path):
            assert is_running(tmp_path)
        assert is_running(tmp_path)
    assert not is_running(tmp_path)
