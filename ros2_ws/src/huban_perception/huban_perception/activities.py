"""What the people in view do, on topics and as care events."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from std_msgs.msg import Header

from huban_perception.config import PerceptionConfig
from huban_perception.conversions import actions as messages
from huban_perception.core.actions.diary import MobilityDiary, mobility_reason, wandering_reason
from huban_perception.core.actions.types import Action, ActionKind, moment
from huban_perception.core.actions.watch import ActionWatch
from huban_perception.core.camera import CameraView
from huban_perception.humans import Humans
from huban_perception.intake import Frame
from huban_perception.scene import Scene, ScenePerson

_FORGOTTEN_S = 600.0
"""Wandering takes minutes; whoever is unseen for longer than it looks back starts afresh."""


@dataclass
class _Watched:
    watch: ActionWatch
    seen_s: float
    told: ActionKind | None = None


class Activities:
    """A Follower. Publishes `/humans/bodies/<id>/{gesture,pointing,activity}`, and care events about mobility."""

    def __init__(
        self,
        humans: Humans,
        config: PerceptionConfig,
        events: Any,
        language: Callable[[], str],
    ) -> None:
        """`events`: the publisher of care events."""
        self._humans, self._config = humans, config
        self._events, self._language = events, language
        self._watched: dict[str, _Watched] = {}
        self._diary = MobilityDiary(config)

    def follow(self, scene: Scene) -> None:
        stamp_s = scene.frame.stamp_s
        self._watched = {key: one for key, one in self._watched.items() if 0.0 <= stamp_s - one.seen_s < _FORGOTTEN_S}
        for person in scene.people:
            self._follow(person, scene.frame, scene.view)
        for mobility in self._diary.due(stamp_s):
            self._events.publish(messages.mobility_event(mobility, mobility_reason(mobility, self._language())))

    def current(self, body_id: str) -> Action | None:
        """What somebody does now."""
        watched = self._watched.get(body_id)
        return watched.watch.current if watched is not None else None

    def _follow(self, person: ScenePerson, frame: Frame, view: CameraView) -> None:
        watched = self._watched.setdefault(person.body_id, _Watched(ActionWatch(self._config), frame.stamp_s))
        watched.seen_s = frame.stamp_s
        for action in watched.watch.see(moment(person.body, person.pose, view)):
            self._diary.note(person.person_id, action)
            self._humans.tell_body(person.body_id, activity=messages.activity_to(action, finished=True))
        self._tell_gesture(person, watched.watch, frame.header, view)
        self._tell_current(person, watched)

    def _tell_gesture(self, person: ScenePerson, watch: ActionWatch, header: Header, view: CameraView) -> None:
        self._humans.tell_body(person.body_id, gesture=messages.gesture_to(watch.gesture, header))
        if watch.gesture.direction is not None and view.is_known:
            in_map = Header(stamp=header.stamp, frame_id=self._config.map_frame)
            self._humans.tell_body(person.body_id, pointing=messages.pointing_to(watch.gesture.direction, in_map))

    def _tell_current(self, person: ScenePerson, watched: _Watched) -> None:
        current = watched.watch.current
        before, watched.told = watched.told, current.kind if current is not None else None
        if current is None or current.kind is before:
            return
        self._humans.tell_body(person.body_id, activity=messages.activity_to(current, finished=False))
        if current.kind is ActionKind.WANDERING:
            words, place = wandering_reason(current, self._language()), person.body.placement.room or ""
            self._events.publish(messages.wandering_event(current, person.person_id, place, words))
