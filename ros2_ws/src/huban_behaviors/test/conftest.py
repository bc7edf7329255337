"""A day at home on simulated time, for every test of the behaviours."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from huban_behaviors.core.alarm import Alarm
from huban_behaviors.core.alarm_book import AlarmBook, Notice
from huban_behaviors.core.alarm_timings import AlarmTimings
from huban_behaviors.core.greeting import Greeter
from huban_behaviors.core.mind import Mind
from huban_behaviors.core.types import Caller, CallState, Request, Sighting, Status
from huban_behaviors.simulation import SimulatedRobot
from huban_common.core.home import Home, load_home
from huban_common.core.roles import Role
from huban_common.core.skills import load_skills

HOME = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml"
ELDER = Caller("anonymous_speaker", Role.ELDER)


@dataclass
class MemoryStore:
    """A disk that survives what a test does to the behaviours."""

    kept: dict[UUID, Alarm] = field(default_factory=dict)
    notes: set[UUID] = field(default_factory=set)
    full: bool = False

    def alarms(self):
        return list(self.kept.values())

    def noted(self):
        return set(self.notes)

    def save(self, alarm):
        if self.full:
            raise OSError("no space left on device")
        if alarm.open:
            self.kept[alarm.id] = alarm
        else:
            self.kept.pop(alarm.id, None)

    def note(self, event_id):
        if self.full:
            raise OSError("no space left on device")
        self.notes.add(event_id)


class House:
    """The Mind of a simulated robot and everything that it lets out."""

    def __init__(self, home: Home, store: MemoryStore | None = None, **timings: float) -> None:
        self.store = store or MemoryStore()
        self.robot = SimulatedRobot(home)
        self.body = self.robot.body
        self.statuses: list[Status] = []
        self.notices: list[Notice] = []
        self.troubles: list[str] = []
        self.book = AlarmBook(self.store, self.notices.append, self.troubles.append)
        skills = {skill_id: skill() for skill_id, skill in load_skills().items()}
        self.mind = Mind(
            self.robot, skills, self.book, AlarmTimings(**timings), Greeter(interval_s=3600.0), self.statuses.append
        )
        self.robot.listener = self.mind.happened

    def ask(self, skill: str, caller: Caller = ELDER, language: str = "en", **args: object) -> UUID:
        request = Request(uuid4(), skill, args, caller, language)
        self.mind.heard(request)
        return request.id

    def states(self, call: UUID) -> list[CallState]:
        return [status.state for status in self.statuses if status.request.id == call]

    def message(self, call: UUID) -> str:
        return [status.message for status in self.statuses if status.request.id == call][-1]

    def kinds(self) -> list[str]:
        return [notice.kind for notice in self.notices]

    @property
    def alarm(self) -> Alarm:
        """The only alarm there is."""
        (alarm,) = {notice.alarm.id for notice in self.notices}
        return self.book[alarm]


@pytest.fixture(scope="session")
def home() -> Home:
    return load_home(HOME)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def house(home, store) -> House:
    return House(home, store)


@pytest.fixture(scope="session")
def new_house(home):
    """Another start of the behaviours, in the same home, maybe on the same disk."""
    return lambda store=None, **timings: House(home, store, **timings)


@pytest.fixture
def fall():
    """A fall in the kitchen as perception tells of it."""

    def made(kind: str = "fall_detected", **changes: object) -> Sighting:
        facts = {
            "stamp_s": 0.0,
            "place": "kitchen",
            "position": (7.9, 2.4),
            "reason": "trunk 12 degrees from the floor",
        }
        return Sighting(id=uuid4(), kind=kind, **{**facts, **changes})

    return made
