"""The care platform is no ROS package: tests find it in the checkout unless it is installed."""

import sys
from datetime import datetime, timezone
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from huban_common.testing import graph  # noqa: F401

CARE_PLATFORM = Path(__file__).parents[4] / "care_platform"
if find_spec("care_protocol") is None:
    sys.path.insert(0, str(CARE_PLATFORM))


@pytest.fixture
def make_event() -> Any:
    """Makes an event with what a test cares about."""
    from care_protocol.messages import Event, Priority

    def make(kind: str = "fall_detected", priority: Priority = Priority.MEDIUM, **fields: Any) -> Event:
        stamp = datetime(2025, 1, 1, 8, 0, tzinfo=timezone.utc)
        fields = {"id": uuid4(), "stream": UUID(int=0), "sequence": 1, **fields}
        return Event(stamp=stamp, kind=kind, priority=priority, **fields)

    return make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes of a test file keep their things."""
    return tmp_path_factory.mktemp("world")


@pytest.fixture(scope="module")
def broker(folder: Path) -> Any:
    """A real Mosquitto on a port of its own."""
    from care_platform.testing import BrokerProcess, mosquitto

    if mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    process = BrokerProcess(folder)
    try:
        process.start()
        yield process
    finally:
        process.kill()


@pytest.fixture(scope="module")
def platform(folder: Path, broker: Any) -> Any:
    """A real care platform with the demo's robot and people."""
    from care_platform.testing import PlatformProcess

    process = PlatformProcess(folder, broker.port)
    try:
        process.start()
        yield process
    finally:
        process.kill()


@pytest.fixture
def home_file() -> Path:
    """The home of the demo."""
    return CARE_PLATFORM.parent / "sim" / "home.yaml"
