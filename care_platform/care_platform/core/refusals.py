"""What the platform does not do, told with a key of the text catalogue."""

from math import ceil


class Refused(Exception):
    """Something asked for that does not happen; `reason` is a key of the text catalogue, `values` go into the text."""

    def __init__(self, reason: str, **values: float) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class NotFound(Refused):
    """It does not exist, or not for this person."""


class NotAllowed(Refused):
    """This person has no right to it."""


class OutOfTurn(Refused):
    """It can not happen now, after what has happened already."""


class Unusable(Refused):
    """The request itself is wrong."""


class TooMany(Refused):
    """Too many tries; the next may come after `wait_s`."""

    def __init__(self, reason: str, wait_s: float) -> None:
        super().__init__(reason, minutes=ceil(wait_s / 60))
        self.wait_s = ceil(wait_s)


class Unavailable(Refused):
    """The platform can not do it for the moment."""
