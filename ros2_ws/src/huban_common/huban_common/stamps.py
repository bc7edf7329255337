"""Points in time and durations of messages, as seconds and back."""

from builtin_interfaces.msg import Duration, Time


def seconds(stamp: Time | Duration) -> float:
    """A point in time or a duration in s; today's points in time keep a quarter of a microsecond."""
    return float(stamp.sec + stamp.nanosec * 1e-9)


def to_time(time_s: float) -> Time:
    """The nearest nanosecond."""
    sec, nanosec = _split(time_s)
    return Time(sec=sec, nanosec=nanosec)


def to_duration(duration_s: float) -> Duration:
    """The nearest nanosecond; the nanoseconds of a negative duration count forwards, too."""
    sec, nanosec = _split(duration_s)
    return Duration(sec=sec, nanosec=nanosec)


def _split(time_s: float) -> tuple[int, int]:
    return divmod(round(time_s * 1e9), 1_000_000_000)
