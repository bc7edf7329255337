import asyncio
import re
from collections.abc import AsyncIterator, Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from fastapi.sse import ServerSentEvent
from fastapi.testclient import TestClient
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from care_platform.texts import LANGUAGES, Texts, language_of
from care_platform.web.live import live
from care_platform.web.look import Look
from care_protocol.channels import Channel
from care_protocol.messages import Activity, Priority, RobotState
from care_tests.conftest import PASSWORD, World

SignIn = Callable[[str], TestClient]
PACKAGE = Path(__file__).parents[2] / "care_platform"


def token(page: str) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found
    return found[1]


def test_signing_in_on_the_page_leads_home_and_signing_out_ends_it(browser: TestClient) -> None:
    answer = browser.post("/login", data={"name": " li ", "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    home = browser.get("/").text
    assert "Li" in home
    assert browser.post("/logout", data={"csrf": token(home)}).headers["location"] == "/login"
    assert browser.get("/").status_code == 303


def test_a_wrong_password_is_told_without_saying_which_part_is_wrong(browser: TestClient) -> None:
    answers = [browser.post("/login", data={"name": name, "password": "wrong"}) for name in ("li", "nobody")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].text == answers[1].text
    assert "Name or password is wrong." in answers[0].text


@pytest.mark.parametrize(("language", "title"), [("en", "Fall · kitchen"), ("zh-CN", "跌倒 · 厨房")])
def test_home_shows_the_alarm_in_both_languages(world: World, signed_in: SignIn, language: str, title: str) -> None:
    world.online()
    world.alarm()
    page = signed_in("li").get("/", headers={"Accept-Language": language}).text
    assert title in page
    assert f'<html lang="{language}"' in page


def test_the_chosen_language_stays(signed_in: SignIn) -> None:
    client = signed_in("li")
    answer = client.get("/language/zh-CN", headers={"Referer": "http://care.test/alarms/x?y=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/alarms/x")
    assert '<html lang="zh-CN"' in client.get("/").text
    assert client.get("/language/tlh").status_code == 404


@pytest.mark.parametrize("referer", ["https://evil.test//evil.test/x", "//evil.test", "https://evil.test"])
def test_choosing_a_language_leads_to_no_other_site(browser: TestClient, referer: str) -> None:
    location = browser.get("/language/en", headers={"Referer": referer}).headers["location"]
    assert location.startswith("/") and not location.startswith("//")


def test_an_alarm_is_taken_attended_and_closed_by_forms(world: World, signed_in: SignIn) -> None:
    alarm_id, client = world.alarm(), signed_in("li")
    path = f"/alarms/{alarm_id}"
    csrf = {"csrf": token(client.get(path).text)}
    assert client.post(f"{path}/acknowledge", data={**csrf, "text": "Five minutes"}).status_code == 303
    assert "Five minutes" in client.get(path).text
    assert client.post(f"{path}/attended", data=csrf).status_code == 303
    assert client.post(f"{path}/close", data={**csrf, "cause": "helped"}).headers["location"] == "/"
    assert world.read(alarm_id).state == "closed"
    assert "Needed help, helped" in client.get("/").text


def test_a_refused_step_is_explained_on_a_page(world: World, signed_in: SignIn) -> None:
    alarm_id, client = world.alarm(), signed_in("li")
    csrf = token(client.get("/").text)
    answer = client.post(f"/alarms/{alarm_id}/close", data={"csrf": csrf, "cause": "helped"})
    assert (answer.status_code, "First somebody has to be there." in answer.text) == (409, True)


def test_the_robot_is_sent_by_form(world: World, signed_in: SignIn) -> None:
    world.online()
    client = signed_in("li")
    csrf = token(client.get("/").text)
    answer = client.post("/robots/home/huban/commands", data={"csrf": csrf, "skill": "go_to", "place": "kitchen"})
    assert answer.status_code == 303
    assert "Sending" in client.get("/").text


def test_a_technician_gets_no_buttons_that_do_nothing(world: World, signed_in: SignIn) -> None:
    world.online()
    world.alarm()
    page = signed_in("tom").get("/").text
    assert "commands__form--stop" in page
    assert "commands__form--go_to" not in page
    assert "I am taking this" not in page


def test_what_others_wrote_is_text_and_never_markup(world: World, signed_in: SignIn) -> None:
    evil = "<script>alert(1)</script>"
    alarm_id = world.alarm(reason=evil, place=evil[:60], data={"trigger": evil})
    world.do("acknowledge", alarm_id, "li", evil)
    activity = Activity(skill=evil, state=evil, args={"place": evil})
    world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now(), room=evil, activity=activity))
    client = signed_in("li")
    for path in ("/", f"/alarms/{alarm_id}"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_pages_hold_no_inline_script_or_style(world: World, signed_in: SignIn) -> None:
    world.online()
    alarm_id, client = world.alarm(), signed_in("li")

    class Inline(HTMLParser):
        found: ClassVar[list[str]] = []

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            names = dict(attributes)
            if tag == "style" or (tag == "script" and "src" not in names):
                self.found.append(tag)
            self.found += [name for name in names if name == "style" or name.startswith("on")]

    reader = Inline()
    for path in ("/login", "/", f"/alarms/{alarm_id}"):
        reader.feed(client.get(path).text)
    assert reader.found == []


@pytest.mark.parametrize("priority", list(Priority))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alarm_can_be_shown_in_every_state(
    world: World, signed_in: SignIn, priority: Priority, language: str
) -> None:
    world.online()
    alarm_id, client = world.alarm(priority), signed_in("li")
    client.cookies.set("huban_language", language)
    pages = []
    for step in (None, "acknowledge", "attend"):
        if step:
            world.do(step, alarm_id, "li")
        pages.append(client.get(f"/alarms/{alarm_id}").text)
    world.do("close", alarm_id, "li", "other")
    pages.append(client.get(f"/alarms/{alarm_id}").text)
    assert len(set(pages)) == len(pages)
    assert client.get("/").status_code == 200


def test_both_languages_have_the_same_texts() -> None:
    keys = []
    for language in LANGUAGES:
        source = (PACKAGE / "locale" / f"{language}.ftl").read_text(encoding="utf-8")
        entries = FluentParser().parse(source).body
        keys.append({entry.id.name for entry in entries if isinstance(entry, Message)})
    assert keys[0] == keys[1]


def test_every_refusal_in_the_code_has_its_text() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    reasons = set(re.findall(r'"(refused-[a-z-]+)"', code))
    assert len(reasons) > 15
    for reason in reasons:
        assert Texts().has(reason, "en"), reason


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("de,en-GB;q=0.7,zh;q=0.2", "en"),
        ("fr", "en"),
        ("", "en"),
        ("zh-TW", "zh-CN"),
    ],
)
def test_the_language_of_the_browser_is_understood(header: str, language: str) -> None:
    assert language_of(header) == language


