"""The bumper ring: whether something is touched, and how often that began."""


class Bumper:
    """Counts each thing once per touch, however long the touch lasts."""

    def __init__(self) -> None:
        self._touching: frozenset[str] = frozenset()
        self.contacts = 0

    @property
    def pressed(self) -> bool:
        return bool(self._touching)

    def update(self, touching: frozenset[str]) -> None:
        """`touching` names what the robot touches now, the floor left out."""
        self.contacts += len(touching - self._touching)
        self._touching = touching
