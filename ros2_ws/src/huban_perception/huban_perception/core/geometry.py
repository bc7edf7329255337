"""What is known about where the camera and the robot are."""

from huban_perception.core.camera import CameraView, Intrinsics, assumed_intrinsics, assumed_view
from huban_perception.core.frames import TransformBuffer, TransformError


class Geometry:
    """Collects transforms and the lens; answers with a known view, or an assumed one and the reason why."""

    def __init__(self, map_frame: str, robot_frame: str, transform_age_s: float) -> None:
        self.transforms = TransformBuffer(transform_age_s)
        self.intrinsics: Intrinsics | None = None
        self._map_frame = map_frame
        self._robot_frame = robot_frame

    def view(self, camera_frame: str, stamp_s: float, width: int, height: int) -> tuple[CameraView, str | None]:
        """The view of a frame of this size at its time; the reason is None where everything is known."""
        lens = self.intrinsics
        if lens is None or (lens.width, lens.height) != (width, height):
            size = "none came" if lens is None else f"it is for {lens.width} x {lens.height}"
            return assumed_view(assumed_intrinsics(width, height)), f"no camera_info for {width} x {height}: {size}"
        try:
            pose = self.transforms.lookup(self._map_frame, camera_frame, stamp_s)
        except TransformError as error:
            return self._view_from_robot(lens, camera_frame, stamp_s), str(error)
        return CameraView(lens, pose[:3, :3], pose[:3, 3]), None

    def _view_from_robot(self, lens: Intrinsics, camera_frame: str, stamp_s: float) -> CameraView:
        """A robot that is lost still knows how its camera is tilted and how high it is."""
        try:
            pose = self.transforms.lookup(self._robot_frame, camera_frame, stamp_s)
        except TransformError:
            return assumed_view(lens)
        return CameraView(lens, pose[:3, :3], pose[:3, 3], is_known=False)

    def robot_position(self) -> tuple[float, float] | None:
        """Where the robot was when it was last known, None where it never was."""
        try:
            x, y = self.transforms.latest(self._map_frame, self._robot_frame)[:2, 3]
        except TransformError:
            return None
        return float(x), float(y)
