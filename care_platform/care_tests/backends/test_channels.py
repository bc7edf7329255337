from pathlib import Path

import pytest

from care_platform.backends.channels import CHANNELS_FILE, make_channels, read_settings
from care_platform.core.clock import ManualClock
from care_platform.core.notices import ChannelName

WHOLE = """
public_url: https://care.test
email: {host: mail.test, sender: huban@care.test, username: huban, password: secret}
webhook: {hosts: [hooks.test]}
sms: {url: "https://sms.test/send", token: secret}
voice: {url: "https://sms.test/call", token: secret, sender: "+8621000000"}
"""


def write(folder: Path, text: str) -> Path:
    (folder / CHANNELS_FILE).write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_there_are_no_channels(tmp_path: Path) -> None:
    assert make_channels(read_settings(tmp_path), ManualClock()) == {}


def test_each_section_is_a_channel(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, WHOLE))
    assert set(make_channels(settings, ManualClock())) == set(ChannelName)
    assert settings.email is not None and (settings.email.security, settings.email.port) == ("starttls", 587)


def test_secrets_do_not_get_into_logs(tmp_path: Path) -> None:
    assert "secret" not in repr(read_settings(write(tmp_path, WHOLE)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("email: {host: mail.test}", "email.sender: Field required"),
        ("email: {host: m, sender: s, securty: none}", "email.securty: Extra inputs"),
        ("pigeon: {}", "pigeon: Extra inputs"),
        ("email: [", "channels.yaml"),
        ("just words", "channels.yaml"),
    ],
)
def test_a_file_that_can_not_be_used_is_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        read_settings(write(tmp_path, text))
    assert "\n" not in str(caught.value)
