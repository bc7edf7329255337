"""Which of several bridges with one robot's id speaks and acts for it: at most one, and who is there stays."""

from uuid import UUID

from care_protocol.messages import Connection, ConnectionState

LOOK_S = 1.0
"""So long a bridge that comes waits for what the broker has kept: two round trips of a slow network."""

LEASE_S = 45.0
"""After so much silence the other one counts as gone; a living one tells its state every 30 s at least."""

PATIENCE_S = 20.0
"""So long one that was fenced off waits for the other to come back from a restart."""


class Fence:
    """`session` names this process, `stream` its outbox. Seconds are those of one monotonic clock."""

    def __init__(self, session: UUID, stream: UUID) -> None:
        self.session = session
        self.stream = stream
        self._free_s = 0.0
        self._held = False
        self.fenced = False
        self.holder = False

    def looking(self, now_s: float) -> None:
        """Connected as a guest: what the broker has kept of the robot arrives now."""
        self.holder = False
        self._free_s = now_s + (PATIENCE_S if self.fenced else LOOK_S)

    def granted(self) -> None:
        """Connected as the robot: the broker has at most one such."""
        self._held, self.holder, self.fenced = True, True, False

    def heard(self, now_s: float) -> None:
        """The robot's state was told, and not by us."""
        if not self.holder:
            self._stand_back(now_s)

    def saw(self, connection: Connection, now_s: float) -> None:
        """What the broker says of the robot's connection, by whomever."""
        if self.holder:
            return
        if self._is_ours(connection):
            self._free_s = now_s
        elif connection.state is ConnectionState.ONLINE:
            self._stand_back(now_s)
        else:
            self._free_s = now_s + (PATIENCE_S if self.fenced else 0.0)

    def may_claim(self, now_s: float) -> bool:
        """Whether nobody else speaks for the robot."""
        return not self.holder and now_s >= self._free_s

    def pause_s(self, now_s: float) -> float:
        """Seconds until it may be free."""
        return self._free_s - now_s

    def _is_ours(self, connection: Connection) -> bool:
        """Said by this process, or by the one before it with the same disk.

        Where this process had the robot already, one that came later with the same disk is a copy.
        """
        return connection.session == self.session or (connection.stream == self.stream and not self._held)

    def _stand_back(self, now_s: float) -> None:
        self.fenced = True
        self._free_s = now_s + LEASE_S
