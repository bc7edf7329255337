"""The page as the node sees it: off unless it has a port."""

from collections.abc import Callable

from huban_common.web_server import WebServer
from huban_perception.core.actions.types import Action
from huban_perception.core.falls.findings import FallFinding
from huban_perception.page.app import make_app
from huban_perception.page.show import Show
from huban_perception.scene import Scene

_HOST = "127.0.0.1"
"""For whoever sits at this machine only."""


class Page:
    """A Follower. Raises OSError where the port is taken."""

    def __init__(self, port: int, show_faces: bool, action_of: Callable[[str], Action | None]) -> None:
        """`port` -1: no page at all; 0: any free one."""
        self._show = Show(action_of, show_faces) if port >= 0 else None
        self._server = WebServer(make_app(self._show), _HOST, port, "page_port") if self._show is not None else None

    @property
    def address(self) -> str:
        """Where to look; empty where there is no page."""
        return self._server.address if self._server is not None else ""

    def follow(self, scene: Scene) -> None:
        if self._show is not None:
            self._show.follow(scene)

    def found(self, body_id: str, finding: FallFinding) -> None:
        """A change of belief about a fall."""
        if self._show is not None:
            self._show.found(body_id, finding)

    def camera(self, state: str) -> None:
        """What the camera does now."""
        if self._show is not None:
            self._show.camera(state)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
