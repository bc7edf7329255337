"""How somebody wants to be reached without a page open: added, listed and taken away."""

import base64
import secrets
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.notices import Channel, ChannelName
from care_platform.core.refusals import NotFound, Unusable
from care_platform.store.audit import AuditLog
from care_platform.store.notice_tables import NoticeWay
from care_platform.store.tables import Account
from care_protocol.messages import Priority

MOST_WAYS = 8
SECRET_BYTES = 24


class Ways:
    def __init__(self, audit: AuditLog, channels: Mapping[ChannelName, Channel]) -> None:
        self._audit = audit
        self._channels = channels

    @property
    def channels(self) -> list[ChannelName]:
        """The channels that this platform has."""
        return list(self._channels)

    def of(self, session: Session, account: Account) -> list[NoticeWay]:
        query = select(NoticeWay).filter_by(account_key=account.key, active=True).order_by(NoticeWay.key)
        return list(session.scalars(query))

    def add(
        self, session: Session, account: Account, channel: ChannelName, address: str, language: str, least: Priority
    ) -> NoticeWay:
        """Raises Unusable for a channel that is not set up, an address that it does not take, or too many ways."""
        self._check(channel, address)
        if len(self.of(session, account)) >= MOST_WAYS:
            raise Unusable("refused-too-many-ways")
        way = NoticeWay(account_key=account.key, channel=channel.value, address=address, language=language)
        way.secret, way.least, way.active = _secret(channel), least.value, True
        session.add(way)
        session.flush()
        self._audit.append(session, account.name, "way_added", account.name, channel=channel.value, way=way.key)
        return way

    def remove(self, session: Session, account: Account, key: int) -> None:
        """What waits for this way is not sent any more; raises NotFound for a way of somebody else."""
        way = session.get(NoticeWay, key)
        if way is None or way.account_key != account.key or not way.active:
            raise NotFound("refused-unknown-way")
        way.active = False
        self._audit.append(session, account.name, "way_removed", account.name, channel=way.channel, way=key)

    def _check(self, channel: ChannelName, address: str) -> None:
        if channel not in self._channels:
            raise Unusable("refused-no-channel")
        try:
            self._channels[channel].check(address)
        except ValueError as error:
            raise Unusable("refused-address") from error


def _secret(channel: ChannelName) -> str:
    """With which the receiver of a webhook checks that it is us."""
    if channel is not ChannelName.WEBHOOK:
        return ""
    return f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"
