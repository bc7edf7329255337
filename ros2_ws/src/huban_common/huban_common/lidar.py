"""A node's lidar: /scan and the lidar's place on the robot from /tf_static."""

from collections.abc import Callable

import numpy as np
from sensor_msgs.msg import LaserScan
from tf2_msgs.msg import TFMessage

from huban_common.core.lidar import Scan, StaticFrames, View, view
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED_EVENTS, SENSOR
from huban_common.stamps import seconds

BASE_FRAME = "base_link"


class Lidar:
    """Hands every scan over as seen from `base_link`, or None while its frame is not known there.

    While `wanted()` is false, scans are dropped unread, because reading them costs more than receiving them.
    """

    def __init__(
        self,
        node: ManagedNode,
        on_view: Callable[[View | None], None],
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self._on_view, self._wanted = on_view, wanted
        self._frames = StaticFrames()
        # Static frames may come from several publishers, once each: also before the node is active
        node.own(
            node.create_subscription(TFMessage, "/tf_static", self._on_frames, LATCHED_EVENTS),
            node.destroy_subscription,
        )
        node.subscribe(LaserScan, "/scan", self._on_scan, SENSOR)

    def _on_frames(self, message: TFMessage) -> None:
        for item in message.transforms:
            at, turn = item.transform.translation, item.transform.rotation
            self._frames.put(
                item.header.frame_id,
                item.child_frame_id,
                np.array([at.x, at.y, at.z]),
                np.array([turn.x, turn.y, turn.z, turn.w]),
            )

    def _on_scan(self, message: LaserScan) -> None:
        if not self._wanted():
            return
        mounting = self._frames.pose(BASE_FRAME, message.header.frame_id)
        self._on_view(None if mounting is None else view(scan_from_message(message), mounting))


def scan_from_message(message: LaserScan) -> Scan:
    """The message as plain arrays; ranges are copied."""
    return Scan(
        seconds(message.header.stamp),
        message.header.frame_id,
        np.array(message.ranges, dtype=np.float64),
        message.angle_min,
        message.angle_increment,
        message.range_min,
        message.range_max,
    )
