"""Serves the page in a thread of its own, on this machine only."""

import asyncio
import socket
from threading import Thread

import uvicorn
from fastapi import FastAPI

_HOST = "127.0.0.1"
_CLOSING_S = 3.0


class PageServer:
    """Listens at once; raises OSError where the port is taken."""

    def __init__(self, app: FastAPI, port: int) -> None:
        try:
            self._socket = socket.create_server((_HOST, port))
        except OSError as error:
            reason = error.strerror or error
            raise OSError(f"page_port: cannot listen on {_HOST}:{port}: {reason}; choose another page_port") from error
        self.address = f"http://{_HOST}:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._serve, name="page", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(_CLOSING_S)
        self._socket.close()

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))
