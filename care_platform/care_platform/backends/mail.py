"""E-mail over SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

from care_platform.core.notices import SEND_TIMEOUT_S, Message, Undeliverable, Unreached

REFUSED_FOR_GOOD = 500
"""SMTP answers from here on are final (RFC 5321, 4.2.1)."""


@dataclass(frozen=True)
class MailServer:
    """`security`: `starttls`, `tls` from the first byte, or `none`, for a server on this machine only."""

    host: str
    port: int
    security: str
    sender: str
    username: str = ""
    password: str = ""


class MailChannel:
    def __init__(self, server: MailServer) -> None:
        self._server = server

    def check(self, address: str) -> None:
        box, _, domain = address.rpartition("@")
        if not box or not domain or parseaddr(address) != ("", address) or any(map(str.isspace, address)):
            raise ValueError(f"'{address}' is not an e-mail address")

    def send(self, message: Message) -> None:
        try:
            with self._connected() as connection:
                connection.send_message(self._letter(message))
        except smtplib.SMTPRecipientsRefused as error:
            code, reason = next(iter(error.recipients.values()))
            raise _failure(code, reason) from error
        except smtplib.SMTPDataError as error:
            raise _failure(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreached(str(error) or type(error).__name__) from error

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        connection = self._open()
        if server.security == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.username:
            connection.login(server.username, server.password)
        return connection

    def _open(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            trusted = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=SEND_TIMEOUT_S, context=trusted)
        return smtplib.SMTP(server.host, server.port, timeout=SEND_TIMEOUT_S)

    def _letter(self, message: Message) -> EmailMessage:
        """Sent twice, it has the same Message-ID: mail programs show one."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._server.sender, message.address, message.subject
        letter["Date"] = formatdate()
        letter["Message-ID"] = f"<{message.id}@{self._server.sender.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter["Content-Language"] = message.language
        if message.urgent:
            letter["Importance"] = "high"
        letter.set_content(message.text)
        return letter


def _failure(code: int, reason: bytes | str) -> Exception:
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return (Undeliverable if code >= REFUSED_FOR_GOOD else Unreached)(f"{code} {words}"[:300])
