"""What the process table and its runner talk about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

READY_PORT = "HUBAN_READY_PORT"
"""Environment variable by which a launch file says which TCP port a process opens when it is ready."""


class LaunchFileError(ValueError):
    """A launch file, or an argument for it, that cannot be used: file, line, what, what to do."""


@dataclass(frozen=True)
class ProcessSpec:
    """One process of the table, ready to be started."""

    name: str
    command: tuple[str, ...]
    where: str
    """File and line of its entry."""
    is_node: bool = True
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added to the runner's own."""
    folder: Path | None = None
    respawn: bool = False
    respawn_delay_s: float = 0.0

    @property
    def ready_port(self) -> int | None:
        """The port that opens when the process is ready; None: it says so by sd_notify."""
        port = self.environment.get(READY_PORT)
        return int(port) if port else None


@dataclass(frozen=True)
class ProcessTable:
    """All processes of a launch file, in order, and the values of its arguments."""

    processes: tuple[ProcessSpec, ...]
    arguments: Mapping[str, str]

    @property
    def ports(self) -> dict[str, int]:
        """The TCP ports that the stack opens, by the argument that sets each (its name ends with `_port`)."""
        return {name: int(value) for name, value in self.arguments.items() if name.endswith("_port")}


class State(str, Enum):
    """What a process of the stack is doing."""

    STARTING = "starting"
    READY = "ready"
    WAITING = "waiting"
    """It died and will be started again."""
    DEGRADED = "degraded"
    """It keeps dying; it is tried again now and then."""
    REFUSED = "refused"
    """It does not accept its configuration; starting it again would not help."""
    STOPPED = "stopped"


class Happened(str, Enum):
    """Kinds of events in the life of a stack."""

    STARTED = "started"
    BECAME_READY = "became_ready"
    DIED = "died"
    ENDED = "ended"
    """It died and nobody asked for it to be started again."""
    RESTARTED = "restarted"
    DEGRADED = "degraded"
    RECOVERED = "recovered"
    REFUSED = "refused"
    STOPPED = "stopped"
    DISK_RAN_LOW = "disk_ran_low"


@dataclass(frozen=True)
class ProcessEvent:
    """Something that happened to a process; `detail` is its exit status in words, its last line, or free space."""

    kind: Happened
    process: str
    detail: str = ""
