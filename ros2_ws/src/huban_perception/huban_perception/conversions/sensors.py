"""Pictures, camera geometry and transforms."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import Header
from tf2_msgs.msg import TFMessage

from huban_common.stamps import seconds
from huban_perception.core.camera import Intrinsics
from huban_perception.core.types import Array, RgbImage

_CHANNELS = {"rgb8": slice(None), "bgr8": slice(None, None, -1)}


class UnusableError(ValueError):
    """A message that cannot be used, with the reason."""


@dataclass(frozen=True)
class Edge:
    """A transform: `pose` (7,) is position and quaternion w x y z of `child` in `parent`."""

    parent: str
    child: str
    stamp_s: float
    pose: Array


def image_from(message: Image, largest_side_px: int) -> RgbImage:
    """(height, width, 3) red first, without copying rgb8; raises UnusableError for anything but whole rgb8 or bgr8."""
    height, width, step = message.height, message.width, message.step
    if message.encoding not in _CHANNELS:
        raise UnusableError(f"pictures come as '{message.encoding}'; publish rgb8 or bgr8")
    if not (0 < height <= largest_side_px and 0 < width <= largest_side_px):
        raise UnusableError(f"pictures are {width} x {height}; at least 1 and at most {largest_side_px} will do")
    if step < 3 * width or len(message.data) != height * step:
        raise UnusableError(f"{len(message.data)} bytes in steps of {step} are no {width} x {height} picture")
    rows = np.frombuffer(message.data, dtype=np.uint8).reshape(height, step)[:, : 3 * width]
    return np.ascontiguousarray(rows.reshape(height, width, 3)[:, :, _CHANNELS[message.encoding]])


def image_to(image: RgbImage, header: Header) -> Image:
    """An rgb8 message."""
    height, width = image.shape[:2]
    data = array("B")
    data.frombytes(memoryview(np.ascontiguousarray(image)).cast("B"))
    return Image(header=header, height=height, width=width, encoding="rgb8", step=3 * width, data=data)


def intrinsics_from(message: CameraInfo) -> Intrinsics:
    """The lens; raises UnusableError where it is not calibrated."""
    found = Intrinsics(
        message.width, message.height, message.k[0], message.k[4], message.k[2], message.k[5], tuple(message.d)
    )
    if not found.usable:
        raise UnusableError(f"camera_info is not calibrated: {message.width} x {message.height}, k = {list(message.k)}")
    return found


def edges_from(message: TFMessage) -> Iterator[Edge]:
    """The transforms of a message."""
    for item in message.transforms:
        move, turn = item.transform.translation, item.transform.rotation
        pose = np.array([move.x, move.y, move.z, turn.w, turn.x, turn.y, turn.z])
        yield Edge(item.header.frame_id, item.child_frame_id, seconds(item.header.stamp), pose)
