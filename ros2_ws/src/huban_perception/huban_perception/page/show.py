"""What the page shows, handed over from the node's thread to the server's."""

from collections.abc import Callable
from threading import Lock
from typing import Any

import cv2

from huban_perception.core.actions.types import Action
from huban_perception.core.bodies.history import History, Mark, sample
from huban_perception.core.falls.findings import FallFinding
from huban_perception.core.types import RgbImage
from huban_perception.drawing import with_bones, without_heads
from huban_perception.scene import Scene

KEPT_S = 180.0
_QUALITY = 80
_LOOKING = ("on", "lost")


class Show:
    """A Follower. Pictures are drawn only while somebody looks, live in memory, and go when the camera goes off."""

    def __init__(self, action_of: Callable[[str], Action | None], show_faces: bool) -> None:
        self._action_of = action_of
        self._show_faces = show_faces
        self._lock = Lock()
        self._history = History(KEPT_S)
        self._scene: Scene | None = None
        self._camera = "on"

    def follow(self, scene: Scene) -> None:
        with self._lock:
            if self._camera not in _LOOKING:
                return
            self._scene = scene
            for person in scene.people:
                action = self._action_of(person.body_id)
                kind = action.kind.value if action is not None else ""
                self._history.add(person.body_id, sample(person.body, kind))

    def found(self, body_id: str, finding: FallFinding) -> None:
        """A change of belief about a fall."""
        with self._lock:
            self._history.mark(Mark(finding.stamp_s, finding.kind.value, body_id))

    def camera(self, state: str) -> None:
        """What the camera does; while it is not on there is no picture."""
        with self._lock:
            self._camera = state
            if state not in _LOOKING:
                self._scene = None

    def picture(self) -> tuple[float, bytes] | None:
        """Stamp and JPEG of the newest frame, heads hidden unless faces may be shown; None while there is none."""
        with self._lock:
            scene = self._scene
        if scene is None:
            return None
        image = scene.frame.image if self._show_faces else without_heads(scene.frame.image, scene.people)
        return scene.frame.stamp_s, encoded(with_bones(image, scene.people))

    def state(self) -> dict[str, Any]:
        """Camera, courses and marks as JSON; times in s before now."""
        with self._lock:
            history, now_s = self._history, self._history.now_s
            courses = {
                body_id: [
                    [
                        round(one.stamp_s - now_s, 2),
                        round(one.trunk_deg, 1),
                        round(one.hips_m, 3),
                        round(one.shoulders_m, 3),
                        one.posture,
                        one.action,
                    ]
                    for one in course
                ]
                for body_id, course in history.courses().items()
            }
            marks = [[round(mark.stamp_s - now_s, 2), mark.kind, mark.body_id] for mark in history.marks]
            return {"camera": self._camera, "kept_s": KEPT_S, "courses": courses, "marks": marks}


def encoded(picture: RgbImage) -> bytes:
    """A JPEG in memory."""
    return cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[
        1
    ].tobytes()
