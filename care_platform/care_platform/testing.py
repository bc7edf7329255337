"""A real broker and a real platform as processes, for tests and benchmarks."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

START_TIMEOUT_S = 90.0
_PROJECT = Path(__file__).parents[1]


def free_port() -> int:
    """A TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], Any], timeout_s: float = 30.0, period_s: float = 0.02) -> Any:
    """What the condition yields as soon as it holds; raises TimeoutError."""
    deadline = time.monotonic() + timeout_s
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {timeout_s} s")
        time.sleep(period_s)
    return value


def mosquitto() -> str | None:
    """The path of Debian's Mosquitto, None where it is not installed."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")


class _Process:
    """A process that can be killed and started again."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def _launch(self, command: list[str], log: Path, environment: dict[str, str]) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """As a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int | None:
        """As an operator would; the exit status."""
        if self._process is None:
            return None
        self._process.terminate()
        return self._process.wait(timeout=10)


class BrokerProcess(_Process):
    """Mosquitto on a port of its own, without memory: what a robot keeps must not depend on it.

    `configuration` writes another mosquitto.conf for a port and returns its path.
    """

    def __init__(self, folder: Path, configuration: Callable[[int], Path] | None = None) -> None:
        super().__init__()
        self.port = free_port()
        self._folder = folder
        self._config = (configuration or self._open_to_all)(self.port)

    def _open_to_all(self, port: int) -> Path:
        path = self._folder / "mosquitto.conf"
        path.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\n")
        return path

    def start(self) -> None:
        program = mosquitto()
        assert program is not None, "mosquitto is not installed"
        self._launch([program, "-c", str(self._config)], self._folder / "mosquitto.log", dict(os.environ))
        until(self._listening)

    def _listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class PlatformProcess(_Process):
    """The care platform with the demo's robot and people, in a state folder that outlives it."""

    def __init__(self, folder: Path, mqtt_port: int, options: Sequence[str] = ()) -> None:
        super().__init__()
        self._options = options
        self.port = free_port()
        self.state = folder / "platform"
        self.log = folder / "platform.log"
        self._mqtt_port = mqtt_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it serves and hears the broker."""
        options = ["--state", str(self.state), "--port", str(self.port), "--mqtt-port", str(self._mqtt_port), "--demo"]
        options += self._options
        paths = [str(_PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        self._launch([sys.executable, "-m", "care_platform", *options], self.log, environment)
        until(self._ready, START_TIMEOUT_S, 0.1)

    def _ready(self) -> bool:
        if self.ended:
            raise RuntimeError(f"the platform ended: {self.log.read_text(encoding='utf-8')[-1000:]}")
        return self.health().get("status") == "ok"

    def health(self) -> dict[str, Any]:
        try:
            health: dict[str, Any] = httpx.get(f"{self.url}/healthz", timeout=2.0).json()
        except httpx.HTTPError:
            return {}
        return health

    def password(self, name: str) -> str:
        passwords: dict[str, str] = json.loads((self.state / "demo_accounts.json").read_text(encoding="utf-8"))
        return passwords[name]

    def sign_in(self, name: str) -> httpx.Client:
        """A client of the JSON API that is signed in as this demo person."""
        client = httpx.Client(base_url=self.url, timeout=10.0)
        answer = client.post("/api/login", json={"name": name, "password": self.password(name)})
        answer.raise_for_status()
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return client
