"""How a process says that it is ready: sd_notify's READY=1, or a TCP port that opens."""

import os
import socket
from contextlib import suppress
from typing import Protocol

from huban_bringup.core.types import ProcessSpec

PROBE_TIMEOUT_S = 0.2


class Readiness(Protocol):
    """One way to learn that a started process is ready."""

    environment: dict[str, str]
    """What the process must be told."""

    def begin(self) -> None:
        """Forgets what an earlier run of the process said."""
        ...

    def arrived(self) -> bool:
        """True once the process is ready; never waits long."""
        ...

    def close(self) -> None: ...


def readiness_of(spec: ProcessSpec) -> Readiness:
    return PortOpens(spec.ready_port) if spec.ready_port else Notified(spec.name)


class Notified:
    """The protocol of systemd's sd_notify, on an abstract socket of our own for each process."""

    def __init__(self, name: str) -> None:
        address = f"huban-{os.getpid()}-{name}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind(f"\0{address}")
        self.environment = {"NOTIFY_SOCKET": f"@{address}"}

    def begin(self) -> None:
        with suppress(BlockingIOError):
            while True:
                self._socket.recv(4096)

    def arrived(self) -> bool:
        try:
            return b"READY=1" in self._socket.recv(4096)
        except BlockingIOError:
            return False

    def close(self) -> None:
        self._socket.close()


class PortOpens:
    """A server on this machine that accepts connections."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.environment: dict[str, str] = {}

    def begin(self) -> None:
        pass

    def arrived(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), PROBE_TIMEOUT_S).close()
        except OSError:
            return False
        return True

    def close(self) -> None:
        pass
