"""The other side of a robot's bridge: what happens in the home, told again to a bridge that died before it kept it."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import RLock, Thread
from uuid import UUID, uuid4

from care_platform.testing import until
from care_protocol.messages import Event, Priority, encode
from huban_care_bridge.backends.wall_clock import SystemWallClock
from huban_care_bridge.benchmarks.chaos.robot import WAITING

TOLD_AGAIN = 20
"""A restarted bridge hears the last events again, as a new subscriber of /care/events does."""

ANSWER_TIMEOUT_S = 30.0


class RobotProcess:
    """`sent`: what happened, in its order; `calls`, `replies`: how often the robot was told of each."""

    def __init__(self, folder: Path, robot_id: str, mqtt_port: int) -> None:
        self.robot_id = robot_id
        self.sent: list[Event] = []
        self.calls: Counter[UUID] = Counter()
        self.replies: Counter[tuple[UUID, str]] = Counter()
        self.health: dict[str, int] = {}
        self._folder = folder / robot_id
        self._mqtt_port = mqtt_port
        self._not_kept: dict[UUID, Event] = {}
        self._lock = RLock()
        self._wall = SystemWallClock()

    def start(self) -> None:
        """Starts a bridge and tells it what the one before may have missed."""
        self._folder.mkdir(exist_ok=True)
        options = {"--folder": self._folder, "--robot-id": self.robot_id, "--port": self._mqtt_port}
        words = [str(word) for pair in options.items() for word in pair]
        command = [sys.executable, "-m", "huban_care_bridge.benchmarks.chaos.robot", *words]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with (self._folder / "log").open("ab") as log, self._lock:
            self._process = subprocess.Popen(command, stderr=log, env=environment, **pipes)  # type: ignore[call-overload]
            self._ear = Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
            self._ear.start()
            last = {event.id for event in self.sent[-TOLD_AGAIN:]}
            for event in self.sent:
                if event.id in self._not_kept or event.id in last:
                    self._write(encode(event).decode())

    def kill(self) -> None:
        """As a power cut would; what it said before still counts."""
        self._process.kill()
        self._process.wait()
        self._ear.join()

    def happens(self, kind: str, priority: Priority, alarm_id: UUID | None = None) -> None:
        """Something happens; it counts from now on, whoever lives."""
        with self._lock:
            number = {"id": uuid4(), "stream": UUID(int=0), "sequence": 1, "stamp": self._wall.now()}
            data = {"number": len(self.sent)}
            event = Event(kind=kind, priority=priority, alarm_id=alarm_id, person_id="elder", data=data, **number)
            self.sent.append(event)
            self._not_kept[event.id] = event
            self._write(encode(event).decode())

    def delivered(self, alarm_id: UUID) -> bool:
        """Whether the robot knows that the platform has this alarm."""
        return self.replies[alarm_id, "delivered"] > 0

    def waiting(self) -> int:
        """How many messages are still in the outbox or not even there."""
        self.health = {}
        self._write(WAITING)
        return int(until(lambda: self.health, ANSWER_TIMEOUT_S)["waiting"]) + len(self._not_kept)

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        with self._lock, suppress(OSError, ValueError):
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()

    def _listen(self, lines: Iterable[str]) -> None:
        for line in lines:
            with suppress(json.JSONDecodeError):
                self._hear(json.loads(line))

    def _hear(self, said: dict[str, str]) -> None:
        word = said.pop("word")
        if word == "health":
            self.health = {name: int(value) for name, value in said.items()}
        elif word == "kept":
            with self._lock:
                self._not_kept.pop(UUID(said["id"]), None)
        elif word == "call":
            self.calls[UUID(said["id"])] += 1
        else:
            self.replies[UUID(said["id"]), said["kind"]] += 1
