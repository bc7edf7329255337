"""The robot's camera: asks the studio for pictures and publishes them when they come."""

from collections.abc import Callable

import numpy as np
from builtin_interfaces.msg import Time
from sensor_msgs.msg import CameraInfo, Image

from huban_common.node import ManagedNode
from huban_common.qos import SENSOR
from huban_simulation import conversions
from huban_simulation.backends.renderer import ROBOT_VIEW, Picture, Snapshot
from huban_simulation.backends.studio import Studio
from huban_simulation.core.robot_shape import ROBOT
from huban_simulation.core.schedule import Rate
from huban_simulation.simulation import Simulation


class Camera:
    """Renders only while somebody subscribes; when rendering is late, pictures are left out."""

    def __init__(
        self,
        node: ManagedNode,
        simulation: Simulation,
        studio: Studio,
        rate_hz: float,
        to_stamp: Callable[[float], Time],
    ) -> None:
        """`to_stamp` turns the simulation's own time (s) into ROS time."""
        self._simulation, self._studio, self._to_stamp = simulation, studio, to_stamp
        self._images = node.publish_on(Image, "/camera/image_raw", SENSOR)
        self._infos = node.publish_on(CameraInfo, "/camera/camera_info", SENSOR)
        self._rate = Rate(rate_hz)
        self._busy = False
        self._last: Picture | None = None

    def publish(self) -> None:
        """Asks for a picture if one is due after this step."""
        due = self._rate.due(self._simulation.time_s)
        if due and not self._busy and self._images.get_subscription_count() and self._fault() != "off":
            self._busy = True
            self._studio.wish(ROBOT_VIEW, self._simulation.snapshot(), self._deliver)

    def _deliver(self, picture: Picture, moment: Snapshot) -> None:
        """Called in the studio's thread."""
        self._busy = False
        seen = self._spoilt(picture)
        stamp = self._to_stamp(moment.time_s)
        self._images.publish(conversions.to_image(seen, stamp))
        self._infos.publish(conversions.to_camera_info(ROBOT, ROBOT_VIEW.width, ROBOT_VIEW.height, stamp))

    def _spoilt(self, picture: Picture) -> Picture:
        """The picture as a broken camera would have it."""
        if self._fault() == "black":
            return np.zeros_like(picture)
        if self._fault() != "frozen" or self._last is None:
            self._last = picture
        return self._last

    def _fault(self) -> str:
        return self._simulation.faults.of("camera")
