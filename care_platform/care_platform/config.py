"""What the platform is started with."""

from dataclasses import dataclass
from pathlib import Path

from care_platform.core.retention import DEFAULT, Retention
from care_protocol.credentials import PLAIN, Credentials


@dataclass(frozen=True)
class Settings:
    """Addresses, places on disk, and whether this is the demo."""

    state: Path
    """Folder for keys, the audit anchor and, by default, the database."""

    database: str = ""
    """SQLAlchemy URL; empty: SQLite in the state folder."""

    host: str = "127.0.0.1"
    port: int = 8080
    mqtt_host: str = "127.0.0.1"
    mqtt_port: int = 18830
    demo: bool = False
    mqtt_credentials: Credentials = PLAIN
    retention: Retention = DEFAULT

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.state / 'care.db'}"
