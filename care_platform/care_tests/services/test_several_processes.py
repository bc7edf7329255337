"""Two platform processes on one database: nothing is done twice, nothing is missed."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from care_platform.store.notice_tables import Notice, NoticeWay
from care_platform.store.tables import Alarm, AlarmStep, Asked, Event, Order
from care_protocol.channels import Channel
from care_protocol.messages import Priority, encode
from care_tests.conftest import ROBOT, World

RIVALS = 2
ALARMS = 25
TIMEOUT_S = 150
PROJECT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A platform on a database that others use too."""
    database = ""
    if request.param == "postgresql":
        database = request.getfixturevalue("cluster").new_database()
    made = World(tmp_path / "state", database)
    made.populate()
    yield made
    made.platform.database.close()


def compete(world: World, work: str, file: Path) -> list[dict[str, int]]:
    """What each of the rivals says at the end; raises where one failed."""
    settings = world.settings
    arguments = [work, str(settings.state), settings.database_url, str(file), world.clock.now().isoformat()]
    paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    rivals = [
        subprocess.Popen(
            [sys.executable, "-m", "care_tests.rivals", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        for _ in range(RIVALS)
    ]
    try:
        for rival in rivals:
            assert rival.stdout is not None and rival.stdout.readline() == "ready\n"
        return [_result(rival) for rival in _started(rivals)]
    finally:
        for rival in rivals:
            rival.kill()
            rival.wait()


def _started(rivals: list["subprocess.Popen[str]"]) -> list["subprocess.Popen[str]"]:
    for rival in rivals:
        assert rival.stdin is not None
        rival.stdin.write("\n")
        rival.stdin.flush()
    return rivals


def _result(rival: "subprocess.Popen[str]") -> dict[str, int]:
    output, _ = rival.communicate(timeout=TIMEOUT_S)
    assert rival.returncode == 0
    result: dict[str, int] = json.loads(output)
    return result


def count(world: World, table: type[Any]) -> int:
    with world.platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_each_escalation_and_each_message_happens_once(shared: World, tmp_path: Path) -> None:
    with shared.platform.database.writing() as session:
        for who in ("li", "daughter"):
            way = NoticeWay(account_key=shared.account(who).key, channel="email", address=f"{who}@care.test")
            way.least = Priority.LOW.value
            session.add(way)
    alarms = [shared.alarm() for _ in range(ALARMS)]
    shared.clock.advance(61)
    sent = tmp_path / "sent"
    results = compete(shared, "clock", sent)
    with shared.platform.database.reading() as session:
        escalated = session.execute(
            select(AlarmStep.alarm_id, func.count()).filter_by(step="escalated").group_by(AlarmStep.alarm_id)
        ).all()
        told = Counter(body["alarm_id"] for body in session.scalars(select(Order.body)))
        asked = session.scalar(select(func.count()).select_from(Asked))
        notices = {str(key) for key in session.scalars(select(Notice.id))}
        assert set(session.scalars(select(Notice.state))) == {"sent"}
    assert dict(escalated) == dict.fromkeys(alarms, 1)
    assert told == Counter(str(alarm) for alarm in alarms)
    assert asked == 2 * ALARMS
    lines = sent.read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == sorted(notices) and len(lines) == 2 * ALARMS == sum(r["sent"] for r in results)
    assert shared.platform.audit.problem() is None


def test_a_message_that_both_hear_is_stored_once_and_never_refused(shared: World, tmp_path: Path) -> None:
    events = [shared.event("fall_suspected") for _ in range(60)]
    events += [shared.event("alarm_raised", Priority.HIGH, alarm_id=uuid4()) for _ in range(ALARMS)]
    events += [shared.event("monitoring_lost", Priority.TECHNICAL) for _ in range(10)]
    topic = ROBOT.topic(Channel.EVENT)
    file = tmp_path / "packets"
    file.write_text(json.dumps([(topic, encode(event).decode()) for event in events]), encoding="utf-8")
    results = compete(shared, "ingest", file)
    assert results == [{"committed": len(events)}] * RIVALS
    assert (count(shared, Event), count(shared, Alarm)) == (len(events), ALARMS + 1)
    assert shared.platform.audit.problem() is None
