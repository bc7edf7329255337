import base64
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

import pytest

from care_platform.backends.gateway import Gateway, GatewayChannel
from care_platform.backends.webhook import WebhookChannel, sign
from care_platform.core.clock import ManualClock
from care_platform.core.notices import Message, Undeliverable, Unreached
from care_platform.testing import free_port

SECRET = "whsec_" + base64.b64encode(b"a key of the receiver's own").decode()


class Receiver(ThreadingHTTPServer):
    """Remembers each POST and answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 204
        self.calls: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def webhook() -> WebhookChannel:
    return WebhookChannel(ManualClock(), {"127.0.0.1"}, plain=True)


def message(address: str) -> Message:
    facts = {"alarm": "1", "drill": False}
    return Message(UUID(int=7), address, "en", "Urgent: Fall", "Urgent: Fall\n...", True, SECRET, facts)


def gateway(url: str, kind: str = "sms") -> GatewayChannel:
    return GatewayChannel(Gateway(url, "token", "Huban"), kind)


def test_a_webhook_is_signed_so_that_the_receiver_can_check_it(receiver: Receiver, webhook: WebhookChannel) -> None:
    webhook.send(message(receiver.url))
    ((headers, body),) = receiver.calls
    assert json.loads(body)["type"] == "alarm.asked"
    assert json.loads(body)["data"] == {"alarm": "1", "drill": False, "language": "en", "text": "Urgent: Fall\n..."}
    expected = sign(SECRET, headers["webhook-id"], headers["webhook-timestamp"], body)
    assert headers["webhook-signature"] == expected
    assert sign(SECRET, headers["webhook-id"], headers["webhook-timestamp"], body + b" ") != expected


def test_the_signature_is_that_of_the_specification() -> None:
    """The example of the Standard Webhooks specification."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    content = b'{"test": 2432232314}'
    signature = sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", content)
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.test/hook", "ftp://127.0.0.1/", "not an address", "http://a:b@127.0.0.1/", "https:///hook"],
)
def test_only_hosts_that_the_operator_allowed_are_called(webhook: WebhookChannel, address: str) -> None:
    with pytest.raises(ValueError, match="not"):
        webhook.check(address)


def test_without_tls_nothing_is_called_unless_the_operator_says_so() -> None:
    strict = WebhookChannel(ManualClock(), {"127.0.0.1"})
    strict.check("https://127.0.0.1/hook")
    with pytest.raises(ValueError, match="https"):
        strict.check("http://127.0.0.1/hook")


@pytest.mark.parametrize(
    ("status", "failure"),
    [(302, Undeliverable), (404, Undeliverable), (410, Undeliverable), (429, Unreached), (500, Unreached)],
)
def test_a_refusal_for_good_is_told_from_one_for_now(
    receiver: Receiver, webhook: WebhookChannel, status: int, failure: type[Exception]
) -> None:
    receiver.status = status
    with pytest.raises(failure, match=f"HTTP {status}"):
        webhook.send(message(receiver.url))
    assert len(receiver.calls) == 1


def test_a_receiver_that_is_not_there_is_tried_again(webhook: WebhookChannel) -> None:
    with pytest.raises(Unreached, match="ConnectError"):
        webhook.send(message(f"http://127.0.0.1:{free_port()}/"))


def test_a_gateway_gets_number_text_and_a_key_against_doubles(receiver: Receiver) -> None:
    gateway(receiver.url, "voice").send(message("+8613800000000"))
    ((headers, body),) = receiver.calls
    assert json.loads(body) == {
        "id": str(UUID(int=7)),
        "kind": "voice",
        "to": "+8613800000000",
        "from": "Huban",
        "text": "Urgent: Fall\n...",
        "language": "en",
        "urgent": True,
    }
    assert (headers["authorization"], headers["idempotency-key"]) == ("Bearer token", str(UUID(int=7)))


@pytest.mark.parametrize("number", ["13800000000", "+0123456789", "+86 138", "", "+861380000000012345"])
def test_what_is_no_number_is_not_taken(number: str) -> None:
    with pytest.raises(ValueError, match="not a telephone number"):
        gateway("http://127.0.0.1").check(number)
