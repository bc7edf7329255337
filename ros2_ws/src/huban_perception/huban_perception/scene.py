"""A frame and the people in it, as those see it who look closer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huban_perception.core.bodies.body import BodyState
from huban_perception.core.camera import CameraView
from huban_perception.core.types import FaceLandmarks, PoseLandmarks
from huban_perception.intake import Frame


@dataclass(frozen=True)
class ScenePerson:
    """Somebody in a frame under their REP-155 ids; `face_id` and `face` are empty where the face is not seen in it."""

    person_id: str
    body_id: str
    pose: PoseLandmarks
    body: BodyState
    face_id: str = ""
    face: FaceLandmarks | None = None


@dataclass(frozen=True)
class Scene:
    """A frame, the people seen in it, and from where it was taken.

    `tracked`: for each tracked body, seen in this frame or not, its tracked face, "" for none.
    """

    frame: Frame
    people: tuple[ScenePerson, ...]
    view: CameraView
    tracked: Mapping[str, str] = field(default_factory=dict)
