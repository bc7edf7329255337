"""The page for people who would rather look than read."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest
from std_msgs.msg import Header

from huban_common.core.texts import LANGUAGES
from huban_perception.core.actions.types import Action, ActionKind
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.history import History, Mark, Sample
from huban_perception.core.bodies.placement import Placement
from huban_perception.core.types import Posture
from huban_perception.drawing import without_heads
from huban_perception.intake import Frame
from huban_perception.page.page import Page
from huban_perception.scene import Scene, ScenePerson
from huban_perception.simulation import camera_at, seen, standing

FEATURES = BodyFeatures(85.0, 88.0, 88.0, 0.9, 1.4, 1.6, 0.84)
RANDOM = np.random.default_rng(1)


def scene(stamp_s: float) -> Scene:
    image = RANDOM.integers(0, 255, (480, 640, 3), dtype=np.uint8)
    placement = Placement(np.array([3.0, 0.0, 0.9]), 0.1, True, None, "kitchen")
    body = BodyState(stamp_s, FEATURES, Posture.STANDING, placement)
    person = ScenePerson("someone", "body1", seen(standing(5.0, 0.0, yaw_deg=180.0), camera_at()), body)
    return Scene(Frame(Header(), stamp_s, image), (person,), camera_at())


@pytest.fixture
def page() -> Iterator[Page]:
    made = Page(0, False, lambda _body: Action(ActionKind.WAVING, 1.0, 2.0))
    yield made
    made.close()


def read(page: Page, path: str) -> Any:
    return json.loads(httpx.get(page.address + path, timeout=5.0).content)


def first_picture(page: Page) -> bytes:
    with httpx.stream("GET", page.address + "/picture.mjpeg", timeout=5.0) as answer:
        return next((part for part in answer.iter_bytes() if b"\xff\xd8\xff" in part), b"")


def test_the_page_shows_the_picture_and_the_course_of_posture(page: Page) -> None:
    for i in range(5):
        page.follow(scene(10.0 + i))
    state = read(page, "/state")
    assert state["camera"] == "on"
    assert [sample[0] for sample in state["courses"]["body1"]] == [-4.0, -3.0, -2.0, -1.0, 0.0]
    assert state["courses"]["body1"][-1][1:] == [85.0, 0.9, 1.4, "standing", "waving"]
    assert b"\xff\xd8\xff" in first_picture(page)


def test_while_the_camera_is_off_there_is_no_picture_and_nothing_is_kept(page: Page) -> None:
    page.follow(scene(10.0))
    page.camera("private_room")
    page.follow(scene(11.0))
    assert first_picture(page) == b""
    state = read(page, "/state")
    assert state["camera"] == "private_room"
    assert len(state["courses"]["body1"]) == 1
    page.camera("on")
    page.follow(scene(12.0))
    assert b"\xff\xd8\xff" in first_picture(page)


def test_pages_of_other_sites_are_sent_away(page: Page) -> None:
    answer = httpx.get(page.address + "/state", headers={"Host": "evil.example"}, timeout=5.0)
    assert answer.status_code == 400


def test_every_text_of_the_page_is_there_in_both_languages(page: Page) -> None:
    texts = read(page, "/texts")
    assert set(texts) == set(LANGUAGES)
    assert texts["en"]["posture-lying"] == "lying"
    assert texts["zh-CN"]["posture-lying"] == "躺着"
    assert "plots" in httpx.get(page.address, timeout=5.0).text


def test_without_a_port_there_is_no_page() -> None:
    page = Page(-1, False, lambda _body: None)
    page.follow(scene(1.0))
    assert page.address == ""
    page.close()


def test_a_taken_port_is_an_error_that_says_what_to_do(page: Page) -> None:
    port = int(page.address.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="page_port"):
        Page(port, False, lambda _body: None)


def test_heads_are_hidden() -> None:
    shown = scene(1.0)
    hidden = without_heads(shown.frame.image, shown.people)
    nose_x, nose_y = (shown.people[0].pose.image[0] * (640, 480)).astype(int)
    around = hidden[nose_y - 3 : nose_y + 3, nose_x - 3 : nose_x + 3].reshape(-1, 3)
    assert len(np.unique(around, axis=0)) <= 4
    assert np.array_equal(hidden[400:], shown.frame.image[400:])


def test_history_forgets_and_starts_anew_when_the_clock_goes_back() -> None:
    history = History(kept_s=10.0)
    for stamp_s in range(30):
        history.add("anna", Sample(float(stamp_s), 80.0, 0.9, 1.4, "standing"))
    history.mark(Mark(25.0, "fall_suspected", "anna"))
    assert len(history.courses()["anna"]) == 11
    assert [mark.kind for mark in history.marks] == ["fall_suspected"]
    history.add("anna", Sample(1.0, 80.0, 0.9, 1.4, "standing"))
    assert len(history.courses()["anna"]) == 1
    assert not history.marks
