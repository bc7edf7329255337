"""The app in a real Chromium: nobody is shut out, no alarm is missed, no data stays on a device."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from care_platform.testing import until
from care_protocol.channels import Channel
from care_protocol.messages import Priority
from care_tests.conftest import PASSWORD, World
from care_tests.web.stage import Stage

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--autoplay-policy=document-user-activation-required",
]
PHONE, DESKTOP, NARROW = {"width": 390, "height": 844}, {"width": 1280, "height": 800}, {"width": 320, "height": 640}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def stage(world: World) -> Iterator[Stage]:
    """The app on a port, an evening with a fall behind it."""
    world.platform.database.close()
    made = Stage(world.settings.state)
    with made.served():
        yield made
    made.world.platform.database.close()


@pytest.fixture
def open_page(stage: Stage, chromium: Any) -> Iterator[Open]:
    """Signs somebody in and opens a page; whatever the browser complains about fails the test."""
    found: list[str] = []
    contexts: list[Any] = []

    def open_it(path: str = "/", name: str = "li", size: dict[str, int] = PHONE, **more: Any) -> Any:
        context = chromium.new_context(viewport=size, **{"locale": "en", "timezone_id": "Asia/Shanghai", **more})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: found.append(str(error)))
        page.goto(f"{stage.url}/login")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url(f"{stage.url}/")
        page.goto(stage.url + path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert [line for line in found if "net::ERR_" not in line] == [], "a lost connection is no complaint"


def holds(page: Any, expression: str, timeout_s: float = 10.0) -> None:
    """Waits until an expression is true in the page (whose policy forbids the waiting of Playwright itself)."""
    until(lambda: page.evaluate(expression), timeout_s, 0.1)


def every_page(stage: Stage) -> list[str]:
    alarm_id = stage.evening()
    stage.neighbour()
    event = stage.world.event("person_up_again", Priority.NONE)
    stage.world.robot_says(Channel.EVENT, event)
    here = ["/", f"/alarms/{alarm_id}", "/robots/home/huban", "/day/home/huban", f"/events/{event.id}"]
    return [*here, "/duty", "/settings", "/supervisor", "/stop", "/account", "/offline"]


def problems(page: Any) -> list[str]:
    """What axe finds wrong, one line for each rule and element."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    return [f"{page.url} {each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize(
    ("size", "language", "theme"),
    [(PHONE, "en", "light"), (PHONE, "zh-CN", "dark"), (DESKTOP, "en", "dark"), (DESKTOP, "zh-CN", "light")],
)
def test_nobody_is_shut_out(stage: Stage, open_page: Open, size: Any, language: str, theme: str) -> None:
    paths = every_page(stage)
    page = open_page(size=size, locale=language, color_scheme=theme, reduced_motion="reduce")
    found = []
    for path in paths:
        page.goto(stage.url + path)
        found += problems(page)
    page.context.clear_cookies()
    page.goto(f"{stage.url}/login")
    assert found + problems(page) == []


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_even_with_very_large_type_nobody_has_to_scroll_sideways(stage: Stage, open_page: Open, language: str) -> None:
    paths = every_page(stage)
    page = open_page(size=NARROW, locale=language)
    page.context.add_cookies([{"name": "huban_type", "value": "largest", "url": stage.url}])
    wide = []
    for path in paths:
        page.goto(stage.url + path)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    assert wide == []


def test_an_alarm_shows_in_every_way_a_page_can_and_goes_when_it_is_taken(stage: Stage, open_page: Open) -> None:
    page = open_page("/duty")
    assert page.title() == "Who is on duty · Huban care"
    alarm_id = stage.evening()
    banner = page.wait_for_selector(f'.banner[href="/alarms/{alarm_id}"]')
    assert "Urgent" in banner.inner_text() and "Fall" in banner.inner_text() and "kitchen" in banner.inner_text()
    assert banner.query_selector("svg.sign--high path.sign__shape"), "a shape of its own"
    holds(page, "document.title.startsWith('\\u26a0')")
    holds(page, "document.querySelector('[data-icon]').getAttribute('href').includes('alarm')")
    holds(page, "document.querySelector('[data-announce=alarms]').textContent.includes('Fall')")
    stage.world.do("acknowledge", alarm_id, "daughter")
    stage.world.platform.changes.announce()
    page.wait_for_selector(".banner", state="detached")
    holds(page, "document.title === 'Who is on duty · Huban care'")


def test_what_was_on_a_screen_is_known_to_the_platform(stage: Stage, open_page: Open) -> None:
    page = open_page("/duty")
    alarm_id = stage.evening()
    with page.expect_response(f"**/api/alarms/{alarm_id}/shown") as answer:
        page.wait_for_selector(".banner")
    assert answer.value.status == 204
    assert [call.shown is not None for call in stage.world.read(alarm_id).asked] == [True]


def test_a_page_without_sound_says_so_until_it_is_tapped(stage: Stage, open_page: Open) -> None:
    page = open_page("/duty", name="daughter").context.new_page()
    page.goto(f"{stage.url}/duty")
    page.wait_for_selector("[data-when=unarmed]")
    page.click("h1")
    page.wait_for_selector("[data-when=armed]")
    assert not page.is_visible("[data-when=unarmed]")


def test_a_nurse_takes_an_alarm_with_the_keyboard_alone(stage: Stage, open_page: Open) -> None:
    alarm_id = stage.evening()
    page = open_page("/", size=DESKTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == f"take-{alarm_id}":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip--acknowledged")
    assert stage.world.read(alarm_id).state == "acknowledged"


def test_stop_is_one_tap_from_anywhere_and_says_how_far_it_got(stage: Stage, open_page: Open) -> None:
    stage.evening()
    page = open_page("/settings")
    box = page.query_selector("#stop").bounding_box()
    assert box["height"] >= 44 and box["y"] + box["height"] <= PHONE["height"], "in reach of the thumb"
    page.click("#stop")
    page.wait_for_selector(".notice--order .chip--order-waiting")
    assert page.url == f"{stage.url}/settings"


def test_a_lost_connection_is_told_and_found_again(stage: Stage, open_page: Open) -> None:
    page = open_page("/duty")
    holds(page, "document.querySelector('[data-when=offline]').hidden")
    stage.shut()
    page.wait_for_selector("[data-when=offline]")
    assert "What you see may be old" in page.inner_text("[data-when=offline]")
    alarm_id = stage.evening()
    stage.open()
    page.wait_for_selector(f'.banner[href="/alarms/{alarm_id}"]', timeout=45_000)
    assert not page.is_visible("[data-when=offline]")


def test_without_a_network_the_app_says_so_and_holds_nothing_of_anybody(stage: Stage, open_page: Open) -> None:
    stage.evening()
    page = open_page("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(f"{stage.url}/robots/home/huban")
    holds(page, "navigator.serviceWorker.controller !== null")
    kept = page.evaluate(
        """async () => {
            const urls = [];
            for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys()) urls.push(new URL(request.url).pathname);
            return urls;
        }"""
    )
    assert "/offline" in kept and all(path == "/offline" or path.startswith("/static/") for path in kept)
    page.context.set_offline(True)
    page.goto(f"{stage.url}/duty")
    assert "No connection" in page.inner_text("main") and "Mrs. Wang" not in page.content()


def test_times_are_those_of_the_readers_place(stage: Stage, open_page: Open) -> None:
    stage.evening()
    page = open_page("/robots/home/huban")
    holds(page, "document.documentElement.dataset.zone === 'Asia/Shanghai'")
    expected = stage.world.clock.now().timestamp()
    shown = page.inner_text(".facts time")
    assert shown == page.evaluate(
        "t => new Date(t * 1000).toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit'})", expected
    )
