"""PostgreSQL as a process of its own in a temporary folder, for tests and benchmarks."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine

from care_platform.testing import free_port, until

SERVER_USER = "postgres"
"""PostgreSQL refuses to run as root."""

_DEBIAN = Path("/usr/lib/postgresql")


def postgres_programs() -> Path | None:
    """The folder of `initdb` and `postgres`, None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(_DEBIAN.glob("*/bin"), reverse=True)
    return folders[0] if folders else None


class PostgresProcess:
    """A cluster in a folder of its own, with one superuser `huban` without a password, on 127.0.0.1 only."""

    def __init__(self) -> None:
        programs = postgres_programs()
        assert programs is not None, "PostgreSQL is not installed"
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="huban_postgres_"))
        self._folder.chmod(0o711)
        self._data = self._folder / "data"
        self._user = SERVER_USER if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        """Of the database that is there from the start, for `--database`."""
        return self._url("postgres")

    def new_database(self) -> str:
        """The URL of an empty one."""
        name = f"care_{uuid4().hex}"
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return self._url(name)

    def start(self) -> None:
        """Returns when it takes connections; the cluster is made at the first start."""
        if not self._data.exists():
            self._make()
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-k", ""]
        with (self._folder / "postgres.log").open("ab") as log:
            command = [str(self._programs / "postgres"), "-D", str(self._data), *address]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, user=self._user, cwd=self._data)
        until(self._ready, 30.0, 0.1)

    def kill(self) -> None:
        """As a power cut would: the server goes at once and recovers at its next start."""
        self._end(signal.SIGQUIT)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def remove(self) -> None:
        """Stops it and deletes all it kept."""
        self.stop()
        shutil.rmtree(self._folder)

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg://huban@127.0.0.1:{self.port}/{database}"

    def _make(self) -> None:
        self._data.mkdir(mode=0o700)
        if self._user:
            shutil.chown(self._data, self._user)
        options = ["-D", str(self._data), "-U", "huban", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            [str(self._programs / "initdb"), *options], check=True, capture_output=True, user=self._user, cwd="/"
        )

    def _ready(self) -> bool:
        probe = [str(self._programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        return subprocess.run(probe, check=False).returncode == 0

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(timeout=30)
