"""Text messages and calls through an HTTP gateway of one's own or of a provider.

The platform POSTs `{"id", "kind": "sms" or "voice", "to", "from", "text", "language", "urgent"}` as JSON with
`Authorization: Bearer <token>` and `Idempotency-Key: <id>`. Any 2xx: the gateway has it. 4xx (but 408, 409, 425, 429):
it will never take it. Anything else: it is tried again. `voice` is to be read aloud in `language`.
"""

import json
import re
from dataclasses import dataclass

from care_platform.backends.web_calls import post
from care_platform.core.notices import Message

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
"""International telephone numbers (ITU-T E.164)."""


@dataclass(frozen=True)
class Gateway:
    url: str
    token: str
    sender: str = ""


class GatewayChannel:
    def __init__(self, gateway: Gateway, kind: str) -> None:
        self._gateway = gateway
        self._kind = kind

    def check(self, address: str) -> None:
        if not E164.fullmatch(address):
            raise ValueError(f"'{address}' is not a telephone number like +8613800000000")

    def send(self, message: Message) -> None:
        body = {
            "id": str(message.id),
            "kind": self._kind,
            "to": message.address,
            "from": self._gateway.sender,
            "text": message.text,
            "language": message.language,
            "urgent": message.urgent,
        }
        headers = {"Authorization": f"Bearer {self._gateway.token}", "Idempotency-Key": str(message.id)}
        post(self._gateway.url, json.dumps(body, ensure_ascii=False).encode(), headers)
