"""Test alarms: robots send one a minute on the way of alarms, so that a broken way is noticed before it counts."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.clock import WallClock
from care_platform.core.escalation import SILENCE_S
from care_platform.store.notice_tables import SelfTest
from care_platform.store.tables import Robot
from care_protocol.messages import Event

SELF_TEST = "self_test"
"""The kind of event; it disturbs nobody and only the last one of each robot is kept."""

LATEST = timedelta(seconds=SILENCE_S)
"""One test a minute may come late by half a minute."""


class SelfTests:
    def __init__(self, clock: WallClock) -> None:
        self._clock = clock

    def passed(self, session: Session, robot: Robot, test: Event) -> bool:
        """A test alarm got here, however old: the way is open. Whether one had been missing."""
        now = self._clock.now()
        row = session.get(SelfTest, robot.key, with_for_update=True)
        if row is None:
            session.add(SelfTest(robot_key=robot.key, stamp=test.stamp, received=now))
            return False
        missing = now - row.received > LATEST
        row.stamp, row.received = test.stamp, now
        return missing

    def missed(self, session: Session, listening_since: datetime) -> list[tuple[Robot, datetime]]:
        """Robots that talk, but whose test alarms do not get here any more; with the time of the last one.

        A robot that says nothing at all is missed as such, and one that never tested may be too old to do so.
        """
        limit = self._clock.now() - LATEST
        if listening_since > limit:
            return []
        query = (
            select(Robot, SelfTest.received)
            .join(SelfTest, SelfTest.robot_key == Robot.key)
            .where(SelfTest.received < limit, Robot.last_seen >= limit)
        )
        return [(robot, received) for robot, received in session.execute(query.with_for_update(skip_locked=True))]
