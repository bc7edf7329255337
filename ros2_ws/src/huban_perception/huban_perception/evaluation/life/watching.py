"""Three views of one room, each watched by the same core that runs on the robot, and what they say together."""

from collections.abc import Iterator
from itertools import count

from huban_common.core.home import Home
from huban_perception.backends.mediapipe_bodies import following
from huban_perception.backends.mediapipe_pose import MediaPipePose
from huban_perception.config import PerceptionConfig
from huban_perception.core.camera import CameraView
from huban_perception.core.falls.findings import FallFinding
from huban_perception.core.falls.incidents import Incidents
from huban_perception.core.observer import Observer
from huban_perception.core.types import RgbImage
from huban_perception.evaluation.life.stage import Mount
from huban_perception.evaluation.sight import OverheadSight, RoomSight, Sight


class Watch:
    """The eyes of one camera."""

    def __init__(self, mount: Mount, home: Home) -> None:
        config, ids = PerceptionConfig(), count(1)
        self._view: CameraView = mount.view()
        self._sight: Sight = (
            OverheadSight(MediaPipePose(config.pose_confidence, still=True))
            if self._view.looks_down
            else RoomSight(following(config.pose_confidence, config))
        )
        self._observer = Observer(config, home, lambda: f"person{next(ids)}")

    def look(self, picture: RgbImage, stamp_s: float) -> tuple[tuple[str, FallFinding], ...]:
        """What changed about falls, by person."""
        bodies, moving = self._sight.look(picture)
        seen = self._observer.observe(bodies, stamp_s, self._view, moving)
        return seen.findings if seen is not None else ()

    def close(self) -> None:
        self._sight.close()


class Watches:
    """All cameras of a room."""

    def __init__(self, mounts: list[Mount], home: Home) -> None:
        self._watches = {mount.name: Watch(mount, home) for mount in mounts}
        self._incidents = Incidents()

    def look(self, pictures: dict[str, RgbImage], stamp_s: float) -> Iterator[tuple[str, FallFinding, bool]]:
        """The findings of each view, and whether they are news for the home."""
        for name, picture in pictures.items():
            for person, finding in self._watches[name].look(picture, stamp_s):
                yield name, finding, self._incidents.take(name, person, finding) is not None

    def close(self) -> None:
        for watch in self._watches.values():
            watch.close()
