"""The bumper ring: whether something is touched, and how often that began."""

_REBOUND_S = 0.3
"""Who bounces off something and touches it again within this time has bumped into it once."""


class Bumper:
    """Counts each thing once per touch, however long the touch lasts."""

    def __init__(self) -> None:
        self._since_s: dict[str, float] = {}
        self.contacts = 0

    @property
    def pressed(self) -> bool:
        return bool(self._since_s)

    def update(self, dt_s: float, touching: frozenset[str]) -> None:
        """`touching` names what the robot touches now, the floor left out."""
        self.contacts += len(touching - self._since_s.keys())
        waited = {thing: since_s + dt_s for thing, since_s in self._since_s.items()}
        self._since_s = {thing: since_s for thing, since_s in waited.items() if since_s < _REBOUND_S}
        self._since_s |= dict.fromkeys(touching, 0.0)
