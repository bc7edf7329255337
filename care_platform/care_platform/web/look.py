"""How a person wants pages on this device: language, time zone, day or night, size of type, sounds. Kept in cookies."""

from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import Depends, Request, Response

from care_platform.web.session import LANGUAGE_COOKIE, ONE_YEAR_S, language_for

ZONE_COOKIE = "huban_zone"
"""The only one that the page's script writes: a server can not know it."""

THEME_COOKIE, TYPE_COOKIE, SOUND_COOKIE = "huban_theme", "huban_type", "huban_sound"
THEMES = ("auto", "light", "dark")
TYPES = ("normal", "large", "largest")
SOUNDS = ("all", "urgent")
"""Whether technical alarms and notices are heard too; urgent and important ones always are."""


@dataclass(frozen=True)
class Look:
    language: str
    zone: ZoneInfo
    theme: str = THEMES[0]
    type_size: str = TYPES[0]
    sounds: str = SOUNDS[0]


def look_for(request: Request) -> Look:
    cookies = request.cookies
    return Look(
        language=language_for(request),
        zone=_zone(cookies.get(ZONE_COOKIE, "")),
        theme=_one_of(THEMES, cookies.get(THEME_COOKIE)),
        type_size=_one_of(TYPES, cookies.get(TYPE_COOKIE)),
        sounds=_one_of(SOUNDS, cookies.get(SOUND_COOKIE)),
    )


def keep(request: Request, response: Response, look: Look) -> None:
    """Remembers everything but the zone on this device."""
    kept = {
        LANGUAGE_COOKIE: look.language,
        THEME_COOKIE: look.theme,
        TYPE_COOKIE: look.type_size,
        SOUND_COOKIE: look.sounds,
    }
    for name, value in kept.items():
        secure = request.url.scheme == "https"
        response.set_cookie(name, value, max_age=ONE_YEAR_S, samesite="lax", httponly=True, secure=secure)


def _one_of(choices: tuple[str, ...], value: str | None) -> str:
    return value if value in choices else choices[0]


def _zone(name: str) -> ZoneInfo:
    """A zone of the IANA database; UTC for what is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


Looks = Annotated[Look, Depends(look_for)]
