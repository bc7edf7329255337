"""Moving pictures for browsers: one picture at a time, shared by all who watch."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future

import cv2

from huban_simulation.backends.renderer import Picture

PATIENCE_S = 5.0
_QUALITY = 82
_BOUNDARY = "picture"
MEDIA_TYPE = f"multipart/x-mixed-replace; boundary={_BOUNDARY}"


class Feed:
    """Asks for a new picture at most `rate_hz` times a second, and only while somebody watches."""

    def __init__(self, ask: "Callable[[], Future[Picture]]", rate_hz: float) -> None:
        self._ask, self._period_s = ask, 1.0 / rate_hz
        self._lock = asyncio.Lock()
        self._jpeg, self._taken_s = b"", float("-inf")

    async def stream(self) -> AsyncIterator[bytes]:
        """A multipart body that ends when pictures no longer come."""
        while True:
            try:
                jpeg = await self._newest()
            except (asyncio.TimeoutError, TimeoutError):
                return
            yield b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (
                _BOUNDARY.encode(),
                len(jpeg),
                jpeg,
            )
            await asyncio.sleep(self._period_s)

    async def _newest(self) -> bytes:
        now_s = asyncio.get_running_loop().time()
        async with self._lock:
            if now_s - self._taken_s >= self._period_s * 0.9:
                picture = await asyncio.wait_for(asyncio.wrap_future(self._ask()), PATIENCE_S)
                self._jpeg, self._taken_s = encoded(picture, ".jpg"), now_s
            return self._jpeg


def encoded(picture: Picture, extension: str) -> bytes:
    """The picture as a file's content, `.jpg` or `.png`."""
    options = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY] if extension == ".jpg" else []
    _, content = cv2.imencode(extension, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), options)
    return content.tobytes()
