"""The web application: routes, error pages, and the work that runs beside them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from care_platform.service import Platform
from care_platform.web import (
    account,
    api,
    door,
    door_api,
    duty_pages,
    elder_pages,
    installation,
    live,
    office_pages,
    pages,
    people_api,
    people_pages,
    robot_pages,
    settings_pages,
    statistics_api,
    ways_api,
)
from care_platform.web.guard import Guard
from care_platform.web.refuse import REFUSALS, add_refusals
from care_platform.web.render import Renderer

MAXIMUM_BODY_BYTES = 65_536
TICK_S = 1.0
PAGES = (
    door,
    account,
    people_pages,
    elder_pages,
    pages,
    robot_pages,
    duty_pages,
    office_pages,
    settings_pages,
    installation,
    live,
)
API = (door_api, people_api, api, ways_api, statistics_api)


def create_app(platform: Platform) -> FastAPI:
    """The application around a platform; the broker and the clock run while it is up."""

    @asynccontextmanager
    async def beside(_app: FastAPI) -> AsyncIterator[None]:
        works = (platform.broker.run(), platform.notices.run(), _tick(platform))
        tasks = [asyncio.create_task(work) for work in works]
        for task in tasks:
            task.add_done_callback(platform.note_end)
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        platform.database.close()

    app = FastAPI(title="Huban care platform", version="1", lifespan=beside, docs_url=None, redoc_url=None)
    app.state.platform = platform
    app.state.renderer = Renderer(platform)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MAXIMUM_BODY_BYTES)
    app.add_middleware(Guard)
    for page in PAGES:
        app.include_router(page.router)
    for part in API:
        app.include_router(part.router, responses=REFUSALS)
    app.mount("/static", StaticFiles(directory=installation.STATIC), name="static")
    app.add_api_route("/healthz", lambda: _health(platform), methods=["GET"], response_model=None)
    add_refusals(app)
    return app


def _health(platform: Platform) -> JSONResponse:
    """200 while alarms can be stored and shown, 503 without the database; the broker's state is in the body."""
    health = platform.health()
    return JSONResponse(health, 200 if health["database"] == "ok" else 503)


async def _tick(platform: Platform) -> None:
    while True:
        await asyncio.to_thread(platform.tick)
        await asyncio.sleep(TICK_S)
