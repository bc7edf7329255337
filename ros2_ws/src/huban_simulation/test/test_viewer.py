from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import cv2
import numpy as np
import pytest
from fastapi.testclient import TestClient

from huban_common.core.home import Home
from huban_common.web_server import WebServer
from huban_simulation.backends.renderer import Picture, View
from huban_simulation.core.people.acts import ActError
from huban_simulation.core.types import Pose
from huban_simulation.simulation import Simulation
from huban_simulation.viewer.app import make_app
from huban_simulation.viewer.describe import describe, scan_points
from huban_simulation.viewer.stage import floor_plan


class FakeStage:
    """Answers at once; the gardener does nothing, and `paused` answers never."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.acts: list[tuple[str, str, dict[str, Any]]] = []
        self.pictures = 0

    def plan(self) -> dict[str, Any]:
        return floor_plan(self.home)

    def state(self) -> "Future[dict[str, Any]]":
        return done({"battery": 0.5})

    def act(self, actor: str, act: str, args: dict[str, Any]) -> "Future[None]":
        future: Future[None] = Future()
        if actor == "gardener":
            future.set_exception(ActError("nobody is called 'gardener'"))
        else:
            self.acts.append((actor, act, args))
            future.set_result(None)
        return future

    def picture(self, view: View) -> "Future[Picture]":
        self.pictures += 1
        return done(np.full((view.height, view.width, 3), (200, 100, 50), dtype=np.uint8))


def done(value: Any) -> "Future[Any]":
    future: Future[Any] = Future()
    future.set_result(value)
    return future


@pytest.fixture
def stage(home: Home) -> FakeStage:
    return FakeStage(home)


@pytest.fixture
def browser(stage: FakeStage) -> Iterator[TestClient]:
    app = make_app(stage, "127.0.0.1", 4.0)  # type: ignore[arg-type]
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def test_the_page_and_all_its_parts_are_there(browser: TestClient) -> None:
    page = browser.get("/")
    assert page.status_code == 200 and "Huban" in page.text
    for part in ("/page/viewer.js", "/page/viewer.css"):
        assert part in page.text and browser.get(part).status_code == 200


def test_every_text_that_the_page_asks_for_exists_in_both_languages(browser: TestClient) -> None:
    texts = browser.get("/texts").json()
    page = browser.get("/").text
    asked = {
        word.split('"')[0]
        for name in ("data-text", "data-alt", "data-placeholder")
        for word in page.split(f'{name}="')[1:]
    }
    assert asked and asked <= texts["en"].keys() == texts["zh-CN"].keys()


def test_the_floor_plan_has_rooms_walls_and_furniture(browser: TestClient, home: Home) -> None:
    plan = browser.get("/plan").json()
    assert plan["rooms"].keys() == home.rooms.keys()
    assert "sofa" in plan["furniture"] and "living_room_rug" not in plan["furniture"]
    assert len(plan["walls"]) > len(home.rooms)


def test_people_can_be_directed(browser: TestClient, stage: FakeStage) -> None:
    answer = browser.post("/act", json={"actor": "elder", "act": "say", "args": {"text": "hello"}})
    assert answer.status_code == 200 and stage.acts == [("elder", "say", {"text": "hello"})]


def test_an_impossible_act_comes_back_with_its_reason(browser: TestClient) -> None:
    answer = browser.post("/act", json={"actor": "gardener", "act": "wave"})
    assert answer.status_code == 422 and answer.json()["detail"] == "nobody is called 'gardener'"


@pytest.mark.parametrize("body", [{}, {"actor": 3, "act": []}, {"actor": "e" * 99, "act": "wave"}])
def test_what_is_no_direction_is_refused(browser: TestClient, stage: FakeStage, body: dict[str, Any]) -> None:
    assert browser.post("/act", json=body).status_code == 422 and stage.acts == []


def test_pages_from_elsewhere_cannot_reach_it(browser: TestClient) -> None:
    assert browser.get("/state", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/overview.png", "/camera.png"])
def test_still_pictures_can_be_saved(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR)
    assert answer.headers["content-type"] == "image/png" and tuple(picture[0, 0]) == (50, 100, 200)


def test_a_taken_port_is_told_in_one_line(browser: TestClient) -> None:
    first = WebServer(browser.app, "127.0.0.1", 0, "viewer_port")  # type: ignore[arg-type]
    port = int(first.address.rsplit(":", 1)[1])
    with pytest.raises(OSError, match=f"viewer_port: cannot listen on 127.0.0.1:{port}"):
        WebServer(browser.app, "127.0.0.1", port, "viewer_port")  # type: ignore[arg-type]
    first.close()


def test_scan_points_lie_where_the_rays_ended() -> None:
    ranges = np.full(360, np.inf, dtype=np.float32)
    ranges[180] = 2.0
    assert scan_points(Pose(1.0, 1.0, np.pi / 2), ranges) == [(1.0, 3.0)]


def test_the_state_is_plain_enough_for_json(simulation: Simulation, run: Callable[..., None]) -> None:
    import json

    run(simulation, 0.1)
    state = json.loads(json.dumps(describe(simulation, simulation.scan())))
    assert {actor["name"] for actor in state["actors"]} == {"elder", "caregiver"} and len(state["scan"]) > 100
