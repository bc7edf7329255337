"""How long to wait before something that failed is tried again."""

LONGEST_PAUSE_S = 60.0
_DOUBLINGS = 6
"""2 s doubled so often is more than the longest pause; further powers would overflow after a thousand tries."""


def pause_s(tries: int, chance: float = 1.0) -> float:
    """2, 4, 8, ... seconds, at most LONGEST_PAUSE_S; `chance` 0..1 keeps many senders from coming at once."""
    return float(min(2.0 ** min(tries, _DOUBLINGS), LONGEST_PAUSE_S) * (0.5 + 0.5 * chance))
