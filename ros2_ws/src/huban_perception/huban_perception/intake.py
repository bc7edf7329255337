"""The only door through which pictures come in: private rooms, bad pictures and too many pictures end here."""

from dataclasses import dataclass
from math import ceil, inf

from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import Header
from tf2_msgs.msg import TFMessage

from huban_common.core.home import Home
from huban_common.stamps import seconds
from huban_perception.config import PerceptionConfig
from huban_perception.conversions import sensors
from huban_perception.core.camera import CameraView
from huban_perception.core.camera_watch.health import Sight
from huban_perception.core.camera_watch.privacy import Permission, PrivacyGate
from huban_perception.core.camera_watch.watch import CameraWatch
from huban_perception.core.geometry import Geometry
from huban_perception.core.types import Region, RgbImage

_FRAMES_OF_PEOPLE = ("body_", "face_", "gaze_", "person_", "voice_")
"""REP-155 frames: they carry no camera, and there is no end to their names."""


@dataclass(frozen=True)
class Frame:
    """A picture that may be looked at."""

    header: Header
    stamp_s: float
    image: RgbImage

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image.shape[1], self.image.shape[0]

    def crop(self, region: Region) -> RgbImage:
        """The pixels of a region, at least one; a view of the picture."""
        width, height = self.size
        left, top = min(int(region.x_min * width), width - 1), min(int(region.y_min * height), height - 1)
        right, bottom = ceil(region.x_max * width), ceil(region.y_max * height)
        return self.image[top : max(bottom, top + 1), left : max(right, left + 1)]


class Intake:
    """Takes the camera's and the robot's messages; knows what may be looked at, from where, and what is wrong."""

    def __init__(self, config: PerceptionConfig, home: Home | None) -> None:
        self._config = config
        self._home = home
        self._gate = PrivacyGate(home)
        self._watch = CameraWatch(config)
        self._geometry = Geometry(config.map_frame, config.robot_frame, config.transform_age_s)
        self._accepted_s = -inf
        self._unusable: str | None = None
        self._assumed: str | None = None
        self.accepted = 0

    def take_transforms(self, message: TFMessage) -> None:
        for edge in sensors.edges_from(message):
            if not edge.child.startswith(_FRAMES_OF_PEOPLE):
                self._geometry.transforms.add(edge.parent, edge.child, edge.stamp_s, edge.pose)

    def take_static_transforms(self, message: TFMessage) -> None:
        for edge in sensors.edges_from(message):
            self._geometry.transforms.add_static(edge.parent, edge.child, edge.pose)

    def take_lens(self, message: CameraInfo) -> None:
        """Raises UnusableError for a lens that is not calibrated."""
        self._geometry.intrinsics = sensors.intrinsics_from(message)

    def take_image(self, message: Image, now_s: float) -> Frame | None:
        """The frame, or None where it must not or need not be looked at; raises UnusableError."""
        if not self._permission(now_s).granted:
            self._watch.pause()
            return None
        try:
            image = sensors.image_from(message, self._config.largest_side_px)
        except sensors.UnusableError as error:
            self._unusable = str(error)
            raise
        self._unusable = None
        self._watch.observe(image, now_s)
        return self._paced(Frame(message.header, seconds(message.header.stamp), image))

    def view(self, frame: Frame) -> CameraView:
        """From where a frame was taken; called as late as possible, when its transforms have come."""
        view, self._assumed = self._geometry.view(frame.header.frame_id, frame.stamp_s, *frame.size)
        return view

    def sight(self, now_s: float, language: str) -> Sight:
        """What health depends on; asked about once a second, which also starts the wait for the first frame."""
        permission = self._permission(now_s)
        if permission.granted and now_s > 0.0:  # a simulated clock is 0 until it is heard
            self._watch.wait(now_s)
        elif not permission.granted:
            self._watch.pause()
        return Sight(
            denied=permission.denied,
            room=self._room_name(permission.room, language),
            place=permission.room,
            loss=self._watch.loss(now_s),
            unusable=self._unusable,
            assumed=self._assumed,
            started=self.accepted > 0,
        )

    def _permission(self, now_s: float) -> Permission:
        return self._gate.permission(self._geometry.robot_position(), now_s)

    def _room_name(self, room: str | None, language: str) -> str | None:
        return self._home.rooms[room].name_in(language) if self._home and room else None

    def _paced(self, frame: Frame) -> Frame | None:
        if 0.0 <= frame.stamp_s - self._accepted_s < self._config.frame_period_s:
            return None
        self._accepted_s = frame.stamp_s
        self.accepted += 1
        return frame
