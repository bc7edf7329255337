"""Commands that came in: each is carried out at most once, also across restarts."""

from datetime import datetime, timedelta
from uuid import UUID

from care_protocol.messages import Command, Result, ResultState
from huban_care_bridge.core.storage import Storage

KEPT = timedelta(days=1)
"""So long after its end a command is remembered: results of long ones still come, replays are long refused."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS commands"
    " (id TEXT PRIMARY KEY, expires_s REAL NOT NULL, state TEXT NOT NULL, message TEXT NOT NULL)"
)


class Ledger:
    """Raises StorageError when the disk fails; a command that `admit` returned for is on the disk."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        with storage.transaction():
            storage.execute(_TABLE)

    def state(self, id: UUID) -> tuple[ResultState, str] | None:
        """How far a command got and what was said about it; None for one that never came."""
        rows = self._storage.execute("SELECT state, message FROM commands WHERE id = ?", str(id))
        return (ResultState(rows[0][0]), rows[0][1]) if rows else None

    def admit(self, command: Command, state: ResultState, now: datetime) -> None:
        """Writes a new command down and forgets the old ones."""
        with self._storage.transaction():
            self._storage.execute("DELETE FROM commands WHERE expires_s < ?", (now - KEPT).timestamp())
            row = (str(command.id), command.expires.timestamp(), state.value)
            self._storage.execute("INSERT INTO commands VALUES (?, ?, ?, '')", *row)

    def note(self, result: Result) -> bool:
        """Writes down how far a command got; False when it is unknown, ended, or already so far."""
        known = self.state(result.command_id)
        if known is None or known[0].final or known == (result.state, result.message):
            return False
        values = (result.state.value, result.message, str(result.command_id))
        self._storage.execute("UPDATE commands SET state = ?, message = ? WHERE id = ?", *values)
        return True
