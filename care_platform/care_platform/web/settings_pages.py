"""How somebody wants the app on this device."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from care_platform.core.refusals import Unusable
from care_platform.texts import LANGUAGES
from care_platform.web.look import SOUNDS, THEMES, TYPES, Looks, keep
from care_platform.web.onward import to
from care_platform.web.render import Rendering
from care_platform.web.session import Asking, FormVisitor

Choice = Annotated[str, Form(max_length=16)]
router = APIRouter(include_in_schema=False)


@router.get("/settings")
def settings(visitor: Asking, look: Looks, renderer: Rendering, saved: bool = False) -> HTMLResponse:
    choices = {"themes": THEMES, "types": TYPES, "sounds": SOUNDS}
    return HTMLResponse(renderer.page("settings.html", look, visitor, here="/settings", saved=saved, **choices))


@router.post("/settings")
def save(
    request: Request,
    _visitor: FormVisitor,
    look: Looks,
    language: Choice = "",
    theme: Choice = "",
    type_size: Choice = "",
    sounds: Choice = "",
) -> Response:
    if language not in LANGUAGES or theme not in THEMES or type_size not in TYPES or sounds not in SOUNDS:
        raise Unusable("refused-arguments")
    response = to("/settings?saved=true")
    keep(request, response, replace(look, language=language, theme=theme, type_size=type_size, sounds=sounds))
    return response
