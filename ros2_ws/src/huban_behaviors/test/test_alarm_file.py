"""The alarm file keeps what it was given."""

import sqlite3
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_behaviors.backends.alarm_file import KEPT_NOTES, AlarmFile
from huban_behaviors.core.alarm import Alarm, AlarmState
from huban_behaviors.core.types import Answer, Priority

NUMBERS = st.floats(allow_nan=False)
ALARMS = st.builds(
    Alarm,
    last_seen_s=NUMBERS,
    state=st.sampled_from(AlarmState),
    priority=st.sampled_from(Priority),
    answer=st.none() | st.sampled_from(Answer),
    position=st.none() | st.tuples(NUMBERS, NUMBERS),
    up_again=st.booleans(),
    by=st.text(),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "alarms.sqlite"


def alarm(**changes) -> Alarm:
    return replace(Alarm(UUID(int=1), "fall_detected", 2.0, place="kitchen", position=(7.9, 2.4)), **changes)


def test_an_open_alarm_is_there_after_a_restart(path):
    AlarmFile(path).save(alarm())
    assert AlarmFile(path).alarms() == [alarm()]


def test_the_newest_state_counts(path):
    file = AlarmFile(path)
    file.save(alarm())
    file.save(alarm(state=AlarmState.ACKNOWLEDGED, by="李护士"))
    assert AlarmFile(path).alarms() == [alarm(state=AlarmState.ACKNOWLEDGED, by="李护士")]


def test_a_closed_alarm_is_gone(path):
    file = AlarmFile(path)
    file.save(alarm())
    file.save(alarm(state=AlarmState.CLOSED))
    assert AlarmFile(path).alarms() == []


@settings(max_examples=30, deadline=None)
@given(ALARMS)
def test_every_alarm_comes_back_as_it_was(tmp_path_factory, kept):
    path = tmp_path_factory.mktemp("alarms") / "alarms.sqlite"
    AlarmFile(path).save(kept)
    assert AlarmFile(path).alarms() == ([kept] if kept.open else [])


def test_noted_events_are_known_after_a_restart_and_old_ones_forgotten(path):
    file = AlarmFile(path)
    events = [uuid4() for _ in range(KEPT_NOTES + 5)]
    for event in [*events, events[-1]]:
        file.note(event)
    file.close()
    known = AlarmFile(path).noted()
    assert set(events[-KEPT_NOTES:]) <= known and events[0] not in known


def test_a_damaged_file_is_put_aside(path):
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but it is long enough to be read as one" * 20)
    file = AlarmFile(path)
    file.save(alarm())
    assert "alarms.damaged" in file.damage
    assert AlarmFile(path).alarms() == [alarm()]


def test_an_alarm_that_cannot_be_read_is_put_aside(path):
    AlarmFile(path).close()
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO alarm VALUES ('x', '{}')")
    database.close()
    assert AlarmFile(path).damage


def test_a_folder_in_the_way_is_one_clear_error(path):
    path.mkdir(parents=True)
    with pytest.raises(OSError, match=r"alarms\.sqlite"):
        AlarmFile(path)


def test_a_failing_disk_is_an_os_error(path):
    file = AlarmFile(path)
    file.close()
    with pytest.raises(OSError, match=r"alarms\.sqlite"):
        file.save(alarm())
