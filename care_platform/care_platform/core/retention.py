"""How long what is kept."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Retention:
    """Events of an alarm stay as long as the alarm; the audit trail stays for good and holds no names."""

    events: timedelta = timedelta(days=400)
    alarms: timedelta = timedelta(days=1100)
    orders: timedelta = timedelta(days=400)
    sign_ins: timedelta = timedelta(days=90)
    dead_letters: timedelta = timedelta(days=30)


DEFAULT = Retention()
