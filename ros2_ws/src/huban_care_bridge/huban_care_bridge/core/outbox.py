"""What has to reach the platform: on the disk before it is sent, gone when the platform has committed it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from care_protocol.channels import Channel
from care_protocol.messages import Priority
from huban_care_bridge.core.storage import Storage

REMEMBERED = 10_000
"""So many ids of delivered messages are kept, so that a message that comes again is not sent again."""

RANKS = {Priority.HIGH: 0, Priority.MEDIUM: 1, Priority.TECHNICAL: 1, Priority.LOW: 3, Priority.NONE: 4}
TELEMETRY_RANK = RANKS[Priority.NONE]
SELF_TEST_RANK = -1
"""Before everything else: one small message a minute, of which only the newest waits."""

RESULT_RANK = 2
"""Somebody waits for a result, so it goes before what nobody waits for."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS items (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " channel TEXT NOT NULL, rank INTEGER NOT NULL, alarm TEXT, payload BLOB NOT NULL, refused TEXT)",
    "CREATE INDEX IF NOT EXISTS items_by_rank ON items (rank, sequence) WHERE refused IS NULL",
    "CREATE TABLE IF NOT EXISTS delivered (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE)",
)
Composer = Callable[[UUID, int], bytes]
"""Makes the payload from the outbox's identity and the message's number in it."""


@dataclass(frozen=True)
class Entry:
    """A message that waits: `alarm` is the alarm that it raises."""

    id: UUID
    channel: Channel
    rank: int
    sequence: int
    alarm: UUID | None
    payload: bytes

    def again(self, _stream: UUID, _sequence: int) -> bytes:
        """The payload for another outbox: what may have been sent keeps its number."""
        return self.payload


class Outbox:
    """Raises StorageError when the disk fails; what `add` returned for is on the disk."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        with storage.transaction():
            for statement in _TABLES:
                storage.execute(statement)
            storage.execute("INSERT OR IGNORE INTO facts VALUES ('stream', ?)", str(uuid4()))
            storage.execute("UPDATE items SET refused = NULL")
        self.stream = UUID(storage.execute("SELECT value FROM facts WHERE name = 'stream'")[0][0])

    def add(self, id: UUID, channel: Channel, rank: int, compose: Composer, alarm: UUID | None = None) -> bool:
        """Keeps a message; False when it was added or delivered before."""
        with self._storage.transaction():
            if self._known(id):
                return False
            sequence = self._last() + 1
            row = (sequence, str(id), channel.value, rank, alarm and str(alarm))
            self._storage.execute(
                "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, NULL)", *row, compose(self.stream, sequence)
            )
        return True

    def first(self, count: int) -> list[Entry]:
        """The next to send: the most urgent, and among them the oldest."""
        query = f"SELECT {_COLUMNS} FROM items WHERE refused IS NULL ORDER BY rank, sequence LIMIT ?"
        return [_entry(row) for row in self._storage.execute(query, count)]

    def find(self, id: UUID) -> Entry | None:
        rows = self._storage.execute(f"SELECT {_COLUMNS} FROM items WHERE id = ?", str(id))
        return _entry(rows[0]) if rows else None

    def remove(self, ids: Iterable[UUID]) -> None:
        """The platform has these."""
        with self._storage.transaction():
            for id in ids:
                self._storage.execute("DELETE FROM items WHERE id = ?", str(id))
                self._storage.execute("INSERT OR IGNORE INTO delivered (id) VALUES (?)", str(id))
            oldest = "(SELECT MAX(number) FROM delivered) - ?"
            self._storage.execute(f"DELETE FROM delivered WHERE number <= {oldest}", REMEMBERED)

    def set_aside(self, id: UUID, reason: str) -> None:
        """The platform does not want it: it waits for the next start and blocks nobody."""
        self._storage.execute("UPDATE items SET refused = ? WHERE id = ?", reason, str(id))

    def withdraw(self, rank: int) -> None:
        """Gives up what waits at this rank."""
        self._storage.execute("DELETE FROM items WHERE rank = ?", rank)

    def thin(self, kept: int) -> None:
        """Gives up the oldest telemetry until `kept` of it are left, and counts what went."""
        excess = self.telemetry() - kept
        if excess <= 0:
            return
        with self._storage.transaction():
            oldest = "SELECT sequence FROM items WHERE refused IS NULL AND rank = ? ORDER BY sequence LIMIT ?"
            self._storage.execute(f"DELETE FROM items WHERE sequence IN ({oldest})", TELEMETRY_RANK, excess)
            self._storage.execute("INSERT OR REPLACE INTO facts VALUES ('thinned', ?)", str(self.thinned + excess))

    @property
    def thinned(self) -> int:
        """How many messages were given up since this outbox began."""
        rows = self._storage.execute("SELECT value FROM facts WHERE name = 'thinned'")
        return int(rows[0][0]) if rows else 0

    def telemetry(self) -> int:
        """How many messages wait that may be given up."""
        query = "SELECT COUNT(*) FROM items WHERE refused IS NULL AND rank = ?"
        return int(self._storage.execute(query, TELEMETRY_RANK)[0][0])

    def room_bytes(self) -> int:
        """What fits in without the file growing."""
        return self._storage.room_bytes()

    def size(self) -> int:
        return int(self._storage.execute("SELECT COUNT(*) FROM items WHERE refused IS NULL")[0][0])

    def refused(self) -> int:
        return int(self._storage.execute("SELECT COUNT(*) FROM items WHERE refused IS NOT NULL")[0][0])

    def _known(self, id: UUID) -> bool:
        query = "SELECT 1 FROM items WHERE id = ? UNION SELECT 1 FROM delivered WHERE id = ?"
        return bool(self._storage.execute(query, str(id), str(id)))

    def _last(self) -> int:
        """The highest number ever given, also to messages that are gone."""
        rows = self._storage.execute("SELECT seq FROM sqlite_sequence WHERE name = 'items'")
        return int(rows[0][0]) if rows else 0


_COLUMNS = "id, channel, rank, sequence, alarm, payload"


def _entry(row: tuple[str, str, int, int, str | None, bytes]) -> Entry:
    id, channel, rank, sequence, alarm, payload = row
    return Entry(UUID(id), Channel(channel), rank, sequence, UUID(alarm) if alarm else None, payload)
