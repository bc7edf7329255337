"""Who looks closer never delays the others, and newest frames go first."""

from collections.abc import Callable
from threading import Event
from typing import Any

import numpy as np
import pytest
from std_msgs.msg import Header

from huban_perception.analysis import Examination
from huban_perception.core.types import Region
from huban_perception.intake import Frame
from huban_perception.scene import Scene
from huban_perception.simulation import camera_at
from huban_perception.worker import NewestWorker


def scene(stamp_s: float, people: tuple[Any, ...] = ("somebody",)) -> Scene:
    return Scene(Frame(Header(), stamp_s, np.zeros((48, 64, 3), dtype=np.uint8)), people, camera_at())


class Slow:
    """An examiner that waits until it may go on."""

    def __init__(self, fails: bool = False) -> None:
        self.fails = fails
        self.go, self.began = Event(), Event()
        self.examined: list[float] = []
        self.told: list[float] = []
        self.closed = False

    def examine(self, scene: Scene) -> float:
        self.began.set()
        assert self.go.wait(5.0)
        if self.fails:
            raise RuntimeError("stumbled")
        self.examined.append(scene.frame.stamp_s)
        return scene.frame.stamp_s

    def tell(self, scene: Scene, found: float) -> None:
        self.told.append(found)

    def close(self) -> None:
        self.closed = True


def until(condition: Callable[[], bool]) -> None:
    waiting = Event()
    for _ in range(500):
        if condition():
            return
        waiting.wait(0.01)
    pytest.fail("not within 5 s")


def test_an_examiner_that_cannot_keep_up_gets_the_newest_scene_only() -> None:
    slow, failures = Slow(), []
    examination = Examination([slow], lambda task: task(), failures.append)
    examination.offer(scene(1.0))
    assert slow.began.wait(5.0)
    for stamp_s in (2.0, 3.0, 4.0):
        examination.offer(scene(stamp_s))
    slow.go.set()
    until(lambda: slow.told == [1.0, 4.0])
    examination.close()
    assert slow.closed
    assert failures == []


def test_an_examiner_that_fails_does_not_end_the_others() -> None:
    broken, fine, failures = Slow(fails=True), Slow(), []
    broken.go.set()
    fine.go.set()
    examination = Examination([broken, fine], lambda task: task(), failures.append)
    examination.offer(scene(1.0))
    until(lambda: fine.told == [1.0])
    examination.close()
    assert [str(failure) for failure in failures] == ["stumbled"]


def test_an_empty_scene_is_not_examined() -> None:
    slow = Slow()
    slow.go.set()
    examination = Examination([slow], lambda task: task(), pytest.fail)
    examination.offer(scene(1.0, people=()))
    examination.offer(scene(2.0))
    until(lambda: slow.told == [2.0])
    examination.close()


def test_an_overloaded_worker_drops_frames_and_never_queues() -> None:
    """A hundred frames come while it works on the first: it does the first and the last."""
    go, began, done = Event(), Event(), []

    def work(item: int) -> None:
        began.set()
        assert go.wait(5.0)
        done.append(item)

    worker = NewestWorker("test", work, pytest.fail)
    worker.offer(0)
    assert began.wait(5.0)
    for item in range(1, 100):
        worker.offer(item)
    go.set()
    until(lambda: done == [0, 99])
    worker.close()
    assert worker.dropped == 98


def test_a_crop_is_the_region_and_never_empty() -> None:
    frame = scene(0.0).frame
    assert frame.crop(Region(0.25, 0.5, 0.75, 1.0)).shape == (24, 32, 3)
    assert frame.crop(Region(1.0, 1.0, 1.0, 1.0)).shape == (1, 1, 3)
