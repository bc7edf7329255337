"""JSON API: how I want to be reached when no page of mine is open."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from care_platform.core.notices import ChannelName
from care_platform.store.notice_tables import NoticeWay
from care_platform.web.models import RowKey
from care_platform.web.session import ApiVisitor, Asking, Service
from care_protocol.messages import Language, Priority

router = APIRouter(prefix="/api/ways", tags=["ways"])


class NewWay(BaseModel):
    """`least`: from which priority on messages are wanted."""

    channel: ChannelName
    address: Annotated[str, Field(min_length=3, max_length=200)]
    language: Language = "en"
    least: Priority = Priority.LOW


class WayView(NewWay):
    key: int


class WayWithSecret(WayView):
    """`secret`: with which a webhook's receiver checks signatures; told this once."""

    secret: str


@router.get("")
def ways(service: Service, visitor: Asking) -> list[WayView]:
    with service.database.reading() as db:
        return [WayView.model_validate(_fields(way)) for way in service.ways.of(db, visitor.account)]


@router.post("", status_code=201)
def add(way: NewWay, service: Service, visitor: ApiVisitor) -> WayWithSecret:
    """From now on alarms that ask me are sent there too."""
    with service.database.writing() as db:
        made = service.ways.add(db, visitor.account, way.channel, way.address, way.language, way.least)
        return WayWithSecret.model_validate({**_fields(made), "secret": made.secret})


@router.delete("/{key}", status_code=204)
def remove(key: RowKey, service: Service, visitor: ApiVisitor) -> None:
    with service.database.writing() as db:
        service.ways.remove(db, visitor.account, key)


def _fields(way: NoticeWay) -> dict[str, object]:
    return {name: getattr(way, name) for name in WayView.model_fields}
