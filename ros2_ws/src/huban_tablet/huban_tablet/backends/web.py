"""The page in the robot's own browser: pictures out as server-sent events, fingers in as posts."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from importlib.resources import as_file, files

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from sse_starlette import EventSourceResponse

from huban_tablet.core.types import Button, View

LOOK_S = 0.1
STOP_S = 3.0
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'"


def page(view: Callable[[], View], press: Callable[[Button], None]) -> FastAPI:
    """The web application; `view` and `press` are called from its own thread."""
    app = FastAPI(openapi_url=None)
    with as_file(files("huban_tablet") / "web") as folder:
        app.mount("/static", StaticFiles(directory=folder), name="static")
        index = folder / "index.html"

    @app.get("/")
    def show() -> FileResponse:
        return FileResponse(index, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})

    @app.get("/live")
    async def live(request: Request) -> EventSourceResponse:
        return EventSourceResponse(_changes(view, request), ping=5)

    @app.post("/press/{button}", status_code=204)
    def pressed(button: Button, request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return Response(status_code=403)
        press(button)
        return Response(status_code=204)

    return app


async def _changes(view: Callable[[], View], request: Request) -> AsyncIterator[str]:
    shown = ""
    while not await request.is_disconnected():
        now = json.dumps(asdict(view()), ensure_ascii=False)
        if now != shown:
            shown = now
            yield now
        await asyncio.sleep(LOOK_S)


class WebServer:
    """Serves an application from a thread of its own.

    Raises OSError with the address and what to do when it cannot listen there.
    """

    def __init__(self, app: FastAPI, host: str, port: int) -> None:
        self._listener = _listen(host, port)
        self.port: int = self._listener.getsockname()[1]
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        serve = self._server.run
        self._thread = threading.Thread(target=serve, args=([self._listener],), name="screen", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(STOP_S)
        self._listener.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise OSError(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another with tablet_port:=PORT"
        ) from error
