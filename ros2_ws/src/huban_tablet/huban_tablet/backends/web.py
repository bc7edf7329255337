"""Serves the screen to the browser on the robot: one page, one stream of views, its buttons and its microphone."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from threading import Thread
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import UUID

import uvicorn
from fastapi import FastAPI, Header, HTTPException, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from huban_tablet.core.types import Button

PAGE = Path(__file__).parents[1] / "web"
STOP_TIMEOUT_S = 3.0
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Permissions-Policy": "microphone=(self), camera=(), geolocation=()"}
LONGEST_CHUNK = 6400
"""Bytes: 0.2 s of sound."""
BAD_DATA, FORBIDDEN, TAKEN = 1003, 1008, 1013
"""Why a WebSocket is closed (RFC 6455)."""
View = dict[str, Any]
Press = Callable[[Button, UUID | None], None]
"""A button, and for an answer the question that was shown."""


class Board:
    """The newest view, for every browser that looks; lives in the server's loop."""

    def __init__(self) -> None:
        self._view: View = {}
        self._replaced = asyncio.Event()

    def show(self, view: View) -> None:
        replaced, self._replaced, self._view = self._replaced, asyncio.Event(), view
        replaced.set()

    async def views(self) -> AsyncIterator[View]:
        """The view now, and each time it is another; whoever is slow gets the newest only."""
        while True:
            replaced = self._replaced
            yield self._view
            await replaced.wait()


class Ear:
    """Takes the sound of one browser's microphone at a time; whoever comes second is sent away."""

    def __init__(self, hear: Callable[[bytes], None]) -> None:
        self._hear = hear
        self._taken = False

    async def listen(self, socket: WebSocket) -> None:
        """Until the browser ends it; a page of another site is not listened to."""
        await socket.accept()
        if urlsplit(socket.headers.get("origin", "")).netloc != socket.headers.get("host"):
            return await socket.close(FORBIDDEN, "only the screen itself has a microphone")
        if self._taken:
            return await socket.close(TAKEN, "another screen is listened to")
        self._taken = True
        try:
            await self._take(socket)
        except WebSocketDisconnect:
            pass
        finally:
            self._taken = False

    async def _take(self, socket: WebSocket) -> None:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                break
            chunk = message.get("bytes") or b""
            if not chunk or len(chunk) % 2 or len(chunk) > LONGEST_CHUNK:
                await socket.close(BAD_DATA, "not 16-bit sound in short chunks")
                break
            self._hear(chunk)


def create_app(board: Board, press: Press, ear: Ear, hosts: list[str]) -> FastAPI:
    """`press` is called for each button from the server's threads; only `hosts` are answered."""
    app = FastAPI(title="Huban's own screen", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)
    app.mount("/static", StaticFiles(directory=PAGE), name="static")

    @app.get("/")
    def page() -> FileResponse:
        return FileResponse(PAGE / "index.html", headers=HEADERS)

    @app.get("/live", response_class=EventSourceResponse)
    async def live() -> AsyncIterator[ServerSentEvent]:
        async for view in board.views():
            yield ServerSentEvent(data=view)

    @app.post("/press/{button}", status_code=204, response_class=Response)
    def pressed(button: Button, question: UUID | None = None, x_huban_screen: Annotated[str, Header()] = "") -> None:
        """Asks for a header that a page of another site can not send."""
        if not x_huban_screen:
            raise HTTPException(403, "only the screen itself presses buttons")
        press(button, question)

    app.add_api_websocket_route("/microphone", ear.listen)
    return app


class ScreenServer:
    """A thread with the web server; raises OSError where the port is taken."""

    def __init__(self, host: str, port: int, press: Press, hear: Callable[[bytes], None]) -> None:
        """`hear` gets the sound of the browser's microphone: 16 kHz s16le mono."""
        try:
            self._socket = socket.create_server((host, port))
        except OSError as error:
            problem = f"cannot serve the screen on {host}:{port}: {os.strerror(error.errno or 0)}"
            raise OSError(f"{problem}; choose another with tablet_port:=PORT") from error
        self.port: int = self._socket.getsockname()[1]
        self._board = Board()
        app = create_app(self._board, press, Ear(hear), ["127.0.0.1", "localhost", host])
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=1, ws="wsproto", ws_max_size=65536
        )
        self._server = uvicorn.Server(config)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="screen", daemon=True)
        self._thread.start()

    def show(self, view: View) -> None:
        """Shows a view on every open screen; from any thread."""
        self._loop.call_soon_threadsafe(self._board.show, view)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(STOP_TIMEOUT_S)
        self._socket.close()

    def _run(self) -> None:
        self._loop.run_until_complete(self._server.serve(sockets=[self._socket]))
