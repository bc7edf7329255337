"""What is checked before any process starts, so that a stack starts whole or not at all."""

import os
import shutil
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

from huban_bringup.core.types import ProcessSpec, ProcessTable
from huban_bringup.errors import CannotStart

LEAST_FREE_BYTES = 200 * 2**20


def check(table: ProcessTable, state_folder: Path) -> None:
    """Raises CannotStart for a port in use, a program that is not there, or a full disk."""
    for argument, port in table.ports.items():
        check_port(argument, port)
    for process in table.processes:
        check_program(process, os.environ)
    check_disk(state_folder)


def check_port(argument: str, port: int) -> None:
    if is_open(port):
        raise CannotStart(f"port {port} is in use{_by_whom(port)}: end that, or choose another with {argument}:=PORT")


def is_open(port: int) -> bool:
    """True where some server holds the port on this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def check_program(process: ProcessSpec, environment: Mapping[str, str]) -> None:
    search = {**environment, **process.environment}.get("PATH")
    if shutil.which(process.command[0], path=search) is None:
        raise CannotStart(f"{process.where}: the program {process.command[0]} is not there: run ./huban setup")


def check_disk(folder: Path, least_bytes: int = LEAST_FREE_BYTES) -> None:
    free_bytes = free(folder)
    if free_bytes < least_bytes:
        raise CannotStart(
            f"only {free_bytes >> 20} MiB free at {folder}, {least_bytes >> 20} MiB are needed: make room"
        )


def free(folder: Path) -> int:
    """Free bytes on the disk of a folder, which may not exist yet."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(existing).free


def _by_whom(port: int) -> str:
    """The process behind a port, as far as this user may know."""
    for connection in psutil.net_connections("tcp"):
        listens = connection.status == psutil.CONN_LISTEN and connection.laddr and connection.laddr.port == port
        if listens and connection.pid:
            with suppress(psutil.Error):
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    return ""
