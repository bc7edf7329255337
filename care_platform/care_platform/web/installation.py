"""What makes the pages an app on a telephone: manifest, service worker, and the page for when there is no network."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response

from care_platform.web.look import Looks
from care_platform.web.render import Rendering

STATIC = Path(__file__).parent / "static"
router = APIRouter(include_in_schema=False)


@router.get("/app.webmanifest")
def manifest(look: Looks, renderer: Rendering) -> JSONResponse:
    """The app's name and icons, in the reader's language."""
    content = {
        "id": "/",
        "name": renderer.say("app-title", look.language),
        "short_name": renderer.say("app-name", look.language),
        "description": renderer.say("sign-in-hint", look.language),
        "lang": look.language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f4ef",
        "theme_color": "#0f5257",
        "icons": [
            {"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": "/static/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "/static/icon-512.png", "sizes": "512x512", "type": "image/png"},
            {"src": "/static/icon-maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
    }
    return JSONResponse(content, media_type="application/manifest+json")


@router.get("/service-worker.js")
def service_worker() -> Response:
    """Below / so that it serves every page; its version is that of the static files, so that a new app replaces it."""
    code = (STATIC / "service-worker.js").read_text(encoding="utf-8").replace("$VERSION", _version())
    return Response(code, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/offline")
def offline(look: Looks, renderer: Rendering) -> HTMLResponse:
    """Holds nothing of anybody, in both languages at once: the only page that a device keeps."""
    return HTMLResponse(renderer.page("offline.html", look))


@cache
def _version() -> str:
    digest = sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
