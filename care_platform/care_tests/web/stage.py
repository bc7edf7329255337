"""A small care home with an evening behind it, served on a port: for looking at the app in a real browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import uvicorn

from care_platform.core.clock import ManualClock
from care_platform.services.accounts import add_robot
from care_platform.testing import free_port, until
from care_platform.web.app import create_app
from care_protocol.channels import Address, Channel
from care_protocol.messages import About, Connection, ConnectionState, Priority, RobotState
from care_tests.conftest import ELDER, ROBOT, World

ROOMS: dict[str, tuple[dict[str, str], list[float]]] = {
    "living_room": ({"en": "living room", "zh-CN": "客厅"}, [0.0, 0.0, 5.5, 4.6]),
    "kitchen": ({"en": "kitchen", "zh-CN": "厨房"}, [5.5, 0.0, 10.0, 3.6]),
    "bedroom": ({"en": "bedroom", "zh-CN": "卧室"}, [0.0, 4.6, 5.5, 8.0]),
    "hallway": ({"en": "hallway", "zh-CN": "走廊"}, [5.5, 3.6, 7.2, 8.0]),
    "bathroom": ({"en": "bathroom", "zh-CN": "卫生间"}, [7.2, 3.6, 10.0, 6.0]),
    "balcony": ({"en": "balcony", "zh-CN": "阳台"}, [7.2, 6.0, 10.0, 8.0]),
}
PLAN: dict[str, Any] = {
    "rooms": {room: outline for room, (_, outline) in ROOMS.items()},
    "furniture": {"bed": [0.1, 6.1, 2.1, 7.1], "sofa": [1.25, 0.1, 3.15, 0.95], "counter": [6.2, 0.05, 9.6, 0.65]},
    "doors": [[5.5, 1.25, 5.5, 2.35], [3.1, 4.6, 4.1, 4.6], [5.5, 5.5, 5.5, 6.5], [7.2, 4.35, 7.2, 5.25]],
}
NEIGHBOURS = ({"en": "Mr. Chen", "zh-CN": "陈爷爷"}, {"en": "Mrs. Zhao", "zh-CN": "赵奶奶"})
SECOND_ROBOT = Address("home", "huban-2")


class Stage:
    """The served platform, and what its robots tell."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        self.world.clock = ManualClock(datetime.now(timezone.utc))
        self.world.start()
        self.world.platform.broker.connected = True
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def evening(self) -> UUID:
        """A robot in the kitchen, a day with a few events, and a fall that nobody has taken yet; the alarm's id."""
        self.hello(ROBOT, ELDER)
        for minutes, kind, place, reason in (
            (600, "mobility_measured", "living_room", "312 m, 0.61 m/s"),
            (420, "monitoring_lost", "bedroom", "too dark"),
            (415, "monitoring_restored", "bedroom", ""),
            (90, "wandering_noticed", "hallway", "6 times between bedroom and hallway in 4 minutes"),
        ):
            self.tell(kind, minutes, place, reason)
        self.tell("fall_detected", 1, "kitchen", "lies on the floor for 12 s", Priority.MEDIUM)
        alarm_id = self.world.alarm(place="kitchen", reason="lies on the floor for 12 s, does not answer")
        self.state(ROBOT)
        self.world.platform.changes.announce()
        return alarm_id

    def neighbour(self) -> None:
        """A second elder with a robot of her own, which has fallen silent."""
        with self.world.platform.database.writing() as session:
            robot = add_robot(session, self.world.platform.audit, SECOND_ROBOT.tenant, SECOND_ROBOT.robot_id)
            elder = self.world.platform.people.add_elder(session, "test", "home", NEIGHBOURS[0], "chen")
            self.world.platform.people.give_robot(session, "test", robot, elder)
        self.hello(SECOND_ROBOT, NEIGHBOURS[0])
        gone = Connection(stamp=self.world.clock.now(), state=ConnectionState.CONNECTION_BROKEN)
        self.world.robot_says(Channel.CONNECTION, gone, SECOND_ROBOT)

    def hello(self, robot: Address, elder: dict[str, str]) -> None:
        names = {room: name for room, (name, _) in ROOMS.items()}
        home = {"en": f"{elder['en']}'s home", "zh-CN": f"{elder['zh-CN']}的家"}
        about = About.model_validate(
            {"home": home, "elder": elder, "people": {"elder": elder}, "rooms": names, "places": names, "plan": PLAN}
        )
        online = Connection(stamp=self.world.clock.now(), state=ConnectionState.ONLINE, about=about)
        self.world.robot_says(Channel.CONNECTION, online, robot)

    def state(self, robot: Address, **fields: Any) -> None:
        now = self.world.clock.now()
        somebody = {"id": "elder", "position": {"frame": "map", "x": 8.6, "y": 1.9}, "posture": "lying"}
        activity = {"skill": "come_here", "state": "running", "caller": "li", "message": ""}
        told: dict[str, Any] = {
            "stamp": now,
            "battery": 0.82,
            "charging": False,
            "room": "kitchen",
            "position": {"frame": "map", "x": 7.2, "y": 2.2},
            "heading_rad": -0.2,
            "people": [somebody],
            "safety": "slowed",
            "safety_cause": "person_near",
            "camera": "on",
            "activity": activity,
            **fields,
        }
        self.world.robot_says(Channel.STATE, RobotState.model_validate(told), robot)

    def tell(self, kind: str, minutes_ago: int, place: str, reason: str, priority: Priority = Priority.NONE) -> None:
        stamp = self.world.clock.now() - timedelta(minutes=minutes_ago)
        event = self.world.event(kind, priority, id=uuid4(), stamp=stamp, place=place, reason=reason, confidence=0.9)
        self.world.robot_says(Channel.EVENT, event)

    @contextmanager
    def served(self) -> Iterator["Stage"]:
        """While the block runs, browsers find the app at `url`."""
        self.open()
        try:
            yield self
        finally:
            self.shut()

    def open(self) -> None:
        app = create_app(self.world.platform)
        config = uvicorn.Config(app, port=self.port, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until(lambda: self._server.started)

    def shut(self) -> None:
        """As a platform that goes down: open pages lose their stream."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
