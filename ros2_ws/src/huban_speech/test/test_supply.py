"""A microphone that is lost and comes back."""

import time
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from huban_speech.core.frames import Samples
from huban_speech.core.hearing.supply import Supply
from huban_speech.simulation import SimulatedMicrophone


class Desk:
    def __init__(self) -> None:
        self.microphone = SimulatedMicrophone()
        self.heard: list[Samples] = []
        self.supply = Supply(self.microphone, self.heard.append)
        self.thread = Thread(target=self.supply.run, daemon=True)

    def until(self, condition: Callable[[], object], timeout_s: float = 5.0) -> None:
        deadline_s = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline_s
            time.sleep(0.01)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.supply.end()
    if made.thread.is_alive():
        made.thread.join(5.0)
        assert not made.thread.is_alive()


def test_sound_flows(desk: Desk) -> None:
    desk.thread.start()
    desk.until(lambda: len(desk.heard) > 3)
    assert desk.supply.trouble == ""


def test_a_microphone_that_is_unplugged_in_mid_sentence_is_told_and_found_again(desk: Desk) -> None:
    desk.thread.start()
    desk.until(lambda: desk.heard)
    desk.microphone.plugged = False
    desk.until(lambda: "unplugged" in desk.supply.trouble or "plugged in" in desk.supply.trouble)
    desk.microphone.plugged = True
    heard = len(desk.heard)
    desk.until(lambda: len(desk.heard) > heard and desk.supply.trouble == "")
    assert desk.microphone.opened == 2


def test_a_missing_microphone_is_asked_for_less_and_less_often(desk: Desk) -> None:
    desk.microphone.plugged = False
    naps: list[float] = []
    desk.supply._sleep = lambda seconds: naps.append(seconds) or (desk.supply.end() if len(naps) == 7 else None)  # type: ignore[func-returns-value, method-assign]
    desk.supply.run()
    assert naps == [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0]


def test_a_muted_microphone_is_let_go_and_taken_up_again(desk: Desk) -> None:
    desk.thread.start()
    desk.until(lambda: desk.heard)
    desk.supply.want(False)
    desk.until(lambda: not desk.microphone._open)
    heard = len(desk.heard)
    time.sleep(0.1)
    assert len(desk.heard) <= heard + 1
    desk.supply.want(True)
    desk.until(lambda: len(desk.heard) > heard + 1)
