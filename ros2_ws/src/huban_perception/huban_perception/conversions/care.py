"""Findings as care events."""

import json
from typing import Any
from uuid import uuid4

from geometry_msgs.msg import Point
from std_msgs.msg import Header

from huban_common import ids
from huban_common.stamps import to_time
from huban_interfaces.msg import CareEvent
from huban_perception.core.camera_watch.monitoring import MonitoringChange
from huban_perception.core.falls.findings import FallFinding, FallKind

_PRIORITIES = {
    FallKind.SUSPECTED: CareEvent.MEDIUM,
    FallKind.DETECTED: CareEvent.HIGH,
    FallKind.LONG_LIE: CareEvent.HIGH,
    FallKind.UP_AGAIN: CareEvent.LOW,
}


def new_event(kind: str, priority: int, stamp_s: float, reason: str, **fields: Any) -> CareEvent:
    """An event with an id of its own that belongs to no alarm; `fields`: what else it says."""
    return CareEvent(
        header=Header(stamp=to_time(stamp_s)),
        id=ids.to_message(uuid4()),
        alarm_id=ids.to_message(ids.NIL),
        kind=kind,
        priority=priority,
        reason=reason,
        **fields,
    )


def event_to(finding: FallFinding, person_id: str, map_frame: str, confidence: float, reason: str) -> CareEvent:
    """A new event (with an id of its own) about a finding; without a frame where the place is unknown."""
    placement = finding.body.placement
    event = new_event(
        finding.kind.value,
        _PRIORITIES[finding.kind],
        finding.stamp_s,
        reason,
        person_id=person_id,
        place=placement.room or "",
        confidence=confidence,
        data=json.dumps(_figures(finding)),
    )
    if placement.located:
        x, y, z = (float(value) for value in placement.hips)
        event.header.frame_id, event.position = map_frame, Point(x=x, y=y, z=z)
    return event


def monitoring_event(change: MonitoringChange, place: str, reason: str) -> CareEvent:
    """A new event that tells that nobody watches, or that somebody does again."""
    priority = CareEvent.TECHNICAL if change.lost else CareEvent.LOW
    data = json.dumps(change.figures)
    return new_event(change.kind, priority, change.stamp_s, reason, place=place, confidence=1.0, data=data)


def _figures(finding: FallFinding) -> dict[str, float | str | None]:
    """What the finding rests on, for scoring and for whoever looks closer."""
    features, descent = finding.body.features, finding.descent
    return {
        "posture": finding.body.posture.value,
        "trunk_deg": round(features.trunk_deg, 1),
        "hips_m": round(features.hips_m, 2),
        "shoulders_m": round(features.shoulders_m, 2),
        "down_s": round(finding.down_s, 2),
        "unseen_s": round(finding.unseen_s, 2),
        "descent_m": round(descent.drop_m, 2) if descent else None,
        "descent_s": round(descent.within_s, 2) if descent else None,
        "upright_before_s": round(before_s, 2) if (before_s := finding.upright_before_s) is not None else None,
        "sigma_m": round(finding.body.placement.sigma_m, 2),
    }
