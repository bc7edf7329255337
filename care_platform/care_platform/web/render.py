"""Pages and their live parts as HTML."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from babel.dates import format_date, format_skeleton
from fastapi import Depends, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from care_platform.core.refusals import Refused
from care_platform.service import Platform
from care_platform.services.sign_in import Visitor
from care_platform.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts
from care_platform.web import overview
from care_platform.web.look import Look
from care_platform.web.parts import Asker, part_of

_FOLDER = Path(__file__).parent


class Renderer:
    """Fills templates as a person wants them; every text comes from the catalogue, every value is escaped."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._texts = Texts()
        self._templates = _templates()

    def say(self, key: str, language: str, **values: Any) -> str:
        return self._texts.say(key, language, **values)

    def refusal(self, refused: Refused, look: Look) -> str:
        """Why something did not happen."""
        return self.say(refused.reason, look.language, **refused.values)

    def page(
        self,
        template: str,
        look: Look,
        visitor: Visitor | None = None,
        parts: tuple[str, ...] = (),
        here: str = "",
        **values: Any,
    ) -> str:
        """A whole page; `parts` are those that stay live on it, `here` is the tab it belongs to. Raises NotFound."""
        if visitor is None:
            return self._fill(template, look, None, **values)
        filled = {name: self.part(name, look, visitor) for name in ("bar", *parts)}
        with self._platform.database.reading() as session:
            frame = overview.frame(session, visitor.account, here)
        return self._fill(template, look, visitor, parts=filled, frame=frame, **values)

    def part(self, name: str, look: Look, visitor: Visitor) -> str:
        """A part of a page that is replaced when something changes; raises NotFound for an unknown one."""
        part, argument = part_of(name)
        with self._platform.database.reading() as session:
            values = part.load(session, Asker(self._platform, visitor.account, look), argument)
            return self._fill(part.template, look, visitor, **values)

    def _fill(self, template: str, look: Look, visitor: Visitor | None, **values: Any) -> str:
        language, times = look.language, _Times(look, self._platform.clock.now())

        def text(key: str, **arguments: Any) -> str:
            return self._texts.say(key, language, **arguments)

        return self._templates.get_template(template).render(
            t=text,
            say=self._texts.say,
            kind=lambda name: self._named_text("kind", name, language),
            skill=lambda name: self._named_text("skill", name, language),
            known=lambda key: self._texts.has(key, language),
            name=lambda names: named(names, language),
            when=times.when,
            clock_only=times.clock,
            long_day=times.long_day,
            look=look,
            language=language,
            languages=LANGUAGES,
            visitor=visitor,
            **values,
        )

    def _named_text(self, group: str, name: str, language: str) -> str:
        """What people call an event or a skill; its id when the catalogue does not know it."""
        key = f"{group}-{name}"
        return self._texts.say(key, language) if self._texts.has(key, language) else name


class _Times:
    """Times as people of a language write them, in the reader's zone."""

    def __init__(self, look: Look, now: datetime) -> None:
        self._zone = look.zone
        self._locale = look.language.replace("-", "_")
        self._today = now.astimezone(look.zone).date()

    def clock(self, moment: datetime, seconds: bool = False) -> str:
        """The time of day."""
        return moment.astimezone(self._zone).strftime("%H:%M:%S" if seconds else "%H:%M")

    def when(self, moment: datetime, seconds: bool = False) -> str:
        """The time of day, with the date unless it is today."""
        local = moment.astimezone(self._zone)
        if local.date() == self._today:
            return self.clock(moment, seconds)
        return f"{format_skeleton('MMMd', local, locale=self._locale)} {self.clock(moment, seconds)}"

    def long_day(self, day: date) -> str:
        return format_date(day, "full", locale=self._locale)


def renderer_of(request: Request) -> Renderer:
    renderer: Renderer = request.app.state.renderer
    return renderer


Rendering = Annotated[Renderer, Depends(renderer_of)]


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(person=named, stamp=_stamp)
    return made


def named(names: Mapping[str, str], language: str) -> str:
    """A name in this language, or in any."""
    return names.get(language) or names.get(DEFAULT_LANGUAGE) or next(iter(names.values()), "")


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
