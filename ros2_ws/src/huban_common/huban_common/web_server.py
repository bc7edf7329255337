"""A page of a node, served beside it."""

import asyncio
import socket
from threading import Thread

import uvicorn
from fastapi import FastAPI

_CLOSING_S = 3.0


class WebServer:
    """Serves an application in a thread of its own; listens at once."""

    def __init__(self, app: FastAPI, host: str, port: int, parameter: str) -> None:
        """Port 0 takes any free one; raises OSError naming the `parameter` to change where the address is taken."""
        self._socket = _listening(host, port, parameter)
        self.address = f"http://{host}:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._serve, name=parameter, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(_CLOSING_S)
        self._socket.close()

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))


def _listening(host: str, port: int, parameter: str) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        reason = error.strerror or error
        raise OSError(f"{parameter}: cannot listen on {host}:{port}: {reason}; choose another {parameter}") from error
