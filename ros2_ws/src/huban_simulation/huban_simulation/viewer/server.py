"""Serves the view in a thread of its own."""

import asyncio
import socket
from threading import Thread

import uvicorn
from fastapi import FastAPI

_CLOSING_S = 3.0


class ViewerServer:
    """Listens at once; raises OSError where the address is taken."""

    def __init__(self, app: FastAPI, host: str, port: int) -> None:
        """Port 0 takes any free one."""
        self._socket = _listening(host, port)
        self.address = f"http://{host}:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._serve, name="viewer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(_CLOSING_S)
        self._socket.close()

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        reason = error.strerror or error
        raise OSError(f"viewer_port: cannot listen on {host}:{port}: {reason}; choose another viewer_port") from error
