from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from care_platform.backends.mail import MailChannel, MailServer
from care_platform.core.notices import Message, Undeliverable, Unreached
from care_platform.testing import free_port

SUBJECT = "紧急：跌倒 · 厨房"
MESSAGE = Message(UUID(int=1), "li@care.test", "zh-CN", SUBJECT, f"{SUBJECT}\nhttps://care.test", urgent=True)


class Mailbox:
    """What a mail server does with what it is sent."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = "250 taken"
        self.recipient_answer = "250 known"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def channel(mailbox: Mailbox) -> Iterator[MailChannel]:
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield MailChannel(MailServer("127.0.0.1", controller.port, "none", "huban@care.test"))
    controller.stop()


def test_a_message_arrives_as_a_letter(channel: MailChannel, mailbox: Mailbox) -> None:
    channel.send(MESSAGE)
    (letter,) = mailbox.letters
    assert (letter["To"], letter["From"], letter["Subject"]) == ("li@care.test", "huban@care.test", SUBJECT)
    assert letter.get_content().splitlines() == MESSAGE.text.splitlines()
    assert (letter["Importance"], letter["Auto-Submitted"]) == ("high", "auto-generated")


def test_sent_twice_it_can_be_told_to_be_the_same(channel: MailChannel, mailbox: Mailbox) -> None:
    channel.send(MESSAGE)
    channel.send(MESSAGE)
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == 1


@pytest.mark.parametrize(
    ("answer", "failure"), [("550 no such user", Undeliverable), ("451 come back later", Unreached)]
)
@pytest.mark.parametrize("step", ["answer", "recipient_answer"])
def test_a_refusal_for_good_is_told_from_one_for_now(
    channel: MailChannel, mailbox: Mailbox, step: str, answer: str, failure: type[Exception]
) -> None:
    setattr(mailbox, step, answer)
    with pytest.raises(failure, match=answer):
        channel.send(MESSAGE)


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(Unreached, match="refused"):
        MailChannel(MailServer("127.0.0.1", free_port(), "none", "huban@care.test")).send(MESSAGE)


def test_a_server_that_should_encrypt_and_does_not_gets_nothing(mailbox: Mailbox) -> None:
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with pytest.raises(Unreached, match="STARTTLS"):
            MailChannel(MailServer("127.0.0.1", controller.port, "starttls", "huban@care.test")).send(MESSAGE)
    finally:
        controller.stop()
    assert mailbox.letters == []


def test_a_wrong_password_is_a_fault_of_ours_and_tried_again(mailbox: Mailbox) -> None:
    def nobody(*_: Any) -> AuthResult:
        return AuthResult(success=False, handled=False)

    options = {"authenticator": nobody, "auth_require_tls": False, "auth_required": True}
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    server = MailServer("127.0.0.1", controller.port, "none", "huban@care.test", "huban", "wrong")
    try:
        with pytest.raises(Unreached, match="535"):
            MailChannel(server).send(MESSAGE)
    finally:
        controller.stop()


@pytest.mark.parametrize(
    "address", ["", "li", "li@", "@care.test", "Li <li@care.test>", "li@care.test, x@y.z", "li@care.test\nBcc: x@y.z"]
)
def test_what_is_no_address_is_not_taken(channel: MailChannel, address: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        channel.check(address)


def test_an_address_is_taken(channel: MailChannel) -> None:
    channel.check("li.wang+night@care.test")
