"""No picture ever touches a disk: nothing is written while the node looks, is looked at, and judges."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from hri_msgs.msg import IdsList
from sensor_msgs.msg import Image
from std_msgs.msg import Header

from huban_common.qos import SENSOR
from huban_common.stamps import to_time
from huban_common.testing import Graph
from huban_perception.conversions import sensors
from huban_perception.core.bodies.eyes import Eyes
from huban_perception.core.faces.faces import FaceWatch
from huban_perception.node import PerceptionNode
from huban_perception.simulation import SimulatedFace, SimulatedPeople, camera_at, seen, standing

RANDOM = np.random.default_rng(3)
FRAMES = 15
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND

_watching: list[list[str]] = []


def _note_open(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook of the interpreter, which cannot be taken away again."""
    if event == "open" and _watching:
        path, _mode, flags = arguments
        if isinstance(path, str | bytes) and isinstance(flags, int) and flags & _WRITES:
            _watching[-1].append(os.fsdecode(path))


sys.addaudithook(_note_open)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """What Python has opened for writing meanwhile."""
    _watching.append([])
    yield _watching[-1]
    _watching.pop()


class LookingNode(PerceptionNode):
    """Sees somebody in every frame."""

    def make_eyes(self) -> Eyes:
        body = seen(standing(4.0, 0.0, yaw_deg=180.0), camera_at())
        return Eyes(SimulatedPeople([body] * 1000), FaceWatch(SimulatedFace(), self.config))


def written_files() -> set[str]:
    """Regular files on disks that this process holds open for writing."""
    found = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            flags = (Path("/proc/self/fdinfo") / link.name).read_text(encoding="ascii").split("flags:")[1].split()[0]
            target = os.readlink(link)
            if stat.S_ISREG(link.stat().st_mode) and int(flags, 8) & (os.O_WRONLY | os.O_RDWR):
                found.add(target)
        except OSError:
            continue
    return {path for path in found if not path.startswith(("/dev/shm/", "/memfd:", "/tmp/pytest-of"))}


def test_frames_are_looked_at_and_shown_and_never_written(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    before = written_files()
    node: Any = graph.start(LookingNode, home_file="", page_port=0, page_faces=True, state_dir=str(tmp_path / "state"))
    bodies = graph.collect(IdsList, "/humans/bodies/tracked")
    debug = graph.collect(Image, "/perception/debug_image", SENSOR)
    images = graph.publisher(Image, "/camera/image_raw", SENSOR)
    graph.spin(0.3)
    opened.clear()
    picture = RANDOM.integers(60, 200, (240, 320, 3), dtype=np.uint8)
    for i in range(FRAMES):
        count = len(bodies)
        images.publish(sensors.image_to(picture, Header(stamp=to_time(10.0 + i), frame_id="camera")))
        graph.until(lambda count=count: len(bodies) > count)
    graph.until(lambda: debug)
    with httpx.stream("GET", f"{node._page.address}/picture.mjpeg", timeout=5.0) as answer:
        assert any(PICTURES[0] in part for part in answer.iter_bytes()), "the page must really have shown a picture"
    assert [path for path in opened if not path.startswith(("/dev/", "/proc/"))] == []
    assert written_files() - before == set()
    marker = picture[100, 50:150].tobytes()
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert marker not in content and not content.startswith(PICTURES), f"a picture in {file}"
