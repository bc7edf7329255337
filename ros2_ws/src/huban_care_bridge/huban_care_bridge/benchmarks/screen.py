"""A nurse's screen in a real browser, which notes when each alarm appears."""

from types import TracebackType
from uuid import UUID

from playwright.sync_api import sync_playwright

from care_platform.testing import PlatformProcess

CHROMIUM = "/usr/bin/chromium"
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
SHOWN_TIMEOUT_MS = 30_000
NOTE_ALARMS = """
window.shown = {};
const note = () => document.querySelectorAll('.alarm a[id]').forEach((link) => {
  if (link.getBoundingClientRect().height > 0) window.shown[link.id] ??= Date.now();
});
new MutationObserver(() => requestAnimationFrame(note)).observe(document, {subtree: true, childList: true});
"""


class Screen:
    """Signed in as the demo's nurse; an alarm counts as shown in the frame that draws it."""

    def __init__(self, platform: PlatformProcess) -> None:
        self._platform = platform
        self._api = platform.sign_in("li")

    def __enter__(self) -> "Screen":
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        page = self._page = self._browser.new_page()
        page.goto(self._platform.url)
        page.fill("#name", "li")
        page.fill("#password", self._platform.password("li"))
        page.click("main button")
        page.wait_for_url(f"{self._platform.url}/")
        page.evaluate(NOTE_ALARMS)
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._browser.close()
        self._playwright.stop()

    def shown_s(self, alarm_id: UUID) -> float:
        """When the alarm was drawn, in seconds of the machine's clock; raises TimeoutError."""
        seen = self._page.wait_for_function(
            "(id) => window.shown[id]", arg=f"alarm-{alarm_id}", timeout=SHOWN_TIMEOUT_MS
        )
        return float(seen.json_value()) / 1e3

    def close(self, alarm_id: UUID) -> None:
        """Takes the alarm away, so that the page stays as short as in real life."""
        for path, body in (("acknowledge", {}), ("close", {"cause": "false_alarm"})):
            self._api.post(f"/api/alarms/{alarm_id}/{path}", json=body).raise_for_status()
