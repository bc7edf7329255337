"""The alarms: kept on disk, told to the platform, watched by those who attend them."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4, uuid5

from huban_behaviors.core.alarm import Alarm, AlarmState, opened
from huban_behaviors.core.ports import AlarmStore
from huban_behaviors.core.types import Priority, Sighting

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """One care event about an alarm; sent again, it has the same `id`."""

    id: UUID
    kind: str
    alarm: Alarm
    data: Mapping[str, str] = field(default_factory=dict)


class AlarmBook:
    """Alarms by id. None is forgotten before a person closes it; `trouble` hears of a disk that fails."""

    def __init__(
        self, store: AlarmStore, publish: Callable[[Notice], None], trouble: Callable[[str], None] = _log.error
    ) -> None:
        self._store = store
        self._publish = publish
        self._trouble = trouble
        self._alarms = {alarm.id: alarm for alarm in store.alarms()}
        self._noted = store.noted()
        self._changed: dict[UUID, asyncio.Event] = {}

    def __getitem__(self, alarm_id: UUID) -> Alarm:
        return self._alarms[alarm_id]

    def __contains__(self, alarm_id: UUID) -> bool:
        return alarm_id in self._alarms

    def open_alarms(self) -> list[Alarm]:
        return [alarm for alarm in self._alarms.values() if alarm.open]

    def take_in(self, sighting: Sighting, window_s: float) -> Alarm | None:
        """The alarm that a sighting opens or joins; None for a sighting that has been dealt with before."""
        if sighting.id in self._noted:
            return None
        mine = next((alarm for alarm in self.open_alarms() if alarm.is_about(sighting, window_s)), None)
        alarm = mine.joined_by(sighting) if mine else opened(uuid4(), sighting)
        self.put(alarm)
        self._note(sighting.id)
        return alarm

    def put(self, alarm: Alarm) -> None:
        """Keeps the new state of an alarm and wakes who waits for it."""
        if self._alarms.get(alarm.id) == alarm:
            return
        self._alarms[alarm.id] = alarm
        self._on_disk(lambda: self._store.save(alarm))
        self._event(alarm.id).set()

    def change(self, alarm_id: UUID, **fields: Any) -> Alarm:
        """Sets fields of an alarm."""
        self.put(replace(self._alarms[alarm_id], **fields))
        return self._alarms[alarm_id]

    def raise_alarm(self, alarm_id: UUID, priority: Priority, **fields: Any) -> None:
        """Tells the platform, then moves the alarm on; said again, it is the same event."""
        alarm = replace(self._alarms[alarm_id], priority=priority, **fields).advanced(AlarmState.RAISED)
        self.tell("alarm_raised", alarm, priority.name)
        self.put(alarm)

    def tell(self, kind: str, alarm: Alarm, *same: str, **data: str) -> None:
        """Sends a care event; with the same words in `same` it is the same event again, without any a new one."""
        event_id = uuid5(alarm.id, " ".join((kind, *same))) if same else uuid4()
        self._publish(Notice(event_id, kind, alarm, data))

    async def change_of(self, alarm_id: UUID, timeout_s: float) -> None:
        """Waits until the alarm has changed since the last wait, at most `timeout_s`."""
        event = self._event(alarm_id)
        waiting = asyncio.ensure_future(event.wait())
        try:
            await asyncio.wait({waiting}, timeout=max(0.0, timeout_s))
        finally:
            waiting.cancel()
        event.clear()

    def _event(self, alarm_id: UUID) -> asyncio.Event:
        return self._changed.setdefault(alarm_id, asyncio.Event())

    def _note(self, event_id: UUID) -> None:
        self._noted.add(event_id)
        self._on_disk(lambda: self._store.note(event_id))

    def _on_disk(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            self._trouble(f"an alarm is not on the disk and would not survive a restart: {error}")
