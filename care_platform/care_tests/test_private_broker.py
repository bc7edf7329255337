from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from typer.testing import CliRunner, Result

from care_platform.cli import app
from care_platform.private_broker import CERTIFICATE_VALID, PrivateBroker, access_rules
from care_protocol.channels import Address

NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)


def make(folder: Path, now: datetime = NOW) -> PrivateBroker:
    broker = PrivateBroker(folder, now)
    broker.prepare(["broker.home", "192.168.1.10"], 8883)
    return broker


def certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_the_authority_vouches_for_the_broker_under_each_of_its_names(tmp_path: Path) -> None:
    broker = make(tmp_path)
    issued = certificate(broker.file("broker.crt"))
    issued.verify_directly_issued_by(certificate(broker.file("ca.crt")))
    names = issued.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["broker.home"]
    assert [str(each) for each in names.get_values_for_type(x509.IPAddress)] == ["192.168.1.10"]


def test_a_robots_certificate_bears_its_name_and_makes_no_broker_of_it(tmp_path: Path) -> None:
    path, _ = make(tmp_path).admit(Address("elm", "rosie"))
    issued = certificate(path)
    assert issued.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "elm/rosie"
    usage = issued.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    assert not issued.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_robots_with_similar_names_keep_their_own_files(tmp_path: Path) -> None:
    broker = make(tmp_path)
    assert broker.admit(Address("a-b", "c")) != broker.admit(Address("a", "b-c"))


def test_renewing_keeps_the_authority_so_that_robots_need_no_visit(tmp_path: Path) -> None:
    before = make(tmp_path)
    authority, old = (certificate(before.file(name)) for name in ("ca.crt", "broker.crt"))
    later = NOW + timedelta(days=700)
    after = make(tmp_path, later)
    assert certificate(after.file("ca.crt")) == authority
    assert certificate(after.file("broker.crt")).not_valid_after_utc == later + CERTIFICATE_VALID
    assert certificate(after.file("broker.crt")).not_valid_after_utc > old.not_valid_after_utc


def test_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    make(tmp_path / "broker").admit(Address("home", "huban"))
    keys = list((tmp_path / "broker").glob("*.key"))
    assert len(keys) == 4
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}


def test_no_robot_hears_or_says_what_is_another_ones() -> None:
    robots = access_rules().split("\n\n")[1]
    assert "huban/v1/%u/command" in robots
    assert not [line for line in robots.splitlines() if line.startswith("pattern write") and "command" in line]
    assert "+" not in robots and "#" not in robots.replace("# %u", "")


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--state", str(folder), *arguments])


def test_the_commands_say_what_to_start_and_what_to_copy(tmp_path: Path) -> None:
    secured = run(tmp_path, "secure-broker", "--host", "broker.home", "--port", "8884")
    assert f"mosquitto -c {tmp_path}/broker/mosquitto.conf" in secured.stdout
    assert "--mqtt-host broker.home --mqtt-port 8884" in secured.stdout
    assert "listener 8884" in (tmp_path / "broker" / "mosquitto.conf").read_text()
    admitted = run(tmp_path, "admit-robot", "rosie", "--tenant", "elm")
    assert f"{tmp_path}/broker/elm.rosie.key" in admitted.stdout


def test_a_robot_is_not_admitted_to_a_broker_that_is_not_secured(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="secure-broker first"):
        PrivateBroker(tmp_path, NOW).admit(Address("home", "huban"))
