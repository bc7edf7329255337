import pytest

from huban_bringup.bootstrap import system_packages
from huban_bringup.bootstrap.errors import SetupError
from huban_bringup.bootstrap.texts import PlainTexts


class RecordingShell:
    """Notes the commands instead of running them."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def run(self, *command: object, **options: object) -> None:
        self.commands.append(" ".join(map(str, command)))


@pytest.fixture
def machine(monkeypatch):
    """A machine that lacks some packages and lets the user become root in some way."""

    def make(lacking: list[str], root: list[str] | None) -> RecordingShell:
        monkeypatch.setattr(system_packages, "missing", lambda packages: lacking)
        monkeypatch.setattr(system_packages, "_as_root", lambda: root)
        shell = RecordingShell()
        system_packages.install(shell, ["run"], PlainTexts("en"))
        return shell

    return make


def test_nothing_is_run_where_nothing_is_missing(machine):
    assert machine([], None).commands == []


def test_root_installs_what_is_missing(machine):
    commands = machine(["mosquitto", "flite"], []).commands
    assert commands[-2].endswith("apt-get update -q")
    assert commands[-1].endswith("DPkg::Lock::Timeout=300 mosquitto flite")


def test_a_user_with_sudo_installs_through_it(machine):
    assert all(command.startswith("sudo -n env ") for command in machine(["flite"], ["sudo", "-n"]).commands)


def test_others_are_told_the_line_to_type(machine):
    with pytest.raises(SetupError, match="sudo apt-get install -y --no-install-recommends mosquitto flite"):
        machine(["mosquitto", "flite"], None)


def test_packages_are_looked_up_in_the_systems_own_database():
    assert "no-such-package-here" in system_packages.missing(["no-such-package-here"])
    assert system_packages.missing([]) == []
