"""The whole way over TLS, and who is not let in."""

import subprocess
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from care_platform.private_broker import PrivateBroker
from care_platform.testing import BrokerProcess, PlatformProcess, mosquitto, until
from care_protocol.channels import Address, Channel
from care_protocol.credentials import Credentials
from care_protocol.messages import About, Event, Priority
from huban_care_bridge.backends.mqtt_link import BrokerAddress
from huban_care_bridge.core.ports import ReplyKind
from huban_care_bridge.service import BridgeService, Settings
from huban_care_bridge.simulation import SimulatedRobot

HUBAN = Address("home", "huban")
pytestmark = pytest.mark.skipif(mosquitto() is None, reason="mosquitto is not installed")


class Bridge:
    """A robot's bridge without ROS, with credentials."""

    def __init__(self, folder: Path, port: int, credentials: Credentials) -> None:
        self.robot = SimulatedRobot()
        settings = Settings(HUBAN, BrokerAddress("127.0.0.1", port, credentials), folder)
        self.service = BridgeService(settings, self.robot, About())
        self.service.start()

    def link(self) -> str:
        """What is wrong with the way to people now."""
        words: list[str] = []
        self.service.post(lambda bridge: words.append(bridge.health().link))
        until(lambda: words)
        return words[0]

    def refusal(self) -> str:
        """Why it was not let in."""
        return str(until(lambda: "MQTT broker" in (words := self.link()) and words, 10.0))

    def alarm(self) -> Event:
        id, stamp = uuid4(), datetime.now(timezone.utc)
        numbers = {"id": id, "alarm_id": id, "stream": id, "sequence": 1, "stamp": stamp}
        event = Event(kind="alarm_raised", priority=Priority.HIGH, **numbers)
        self.service.post(lambda bridge: bridge.event(event))
        return event


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> PrivateBroker:
    return PrivateBroker(tmp_path_factory.mktemp("files"), datetime.now(timezone.utc))


@pytest.fixture(scope="module")
def secured(files: PrivateBroker) -> Iterator[BrokerProcess]:
    broker = BrokerProcess(files.folder, lambda port: files.prepare(["127.0.0.1", "localhost"], port))
    try:
        broker.start()
        yield broker
    finally:
        broker.kill()


@pytest.fixture
def bridge(tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    def make(port: int, credentials: Credentials) -> Bridge:
        made = Bridge(tmp_path, port, credentials)
        request.addfinalizer(made.service.stop)
        return made

    return make


def robot_credentials(files: PrivateBroker, address: Address = HUBAN) -> Credentials:
    certificate, key = files.admit(address)
    return Credentials(str(files.file("ca.crt")), str(certificate), str(key))


def test_an_alarm_gets_through_with_certificates_on_both_sides(
    files: PrivateBroker, secured: BrokerProcess, bridge: Any, tmp_path: Path
) -> None:
    names = {"--mqtt-ca": "ca.crt", "--mqtt-certificate": "platform.crt", "--mqtt-key": "platform.key"}
    options = [word for option, name in names.items() for word in (option, str(files.file(name)))]
    platform = PlatformProcess(tmp_path, secured.port, options)
    try:
        platform.start()
        robot = bridge(secured.port, robot_credentials(files))
        alarm = robot.alarm()
        (reply,) = until(lambda: robot.robot.replies)
        assert (reply.alarm_id, reply.kind) == (alarm.id, ReplyKind.DELIVERED)
    finally:
        platform.kill()


def test_a_robot_without_a_certificate_is_not_let_in(files: PrivateBroker, secured: BrokerProcess, bridge: Any) -> None:
    robot = bridge(secured.port, Credentials(str(files.file("ca.crt"))))
    assert "MQTT broker" in robot.refusal()


def test_a_certificate_of_another_authority_is_not_let_in(
    files: PrivateBroker, secured: BrokerProcess, bridge: Any, tmp_path: Path
) -> None:
    stranger = PrivateBroker(tmp_path / "stranger", datetime.now(timezone.utc))
    stranger.prepare(["127.0.0.1"], 1)
    forged = robot_credentials(stranger)
    robot = bridge(secured.port, Credentials(str(files.file("ca.crt")), forged.certificate_file, forged.key_file))
    assert "MQTT broker" in robot.refusal()


def test_a_broker_that_nobody_vouches_for_gets_nothing(
    files: PrivateBroker, secured: BrokerProcess, bridge: Any, tmp_path: Path
) -> None:
    stranger = PrivateBroker(tmp_path / "stranger", datetime.now(timezone.utc))
    stranger.prepare(["127.0.0.1"], 1)
    robot = bridge(secured.port, robot_credentials(stranger))
    assert "the broker's certificate is not trusted" in robot.refusal()


def test_a_robot_can_not_speak_for_another_nor_hear_its_commands(files: PrivateBroker, secured: BrokerProcess) -> None:
    said: dict[int, str] = {}
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
    context = robot_credentials(files, Address("home", "other")).tls()
    assert context is not None
    client.tls_set_context(context)
    client.on_publish = lambda _client, _data, number, reason, _properties: said.update({number: str(reason)})
    client.connect("127.0.0.1", secured.port)
    client.loop_start()
    topics = [address.topic(Channel.EVENT) for address in (Address("home", "other"), HUBAN)]
    numbers = [client.publish(topic, b"x", qos=1).mid for topic in topics]
    until(lambda: len(said) == 2)
    client.disconnect()
    client.loop_stop()
    assert [said[number] for number in numbers] in (
        ["Success", "Not authorized"],
        ["No matching subscribers", "Not authorized"],
    )


@pytest.fixture(scope="module")
def with_passwords(files: PrivateBroker, secured: BrokerProcess) -> Iterator[BrokerProcess]:
    def configure(port: int) -> Path:
        passwords, path = files.file("passwords"), files.file("passwords.conf")
        passwords.write_text("home/huban:a good long password\n")
        subprocess.run(["mosquitto_passwd", "-U", str(passwords)], check=True, timeout=30)
        text = files.file("mosquitto.conf").read_text().replace(f"listener {secured.port}", f"listener {port}")
        path.write_text(
            text.replace("require_certificate true\nuse_identity_as_username true", "")
            + (f"password_file {passwords}\n")
        )
        return path

    broker = BrokerProcess(files.folder, configure)
    try:
        broker.start()
        yield broker
    finally:
        broker.kill()


def password(files: PrivateBroker, folder: Path, words: str) -> Credentials:
    (folder / "password").write_text(f"{words}\n")
    return Credentials(str(files.file("ca.crt")), user="home/huban", password_file=str(folder / "password"))


def test_a_password_over_tls_will_do(
    files: PrivateBroker, with_passwords: BrokerProcess, bridge: Any, tmp_path: Path
) -> None:
    robot = bridge(with_passwords.port, password(files, tmp_path, "a good long password"))
    until(lambda: robot.link() == "", 10.0)


def test_a_wrong_password_will_not(
    files: PrivateBroker, with_passwords: BrokerProcess, bridge: Any, tmp_path: Path
) -> None:
    robot = bridge(with_passwords.port, password(files, tmp_path, "a bad one"))
    assert "Not authorized" in robot.refusal()
