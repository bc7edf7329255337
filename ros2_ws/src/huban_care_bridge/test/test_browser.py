"""From a care event on ROS to the nurse's screen and back, with a real broker, platform and browser."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from huban_care_bridge.node import CareBridge
from huban_common import ids
from huban_common.qos import LATCHED_EVENTS
from huban_common.testing import Graph
from huban_interfaces.msg import CareEvent, CareReply

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
ON_SCREEN_WITHIN_S = 2.0


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield browser
        browser.close()


def complaints(page: Any) -> list[str]:
    """A list that fills with what the browser complains about, breaches of the content policy among it."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def sign_in(page: Any, platform: Any, name: str) -> None:
    page.goto(platform.url)
    page.fill("#name", name)
    page.fill("#password", platform.password(name))
    page.click("main button")
    page.wait_for_url(f"{platform.url}/")


def fits(page: Any) -> bool:
    """Whether nobody has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize(
    ("language", "size", "title", "state"),
    [("en", PHONE, "Fall · kitchen", "Taken"), ("zh-CN", DESKTOP, "跌倒 · 厨房", "已接手")],
)
def test_a_nurse_sees_the_alarm_at_once_and_takes_it_with_one_click(
    graph: Graph,
    platform: Any,
    broker: Any,
    chromium: Any,
    tmp_path: Path,
    home_file: Path,
    language: str,
    size: dict[str, int],
    title: str,
    state: str,
) -> None:
    graph.start(CareBridge, mqtt_port=broker.port, state_dir=str(tmp_path), home_file=str(home_file))
    replies = graph.collect(CareReply, "/care/replies", LATCHED_EVENTS)
    events = graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS)
    page, family = (chromium.new_page(viewport=size, locale=language) for _ in range(2))
    found = complaints(page)
    sign_in(page, platform, "li")
    sign_in(family, platform, "daughter")
    graph.until(lambda: page.query_selector(".chip--online"))

    alarm_id = uuid4()
    event = CareEvent(id=ids.to_message(uuid4()), alarm_id=ids.to_message(alarm_id), kind="alarm_raised")
    event.priority, event.place, event.data = CareEvent.HIGH, "kitchen", '{"trigger": "fall_detected"}'
    started = time.monotonic()
    events.publish(event)
    graph.until(lambda: page.query_selector(f"#take-{alarm_id}"), timeout_s=ON_SCREEN_WITHIN_S)
    assert time.monotonic() - started < ON_SCREEN_WITHIN_S
    assert page.inner_text(f"#alarm-{alarm_id}") == title
    assert page.title().startswith("\u26a0")
    assert fits(page)
    assert family.wait_for_selector(f"#alarm-{alarm_id}", timeout=2000)
    assert not family.title().startswith("\u26a0"), "the daughter is asked later"

    page.click(f"#take-{alarm_id}")
    page.wait_for_selector(".chip--acknowledged")
    assert page.inner_text(".chip--acknowledged") == state
    assert fits(page)
    family.wait_for_selector(".chip--acknowledged", timeout=2000)
    graph.until(lambda: any(reply.kind == CareReply.ACKNOWLEDGED for reply in replies))
    taken = next(reply for reply in replies if reply.kind == CareReply.ACKNOWLEDGED)
    assert (ids.from_message(taken.alarm_id), taken.by_name, taken.by_role) == (alarm_id, "Nurse Li", "nurse")
    assert found == []

    with page.expect_navigation():
        page.click("#do-attended")
    page.select_option("#cause", "helped")
    page.click("#do-close")
    family.wait_for_selector(".calm", timeout=2000)
    graph.until(lambda: any(reply.kind == CareReply.CLOSED for reply in replies))
