"""How long it takes from a picture to what is published about it, in the running node."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import getpid
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import rclpy
from hri_msgs.msg import IdsList
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.parameter import Parameter
from sensor_msgs.msg import Image
from std_msgs.msg import Header

from huban_common.main import bring_up
from huban_common.qos import RELIABLE, SENSOR
from huban_perception.conversions import sensors
from huban_perception.core.types import RgbImage
from huban_perception.node import PerceptionNode

_WARM_UP = 10
"""Frames before the measurement: models load at their first picture."""

_LAST_S = 2.0


def latency(pictures: Sequence[RgbImage], rate_hz: float, frames: int) -> dict[str, float]:
    """ms from publishing a picture to the message about it (median, 95th percentile), and the part that was dropped.

    Stamps are the time of publishing, so that a message says which picture it is about.
    """
    with TemporaryDirectory() as folder, _graph(folder) as (executor, probe):
        told: dict[tuple[int, int], float] = {}
        probe.create_subscription(IdsList, "/humans/bodies/tracked", lambda m: _note(told, m.header), RELIABLE)
        publisher = probe.create_publisher(Image, "/camera/image_raw", SENSOR)
        _spin(executor, 1.0)
        sent = [_send(probe, publisher, executor, picture, rate_hz) for picture in _cycle(pictures, frames)]
        _spin(executor, _LAST_S)
    delays = [1000.0 * (told[stamp] - sent_s) for stamp, sent_s in sent[_WARM_UP:] if stamp in told]
    missing = 1.0 - len(delays) / max(1, len(sent) - _WARM_UP)
    p50, p95 = np.percentile(delays, [50, 95]) if delays else (float("nan"), float("nan"))
    return {"ms_p50": round(float(p50), 1), "ms_p95": round(float(p95), 1), "dropped": round(missing, 3)}


@contextmanager
def _graph(folder: str) -> Iterator[tuple[SingleThreadedExecutor, Node]]:
    """The node and a probe on a ROS domain of their own."""
    context = rclpy.Context()
    rclpy.init(context=context, domain_id=getpid() % 90)
    executor = SingleThreadedExecutor(context=context)
    settings = {"home_file": "", "state_dir": folder, "frame_period_s": 0.0}
    node = PerceptionNode(
        context=context, parameter_overrides=[Parameter(key, value=value) for key, value in settings.items()]
    )
    probe = Node("probe", context=context)
    for each in (node, probe):
        executor.add_node(each)
    bring_up(node)
    try:
        yield executor, probe
    finally:
        node.teardown()
        executor.shutdown()
        rclpy.shutdown(context=context)


def _send(
    probe: Node, publisher: Any, executor: SingleThreadedExecutor, picture: RgbImage, rate_hz: float
) -> tuple[tuple[int, int], float]:
    """Publishes a picture and spins until the next is due."""
    stamp, sent_s = probe.get_clock().now().to_msg(), time.monotonic()
    publisher.publish(sensors.image_to(picture, Header(stamp=stamp, frame_id="camera")))
    _spin(executor, 1.0 / rate_hz, sent_s)
    return (stamp.sec, stamp.nanosec), sent_s


def _note(told: dict[tuple[int, int], float], header: Header) -> None:
    told.setdefault((header.stamp.sec, header.stamp.nanosec), time.monotonic())


def _spin(executor: SingleThreadedExecutor, seconds: float, since_s: float | None = None) -> None:
    until_s = (time.monotonic() if since_s is None else since_s) + seconds
    while (left_s := until_s - time.monotonic()) > 0.0:
        executor.spin_once(timeout_sec=left_s)


def _cycle(pictures: Sequence[RgbImage], frames: int) -> Iterator[RgbImage]:
    for index in range(frames):
        yield pictures[index % len(pictures)]
