"""How a client and the MQTT broker know each other: TLS with a client certificate or a password."""

import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

SYSTEM = "system"
"""As `ca_file`: the authorities that this machine trusts anyway."""


class CredentialsError(OSError):
    """Files or settings with which nobody can connect safely."""


@dataclass(frozen=True)
class Credentials:
    """Paths of PEM files and of a file with the password; everything empty: plain MQTT, on this machine only."""

    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""
    user: str = ""
    password_file: str = ""

    def check(self, host: str) -> None:
        """Raises CredentialsError for what could not work, or would show care data to the network."""
        if bool(self.certificate_file) != bool(self.key_file):
            raise CredentialsError("MQTT: a client certificate needs its key, and a key its certificate: name both")
        if bool(self.user) != bool(self.password_file):
            raise CredentialsError("MQTT: a user needs a password file, and a password file a user: name both")
        if self.certificate_file and not self.ca_file:
            raise CredentialsError("MQTT: a client certificate needs the authority of the broker's: name the CA file")
        if not self.ca_file and not _is_this_machine(host):
            raise CredentialsError(f"MQTT to {host} would be readable by others: name the CA file of the broker")
        self.tls()
        self.password()

    def tls(self) -> ssl.SSLContext | None:
        """TLS 1.2 or newer that trusts the CA file only; None for plain MQTT. Raises CredentialsError."""
        if not self.ca_file:
            return None
        try:
            context = ssl.create_default_context(cafile=None if self.ca_file == SYSTEM else self.ca_file)
        except OSError as error:
            raise CredentialsError(f"{self.ca_file}: {_why(error)}") from error
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.certificate_file:
            self._identify(context)
        return context

    def password(self) -> str | None:
        """The first line of the password file; None without one. Raises CredentialsError."""
        if not self.password_file:
            return None
        try:
            return Path(self.password_file).read_text(encoding="utf-8").split("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            raise CredentialsError(f"{self.password_file}: {_why(error)}") from error

    def _identify(self, context: ssl.SSLContext) -> None:
        try:
            context.load_cert_chain(self.certificate_file, self.key_file)
        except OSError as error:
            raise CredentialsError(f"{self.certificate_file}, {self.key_file}: {_why(error)}") from error


PLAIN = Credentials()


def trouble(error: Exception) -> str:
    """Why a connection to the broker failed, in a few words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the broker's certificate is not trusted: {error.verify_message}"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).splitlines()[0]


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
