import socket
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from huban_bringup.core.types import ProcessSpec

NOTIFY = """
import os, socket
def ready():
    address = os.environ["NOTIFY_SOCKET"].replace("@", chr(0), 1)
    socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"READY=1", address)
"""


@pytest.fixture
def until():
    """Waits for a condition and fails the test where it does not come true in time."""

    def wait(condition: Callable[[], object], timeout_s: float = 10.0) -> None:
        deadline_s = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline_s, f"not within {timeout_s} s"
            time.sleep(0.02)

    return wait


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def program(tmp_path):
    """Makes a process entry that runs Python source; `ready()` in it tells the runner."""

    def make(name: str, source: str, **options: object) -> ProcessSpec:
        file: Path = tmp_path / f"{name}.py"
        file.write_text(NOTIFY + textwrap.dedent(source), encoding="utf-8")
        return ProcessSpec(name, (sys.executable, "-uIS", str(file)), "x.launch.xml:1", **options)

    return make
