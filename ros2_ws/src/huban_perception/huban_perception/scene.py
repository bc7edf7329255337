"""A frame and the people in it, as those see it who look closer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huban_perception.core.bodies.body import BodyState
from huban_perception.core.types import FaceLandmarks, PoseLandmarks, Region, RgbImage
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
    """A frame and the people seen in it.

    `tracked`: for each tracked body, seen in this frame or not, its tracked face, "" for none.
    """

    frame: Frame
    people: tuple[ScenePerson, ...]
    tracked: Mapping[str, str] = field(default_factory=dict)

    def crop(self, region: Region) -> RgbImage:
        """The pixels of a region, at least one; a view of the frame."""
        return self.frame.crop(region)
