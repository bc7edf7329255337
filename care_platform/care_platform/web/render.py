"""Pages and their live parts as HTML."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy.orm import Session

from care_platform.core.alarms import Cause
from care_platform.core.refusals import NotFound
from care_platform.service import Platform
from care_platform.services.alarms import find
from care_platform.services.sign_in import Visitor
from care_platform.store.tables import Account
from care_platform.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts
from care_platform.web import views

_FOLDER = Path(__file__).parent
HOME_PARTS = ("alarms", "robots", "orders", "timeline")

_LISTS: dict[str, Callable[[Session, Account], Any]] = {
    "alarms": lambda session, account: {
        "open": views.alarms(session, account),
        "closed": views.alarms(session, account, closed=True),
    },
    "robots": lambda session, account: views.robots(session, account),
    "orders": lambda session, account: views.orders(session, account),
    "timeline": lambda session, account: views.events(session, account),
}


class Renderer:
    """Fills templates in a language; every text comes from the catalogue, every value is escaped."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._texts = Texts()
        self._templates = _templates()

    def say(self, key: str, language: str, **values: Any) -> str:
        return self._texts.say(key, language, **values)

    def page(self, template: str, language: str, visitor: Visitor | None = None, **values: Any) -> str:
        """A whole page."""
        return self._fill(template, language, visitor, **values)

    def home(self, language: str, visitor: Visitor) -> str:
        parts = {name: self.part(name, language, visitor) for name in HOME_PARTS}
        with self._platform.database.reading() as session:
            robots = views.robots(session, visitor.account)
        return self._fill("home.html", language, visitor, parts=parts, robots=robots)

    def alarm(self, language: str, visitor: Visitor, alarm_id: UUID) -> str:
        """The page of one alarm; raises NotFound."""
        name = f"alarm:{alarm_id}"
        return self._fill("alarm.html", language, visitor, part=name, html=self.part(name, language, visitor))

    def part(self, name: str, language: str, visitor: Visitor) -> str:
        """A part of a page that is replaced when something changes; raises NotFound for an unknown one."""
        with self._platform.database.reading() as session:
            if name in _LISTS:
                values = {"items": _LISTS[name](session, visitor.account)}
                return self._fill(f"_{name}.html", language, visitor, **values)
            row = find(session, visitor.account, _alarm_id(name))
            alarm, events = views.alarm(row, visitor.account), views.events(session, visitor.account, row.id)
        history = views.history(alarm, events)
        return self._fill("_alarm.html", language, visitor, alarm=alarm, history=history, causes=list(Cause))

    def _fill(self, template: str, language: str, visitor: Visitor | None, **values: Any) -> str:
        def text(key: str, **arguments: Any) -> str:
            return self._texts.say(key, language, **arguments)

        return self._templates.get_template(template).render(
            t=text,
            kind=lambda name: self._named_text("kind", name, language),
            skill=lambda name: self._named_text("skill", name, language),
            known=lambda key: self._texts.has(key, language),
            name=lambda names: named(names, language),
            language=language,
            languages=LANGUAGES,
            visitor=visitor,
            **values,
        )

    def _named_text(self, group: str, name: str, language: str) -> str:
        """What people call an event or a skill; its id when the catalogue does not know it."""
        key = f"{group}-{name}"
        return self._texts.say(key, language) if self._texts.has(key, language) else name


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


def _alarm_id(part: str) -> UUID:
    kind, _, tail = part.partition(":")
    try:
        if kind == "alarm":
            return UUID(tail)
    except ValueError:
        pass
    raise NotFound("refused-unknown-page")
