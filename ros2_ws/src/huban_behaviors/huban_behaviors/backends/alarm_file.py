"""Open alarms in one SQLite file, on the disk before `save` returns."""

import json
import sqlite3
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from huban_behaviors.core.alarm import Alarm

KEPT_NOTES = 1000
_ALARM: TypeAdapter[Alarm] = TypeAdapter(Alarm)
_TABLES = """
CREATE TABLE IF NOT EXISTS alarm (id TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS noted (number INTEGER PRIMARY KEY, event TEXT UNIQUE NOT NULL);
"""


class AlarmFile:
    """An AlarmStore. A file that cannot be read is put aside and named in `damage`, so that the robot can go on."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self.damage = ""
        try:
            self._open()
        except sqlite3.OperationalError as error:
            raise OSError(f"{path}: {error}; is another huban_behaviors running?") from error
        except (sqlite3.DatabaseError, ValueError) as error:
            aside = path.replace(path.with_suffix(".damaged"))
            self.damage = f"{path} was not readable ({error}) and is now {aside.name}"
            self._open()

    def alarms(self) -> list[Alarm]:
        return [_ALARM.validate_json(content) for (content,) in self._database.execute("SELECT content FROM alarm")]

    def noted(self) -> set[UUID]:
        return {UUID(event) for (event,) in self._database.execute("SELECT event FROM noted")}

    def save(self, alarm: Alarm) -> None:
        if alarm.open:
            content = json.dumps(_ALARM.dump_python(alarm, mode="json"), ensure_ascii=False)
            self._write("INSERT OR REPLACE INTO alarm VALUES (?, ?)", str(alarm.id), content)
        else:
            self._write("DELETE FROM alarm WHERE id = ?", str(alarm.id))

    def note(self, event_id: UUID) -> None:
        self._write("INSERT OR IGNORE INTO noted (event) VALUES (?)", str(event_id))

    def close(self) -> None:
        self._database.close()

    def _open(self) -> None:
        self._database = sqlite3.connect(self._path, timeout=1.0, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(_TABLES)
        self._database.execute("DELETE FROM noted WHERE number <= (SELECT MAX(number) FROM noted) - ?", (KEPT_NOTES,))
        self.alarms()

    def _write(self, statement: str, *values: Any) -> None:
        try:
            self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise OSError(f"{self._path}: {error}") from error
