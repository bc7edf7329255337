"""What a home's own MQTT broker needs: a private authority, certificates, who may say what, mosquitto.conf."""

import getpass
import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from care_platform import secret_files
from care_protocol.channels import DOWNWARD, ROOT, UPWARD, Address, Channel
from care_protocol.messages import MAXIMUM_BYTES

AUTHORITY_VALID = timedelta(days=3650)
CERTIFICATE_VALID = timedelta(days=825)
CLOCK_SKEW = timedelta(hours=1)
"""So far the clock of a robot may be behind."""

PLATFORM = "platform"
"""The platform's name at the broker; a robot's is `<tenant>/<robot_id>`."""

WATCHED = (Channel.CONNECTION, Channel.STATE)
"""A robot hears these too: whether another bridge uses its id."""


class PrivateBroker:
    """A folder of its owner with `.crt` and `.key` (PEM) of `ca`, `broker`, `platform` and each robot."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder = folder
        self._now = now

    def prepare(self, hosts: Sequence[str], port: int) -> Path:
        """Makes what is missing and renews the rest; the path of mosquitto.conf. `hosts`: names and addresses of it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.file("ca.key").exists():
            self._found_authority()
        self._issue("broker", hosts[0], x509.SubjectAlternativeName([_general_name(host) for host in hosts]))
        self._issue("platform", PLATFORM)
        self.file("acl").write_text(access_rules(), encoding="utf-8")
        self.file("mosquitto.conf").write_text(self._configuration(port), encoding="utf-8")
        return self.file("mosquitto.conf")

    def admit(self, address: Address) -> tuple[Path, Path]:
        """A certificate with which a robot may speak for itself and nobody else; raises FileNotFoundError."""
        if not self.file("ca.key").exists():
            raise FileNotFoundError(f"{self.file('ca.key')} is missing: run secure-broker first")
        return self._issue(f"{address.tenant}.{address.robot_id}", str(address))

    def file(self, name: str) -> Path:
        return self.folder / name

    def _configuration(self, port: int) -> str:
        lines = (
            f"listener {port}",
            f"cafile {self.file('ca.crt')}",
            f"certfile {self.file('broker.crt')}",
            f"keyfile {self.file('broker.key')}",
            "tls_version tlsv1.2",
            "require_certificate true",
            "use_identity_as_username true",
            "allow_anonymous false",
            f"acl_file {self.file('acl')}",
            f"max_packet_size {2 * MAXIMUM_BYTES}",
            "max_queued_messages 10000",
            "persistent_client_expiration 2d",
            "persistence false",
            "log_dest stderr",
            f"user {getpass.getuser()}",
        )
        return "\n".join(lines) + "\n"

    def _found_authority(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Huban home authority")
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        draft = self._draft(name, name, key.public_key(), AUTHORITY_VALID).add_extension(usage, critical=True)
        draft = draft.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self._write("ca", draft.sign(key, SHA256()), key)

    def _issue(
        self, stem: str, common_name: str, hosts: x509.SubjectAlternativeName | None = None
    ) -> tuple[Path, Path]:
        """With `hosts` for a server, else for a client."""
        key = ec.generate_private_key(ec.SECP256R1())
        authority = x509.load_pem_x509_certificate(self.file("ca.crt").read_bytes())
        authority_key = load_pem_private_key(self.file("ca.key").read_bytes(), None)
        assert isinstance(authority_key, ec.EllipticCurvePrivateKey)
        purpose = ExtendedKeyUsageOID.SERVER_AUTH if hosts else ExtendedKeyUsageOID.CLIENT_AUTH
        draft = self._draft(_name(common_name), authority.subject, key.public_key(), CERTIFICATE_VALID)
        draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        draft = draft.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        vouched_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
        draft = draft.add_extension(vouched_by, critical=False)
        if hosts:
            draft = draft.add_extension(hosts, critical=False)
        return self._write(stem, draft.sign(authority_key, SHA256()), key)

    def _draft(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, valid: timedelta
    ) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number())
        builder = builder.not_valid_before(self._now - CLOCK_SKEW).not_valid_after(self._now + valid)
        return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)

    def _write(self, stem: str, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> tuple[Path, Path]:
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        secret_files.write(self.file(f"{stem}.key"), pem)
        self.file(f"{stem}.crt").write_bytes(certificate.public_bytes(Encoding.PEM))
        return self.file(f"{stem}.crt"), self.file(f"{stem}.key")


def access_rules() -> str:
    """Mosquitto's access list: the platform hears and answers all, a robot speaks for itself only."""
    lines = [f"user {PLATFORM}"]
    lines += [f"topic read {ROOT}/+/+/{channel.value}" for channel in UPWARD]
    lines += [f"topic write {ROOT}/+/+/{channel.value}" for channel in DOWNWARD]
    lines += ["", "# %u is the name of a robot: <tenant>/<robot_id>"]
    lines += [f"pattern write {ROOT}/%u/{channel.value}" for channel in UPWARD]
    lines += [f"pattern read {ROOT}/%u/{channel.value}" for channel in (*DOWNWARD, *WATCHED)]
    return "\n".join(lines) + "\n"


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
