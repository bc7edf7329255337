import asyncio
from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from huban_tablet.backends.web import Board, ScreenServer, View
from huban_tablet.core.types import Button

Pressed = list[tuple[Button, UUID | None]]


@pytest.fixture
def pressed() -> Pressed:
    return []


@pytest.fixture
def server(pressed: Pressed) -> Iterator[ScreenServer]:
    made = ScreenServer("127.0.0.1", 0, lambda *what: pressed.append(what), print)
    yield made
    made.stop()


@pytest.fixture
def client(server: ScreenServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=10) as made:
        yield made


@pytest.mark.parametrize("button", list(Button))
def test_a_press_on_the_screen_arrives(client: httpx.Client, pressed: Pressed, button: Button) -> None:
    assert client.post(f"/press/{button.value}", headers={"X-Huban-Screen": "1"}).status_code == 204
    assert pressed == [(button, None)]


def test_an_answer_names_the_question_that_was_shown(client: httpx.Client, pressed: Pressed) -> None:
    header = {"X-Huban-Screen": "1"}
    assert client.post(f"/press/yes?question={UUID(int=7)}", headers=header).status_code == 204
    assert client.post("/press/yes?question=7", headers=header).status_code == 422
    assert pressed == [(Button.YES, UUID(int=7))]


def test_another_site_presses_nothing(client: httpx.Client, pressed: Pressed) -> None:
    assert client.post("/press/help").status_code == 403
    preflight = client.options(
        "/press/help", headers={"Origin": "https://evil.test", "Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in preflight.headers
    rebound = client.post("/press/help", headers={"X-Huban-Screen": "1", "Host": "evil.test"})
    assert rebound.status_code == 400
    assert pressed == []


def test_there_is_no_other_button(client: httpx.Client) -> None:
    assert client.post("/press/self_destruct", headers={"X-Huban-Screen": "1"}).status_code == 422


def test_the_page_holds_a_big_help_button_and_no_inline_script(client: httpx.Client) -> None:
    page = client.get("/")
    assert 'data-press="help"' in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    for path in ("screen.js", "screen.css", "icon.svg"):
        assert client.get(f"/static/{path}").status_code == 200


def test_an_open_screen_gets_the_view_now_and_the_newest_after_that() -> None:
    async def watch() -> list[View]:
        board = Board()
        board.show({"a": 1})
        views = board.views()
        seen = [await views.__anext__()]
        board.show({"a": 2})
        board.show({"a": 3})
        seen.append(await asyncio.wait_for(views.__anext__(), 1))
        return seen

    assert asyncio.run(watch()) == [{"a": 1}, {"a": 3}]


def test_a_taken_port_is_named(server: ScreenServer) -> None:
    with pytest.raises(OSError, match=f"cannot serve the screen on 127.0.0.1:{server.port}"):
        ScreenServer("127.0.0.1", server.port, print, print)
