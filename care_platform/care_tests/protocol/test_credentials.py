import ssl
from datetime import datetime, timezone
from pathlib import Path

import pytest

from care_platform.private_broker import PrivateBroker
from care_protocol.channels import Address
from care_protocol.credentials import SYSTEM, Credentials, CredentialsError


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> PrivateBroker:
    broker = PrivateBroker(tmp_path_factory.mktemp("broker"), datetime.now(timezone.utc))
    broker.prepare(["broker.home", "192.168.1.10"], 8883)
    return broker


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.10"])
def test_on_this_machine_nothing_is_needed(host: str) -> None:
    Credentials().check(host)


@pytest.mark.parametrize("host", ["192.168.1.10", "broker.home", "0.0.0.0"])
def test_across_the_network_nothing_goes_without_tls(host: str) -> None:
    with pytest.raises(CredentialsError, match="readable by others"):
        Credentials(user="home/huban", password_file=__file__).check(host)


@pytest.mark.parametrize(
    ("credentials", "words"),
    [
        (Credentials(SYSTEM, certificate_file="a.crt"), "needs its key"),
        (Credentials(SYSTEM, key_file="a.key"), "needs its key"),
        (Credentials(SYSTEM, user="a"), "password file"),
        (Credentials(SYSTEM, password_file="a"), "password file"),
        (Credentials("", "a.crt", "a.key"), "name the CA file"),
        (Credentials("missing.crt"), r"missing\.crt: No such file"),
        (Credentials(SYSTEM, "missing.crt", "missing.key"), r"missing\.crt.*No such file"),
        (Credentials(SYSTEM, user="a", password_file="missing"), "missing: No such file"),
    ],
)
def test_what_can_not_work_is_said_in_one_line(credentials: Credentials, words: str) -> None:
    with pytest.raises(CredentialsError, match=words) as caught:
        credentials.check("127.0.0.1")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "ca.crt").write_text("hello")
    with pytest.raises(CredentialsError, match=r"ca\.crt"):
        Credentials(str(tmp_path / "ca.crt")).check("127.0.0.1")


def test_the_context_demands_a_certificate_of_the_right_host(files: PrivateBroker) -> None:
    certificate, key = files.admit(Address("home", "huban"))
    context = Credentials(str(files.file("ca.crt")), str(certificate), str(key)).tls()
    assert context is not None
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert [dict(field[0] for field in ca["subject"])["commonName"] for ca in context.get_ca_certs()] == [
        "Huban home authority"
    ]


def test_only_the_first_line_of_a_password_file_counts(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("secret words\nnot these\n")
    assert Credentials(user="a", password_file=str(tmp_path / "password")).password() == "secret words"
