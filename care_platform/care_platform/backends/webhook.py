"""Webhooks, signed as in the Standard Webhooks specification (webhook-id, -timestamp, -signature)."""

import base64
import hmac
import json
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import urlsplit

from care_platform.backends.web_calls import post
from care_platform.core.clock import WallClock
from care_platform.core.notices import Message

KIND = "alarm.asked"


class WebhookChannel:
    """Calls only hosts that the operator has allowed: addresses are typed in by people. `plain`: also without TLS."""

    def __init__(self, clock: WallClock, hosts: Collection[str], plain: bool = False) -> None:
        self._clock = clock
        self._hosts = hosts
        self._schemes = ("https", "http") if plain else ("https",)

    def check(self, address: str) -> None:
        url = urlsplit(address)
        if url.scheme not in self._schemes or not url.hostname or url.username:
            raise ValueError(f"'{address}' is not an address that begins with {self._schemes[0]}://")
        if url.hostname not in self._hosts:
            raise ValueError(f"host '{url.hostname}' is not allowed by this platform (channels.yaml: webhook: hosts)")

    def send(self, message: Message) -> None:
        now = self._clock.now()
        facts = {**message.facts, "language": message.language, "text": message.text}
        body = {"type": KIND, "timestamp": now.isoformat(), "data": facts}
        content = json.dumps(body, ensure_ascii=False).encode()
        stamp = str(int(now.timestamp()))
        headers = {
            "webhook-id": str(message.id),
            "webhook-timestamp": stamp,
            "webhook-signature": sign(message.secret, str(message.id), stamp, content),
        }
        post(message.address, content, headers)


def sign(secret: str, message_id: str, stamp: str, content: bytes) -> str:
    """HMAC-SHA-256 over id, time and body; `secret` is base64 after the prefix `whsec_`."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message_id}.{stamp}.".encode() + content, sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
