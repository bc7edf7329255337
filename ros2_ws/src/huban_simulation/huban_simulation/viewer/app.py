"""The web page that looks into the simulator and directs the people in it."""

import asyncio
from collections.abc import Awaitable
from concurrent.futures import Future
from importlib.resources import files
from typing import Any, TypeVar

from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import HTMLResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field
from starlette.middleware.trustedhost import TrustedHostMiddleware

from huban_common.core.texts import LANGUAGES, Texts
from huban_simulation.backends.renderer import OVERVIEW_STILL, OVERVIEW_VIEW, ROBOT_VIEW, View
from huban_simulation.viewer.feed import MEDIA_TYPE, PATIENCE_S, Feed, encoded
from huban_simulation.viewer.stage import Stage
from huban_simulation.viewer.texts import PAGE_TEXTS

Answer = TypeVar("Answer")
_PAGE = files("huban_simulation.viewer") / "page"


class Direction(BaseModel):
    """What somebody at the page tells an actor to do."""

    actor: str = Field(max_length=40)
    act: str = Field(max_length=40)
    args: dict[str, Any] = Field(default_factory=dict, max_length=8)


def make_app(stage: Stage, host: str, rate_hz: float) -> FastAPI:
    """The application for one simulation."""
    app = FastAPI(title="Huban simulator", docs_url=None, redoc_url=None, openapi_url=None)
    # a page from elsewhere must not direct people by way of the visitor's browser
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", host])
    app.mount("/page", StaticFiles(directory=str(_PAGE)), name="page")
    _add_page(app, stage)
    _add_pictures(app, stage, rate_hz)
    return app


def _add_page(app: FastAPI, stage: Stage) -> None:
    texts = Texts("huban_simulation")

    @app.get("/", response_class=HTMLResponse)
    async def page() -> str:
        return (_PAGE / "index.html").read_text(encoding="utf-8")

    @app.get("/texts")
    async def all_texts() -> dict[str, dict[str, str]]:
        return {language: {key: texts.say(key, language) for key in PAGE_TEXTS} for language in LANGUAGES}

    @app.get("/plan")
    async def plan() -> dict[str, Any]:
        return stage.plan()

    @app.get("/state")
    async def state() -> dict[str, Any]:
        return await _answered(stage.state())

    @app.post("/act")
    async def act(direction: Direction) -> dict[str, str]:
        try:
            await _answered(stage.act(direction.actor, direction.act, direction.args))
        except ValueError as error:
            raise HTTPException(422, str(error)) from error
        return {"message": "accepted"}


def _add_pictures(app: FastAPI, stage: Stage, rate_hz: float) -> None:
    overview = Feed(lambda: stage.picture(OVERVIEW_VIEW), rate_hz)
    camera = Feed(lambda: stage.picture(ROBOT_VIEW), rate_hz)

    @app.get("/overview.mjpeg")
    async def overview_stream() -> StreamingResponse:
        return StreamingResponse(overview.stream(), media_type=MEDIA_TYPE)

    @app.get("/camera.mjpeg")
    async def camera_stream() -> StreamingResponse:
        return StreamingResponse(camera.stream(), media_type=MEDIA_TYPE)

    @app.get("/overview.png")
    async def overview_still() -> Response:
        return await _still(stage, OVERVIEW_STILL)

    @app.get("/camera.png")
    async def camera_still() -> Response:
        return await _still(stage, ROBOT_VIEW)


async def _still(stage: Stage, view: View) -> Response:
    picture = await _answered(stage.picture(view))
    return Response(encoded(picture, ".png"), media_type="image/png")


async def _answered(future: "Future[Answer]") -> Answer:
    """Waits for the simulation, which answers within a step unless it stands still."""
    waiting: Awaitable[Answer] = asyncio.wrap_future(future)
    try:
        return await asyncio.wait_for(waiting, PATIENCE_S)
    except (asyncio.TimeoutError, TimeoutError) as error:
        raise HTTPException(503, "the simulation does not answer") from error
