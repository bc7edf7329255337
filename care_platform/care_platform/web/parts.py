"""The parts of pages that are replaced while somebody looks: which template, filled with what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from care_platform.core.alarms import Cause
from care_platform.core.authority import may_supervise
from care_platform.core.refusals import NotFound
from care_platform.service import Platform
from care_platform.services.alarms import find
from care_platform.store.tables import Account
from care_platform.store.visibility import find_robot
from care_platform.web import day, overview, supervision, views
from care_platform.web.look import Look

Values = dict[str, Any]


@dataclass(frozen=True)
class Asker:
    """For whom a part is filled, and how this person wants it."""

    platform: Platform
    account: Account
    look: Look


@dataclass(frozen=True)
class Part:
    """`load` takes what follows the part's name, as in `robot:home/huban`; it raises NotFound."""

    template: str
    load: Callable[[Session, Asker, str], Values]


def part_of(name: str) -> tuple[Part, str]:
    """The part of a name and its argument; raises NotFound for an unknown one."""
    kind, _, argument = name.partition(":")
    part = _PARTS.get(kind)
    if part is None or bool(argument) != (kind in _WITH_ARGUMENT):
        raise NotFound("refused-unknown-page")
    return part, argument


def _bar(session: Session, asker: Asker, _argument: str) -> Values:
    hears_robots = asker.platform.broker.connected
    return {"bar": overview.bar(session, asker.account, asker.platform.clock.now(), hears_robots)}


def _alarms(session: Session, asker: Asker, _argument: str) -> Values:
    return {
        "items": {
            "open": views.alarms(session, asker.account),
            "closed": views.alarms(session, asker.account, closed=True),
        }
    }


def _alarm(session: Session, asker: Asker, argument: str) -> Values:
    row = find(session, asker.account, _uuid(argument))
    alarm, events = views.alarm(row, asker.account), views.events(session, asker.account, row.id)
    card = overview.card(session, asker.account, row.robot)
    return {"alarm": alarm, "history": views.history(alarm, events), "causes": list(Cause), "card": card}


def _robots(session: Session, asker: Asker, _argument: str) -> Values:
    """The only robot with all there is to it; of several a tile each."""
    seen = overview.addresses(session, asker.account)
    if len(seen) == 1:
        return {"card": _robot(session, asker, seen[0])["card"]}
    return {"card": None, "fleet": supervision.fleet(session, asker.account, asker.platform.clock.now())}


def _robot(session: Session, asker: Asker, argument: str) -> Values:
    return {"card": overview.card(session, asker.account, find_robot(session, asker.account, argument))}


def _orders(session: Session, asker: Asker, argument: str) -> Values:
    return {"items": overview.orders(session, find_robot(session, asker.account, argument))}


def _timeline(session: Session, asker: Asker, _argument: str) -> Values:
    return {"items": views.events(session, asker.account)}


def _day(session: Session, asker: Asker, argument: str) -> Values:
    date, _, address = argument.partition(":")
    robot = find_robot(session, asker.account, address)
    now = asker.platform.clock.now()
    return {"day": day.day(session, robot, day.date_of(date), asker.look.zone, now)}


def _fleet(session: Session, asker: Asker, _argument: str) -> Values:
    if not may_supervise(asker.account.role):
        raise NotFound("refused-unknown-page")
    return {"fleet": supervision.fleet(session, asker.account, asker.platform.clock.now())}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("refused-unknown-page") from None


_PARTS = {
    "bar": Part("_bar.html", _bar),
    "alarms": Part("_alarms.html", _alarms),
    "alarm": Part("_alarm.html", _alarm),
    "robots": Part("_robots.html", _robots),
    "robot": Part("_robot.html", _robot),
    "orders": Part("_orders.html", _orders),
    "timeline": Part("_timeline.html", _timeline),
    "fleet": Part("_fleet.html", _fleet),
    "day": Part("_day.html", _day),
}
_WITH_ARGUMENT = {"alarm", "robot", "orders", "day"}
