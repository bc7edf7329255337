import subprocess
import sys

import pytest

from huban_bringup.bootstrap import python_environment
from huban_bringup.bootstrap.errors import CommandFailed, SetupError
from huban_bringup.bootstrap.texts import PlainTexts
from huban_bringup.checkout import Checkout


class RecordingShell:
    """Notes the commands; uv fails where it should."""

    def __init__(self, uv_works: bool = True) -> None:
        self.commands: list[list[str]] = []
        self.environment: dict[str, str] = {}
        self._uv_works = uv_works

    def run(self, *command: object, environment: dict[str, str] | None = None, **options: object) -> None:
        self.commands.append([str(word) for word in command])
        self.environment = environment or {}
        if self.commands[-1][0].endswith("/uv") and not self._uv_works:
            raise CommandFailed(self.commands[-1], 2, ["error: client error (Connect)"])


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Checkout:
    """A checkout whose pip has these settings."""
    pip = tmp_path / ".huban/tools/bin/pip"
    pip.parent.mkdir(parents=True)
    pip.write_text("#!/bin/sh\necho \"global.index-url='https://mirror.example/simple'\"\n")
    pip.chmod(0o755)
    (tmp_path / ".venv/lib/python3.11/site-packages").mkdir(parents=True)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    return Checkout(tmp_path)


def test_a_mirror_that_is_set_for_pip_is_handed_to_uv(checkout):
    shell = RecordingShell()
    python_environment.add_models(shell, checkout)
    assert [command[0].rpartition("/")[2] for command in shell.commands] == ["uv"]
    assert shell.environment["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_pip_takes_over_where_uv_fails(checkout):
    shell = RecordingShell(uv_works=False)
    python_environment.add_models(shell, checkout)
    assert [command[0].rpartition("/")[2] for command in shell.commands] == ["uv", "pip"]
    assert shell.commands[0][-2:] == shell.commands[1][-2:]


def test_an_environment_is_made_from_scratch_because_wheels_cannot_be_exchanged_in_place(checkout, monkeypatch):
    left_over = checkout.venv / "left_over"
    left_over.touch()
    monkeypatch.setattr(
        python_environment, "repair", lambda venv: (venv / "lib/python3.11/site-packages").mkdir(parents=True)
    )
    shell = RecordingShell()
    python_environment.make_environment(shell, checkout, PlainTexts("en"))
    assert not left_over.exists()
    assert "--require-hashes" in shell.commands[-1]


def test_too_little_room_is_told_before_anything_is_removed(checkout, monkeypatch):
    monkeypatch.setattr(python_environment, "NEEDED_GIB", 1e9)
    with pytest.raises(SetupError, match="GiB are needed: make room"):
        python_environment.make_environment(RecordingShell(), checkout, PlainTexts("en"))
    assert checkout.venv.exists()


def test_the_care_platform_is_imported_from_where_it_lies(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    package = tmp_path / "care_platform/care_protocol"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    python_environment.link_care_platform(Checkout(tmp_path))
    asked = [tmp_path / ".venv/bin/python", "-I", "-c", "import care_protocol; print(care_protocol.__file__)"]
    assert str(package) in subprocess.run(asked, capture_output=True, text=True, check=True).stdout
