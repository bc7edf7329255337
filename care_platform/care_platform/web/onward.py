"""Where a browser goes after a form: only ever to a page of ours."""

from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse


def to(path: str) -> RedirectResponse:
    return RedirectResponse("/" + path.lstrip("/\\"), status_code=303)


def back(request: Request) -> RedirectResponse:
    """To the page that the person was on."""
    return to(urlsplit(request.headers.get("referer", "/")).path or "/")