def test_an_open_page_gets_each_part_and_then_what_changed(world: World, signed_in: SignIn) -> None:
    client = signed_in("li")

    async def watch() -> list[str]:
        stream = _stream(world, client)
        first = await _next(stream)
        world.alarm()
        second = await _next(stream)
        await stream.aclose()
        return [first.data["html"], second.data["html"]]

    before, after = asyncio.run(watch())
    assert "No open alarms" in before
    assert "Nobody has answered yet" in after


def test_an_open_page_ends_with_the_session(world: World, signed_in: SignIn) -> None:
    client = signed_in("li")

    async def watch() -> str | None:
        stream = _stream(world, client)
        await _next(stream)
        world.platform.sign_ins.sign_out(client.cookies["huban_session"])
        world.platform.changes.announce()
        return (await _next(stream)).event

    assert asyncio.run(watch()) == "signed_out"


@pytest.mark.parametrize("parts", ["nothing", "alarm:x", f"alarm:{'0' * 32}", ",".join(["alarms"] * 9)])
def test_parts_that_do_not_exist_are_not_streamed(signed_in: SignIn, parts: str) -> None:
    assert signed_in("li").get(f"/live?parts={parts}").status_code in (404, 422)


def _stream(world: World, client: TestClient) -> AsyncIterator[ServerSentEvent]:
    from fastapi import Request

    from care_platform.web.render import Renderer

    cookie = f"huban_session={client.cookies['huban_session']}".encode()
    request = Request({"type": "http", "path": "/live", "headers": [(b"cookie", cookie)]})
    visitor = world.platform.sign_ins.visitor(client.cookies["huban_session"])
    assert visitor is not None
    return live(request, ["alarms"], Renderer(world.platform), world.platform, visitor, Look("en", ZoneInfo("UTC")))


async def _next(stream: AsyncIterator[ServerSentEvent]) -> ServerSentEvent:
    return await asyncio.wait_for(stream.__anext__(), 5)
