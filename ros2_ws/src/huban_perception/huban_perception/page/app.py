"""The web application of the page; for this machine only."""

import asyncio
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from huban_common.core.texts import LANGUAGES, Texts
from huban_perception.page.show import Show

_WEB = files("huban_perception.page") / "web"
_PERIOD_S = 0.2
_TEXTS = (
    *("title", "no-picture", "lost", "trunk", "heights", "hips", "shoulders", "flat", "people", "nobody"),
    *("camera-on", "camera-private_room", "camera-private_hours", "camera-place_unknown", "camera-lost"),
    *("posture-standing", "posture-sitting", "posture-crouching", "posture-lying"),
    *("mark-fall_suspected", "mark-fall_detected", "mark-long_lie_detected", "mark-person_up_again"),
    *("action-walking", "action-waving", "action-pointing", "action-eating_or_drinking", "action-wandering"),
)


def make_app(show: Show) -> FastAPI:
    """Reads only; pages of other sites are sent away."""
    app = FastAPI(title="Huban perception", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    app.mount("/web", StaticFiles(directory=str(_WEB)), name="web")
    texts = Texts("huban_perception")

    @app.get("/", response_class=HTMLResponse)
    async def page() -> str:
        return (_WEB / "index.html").read_text(encoding="utf-8")

    @app.get("/texts")
    async def all_texts() -> dict[str, dict[str, str]]:
        return {language: {key: texts.say(f"page-{key}", language) for key in _TEXTS} for language in LANGUAGES}

    @app.get("/state")
    async def state() -> dict[str, Any]:
        return show.state()

    @app.get("/picture.mjpeg")
    async def picture() -> StreamingResponse:
        return StreamingResponse(_pictures(show), media_type="multipart/x-mixed-replace; boundary=picture")

    return app


async def _pictures(show: Show) -> AsyncIterator[bytes]:
    """New frames as they come; ends when the camera goes off."""
    last_s = None
    if await asyncio.to_thread(show.picture) is not None:
        yield b"--picture\r\n"
    while (picture := await asyncio.to_thread(show.picture)) is not None:
        stamp_s, jpeg = picture
        if stamp_s != last_s:
            last_s = stamp_s
            head = b"Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
            # browsers show a picture when the boundary after it comes
            yield head + jpeg + b"\r\n--picture\r\n"
        await asyncio.sleep(_PERIOD_S)
