"""JSON API: how fast alarms are answered, and whether test alarms arrive."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from care_platform.core.response import Figures
from care_platform.services.statistics import Group, last_tests, response_times
from care_platform.web.session import Asking, Service

router = APIRouter(prefix="/api/statistics", tags=["statistics"])


class ReachedView(BaseModel):
    """`share` of `judged` alarms were answered within `within_s`; `good`: that is at least `target`."""

    within_s: float
    target: float
    met: int
    judged: int
    share: float | None
    good: bool | None


class FiguresView(BaseModel):
    alarms: int
    answered: int
    median_s: float | None
    p95_s: float | None
    reached: list[ReachedView]


class LastTestView(BaseModel):
    tenant: str
    robot: str
    received: datetime
    delay_s: float


class StatisticsView(BaseModel):
    """Real alarms about people, faults of machines, and drills; never added up."""

    since: datetime
    until: datetime
    people: FiguresView
    technical: FiguresView
    drills: FiguresView
    last_tests: list[LastTestView]


@router.get("")
def statistics(service: Service, visitor: Asking, days: Annotated[int, Query(ge=1, le=366)] = 30) -> StatisticsView:
    """Of the last days, for the robots that this person may see."""
    now = service.clock.now()
    since = now - timedelta(days=days)
    with service.database.reading() as db:
        found = response_times(db, visitor.account, since, now)
        tests = [LastTestView(**vars(test)) for test in last_tests(db, visitor.account)]
    groups = {group.value: figures_view(found[group]) for group in Group}
    return StatisticsView(since=since, until=now, last_tests=tests, **groups)


def figures_view(figures: Figures) -> FiguresView:
    reached = [
        ReachedView(
            within_s=each.target.within_s,
            target=each.target.share,
            met=each.met,
            judged=each.judged,
            share=each.share,
            good=each.good,
        )
        for each in figures.reached
    ]
    return FiguresView(
        alarms=figures.alarms,
        answered=figures.answered,
        median_s=figures.median_s,
        p95_s=figures.p95_s,
        reached=reached,
    )
