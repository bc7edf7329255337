"""The subcommands of `./huban`. Read before anything is installed: standard library only."""

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Command:
    """One subcommand: the module that holds its typer `app`, and what it needs from the system."""

    name: str
    module: str
    package_groups: tuple[str, ...] = ("run",)
    """Groups of system packages, see bootstrap/system_packages.py."""

    @property
    def text_key(self) -> str:
        return f"command-{self.name}"


COMMANDS = (
    Command("demo", "huban_bringup.demo"),
    Command("ask", "huban_bringup.ask"),
    Command("scenario", "huban_bringup.scenario"),
    Command("launch", "huban_bringup.launch_command"),
    Command("doctor", "huban_bringup.doctor.command"),
    Command("test", "huban_bringup.run_tests", package_groups=("run", "test")),
    Command("bench", "huban_bringup.bench"),
    Command("eval", "huban_bringup.evaluation"),
    Command("models", "huban_bringup.models.command"),
    Command("record", "huban_bringup.record"),
    Command("setup", "huban_bringup.setup_command"),
)


def find(name: str) -> Command | None:
    return next((command for command in COMMANDS if command.name == name), None)


def near(name: str) -> list[str]:
    """The names of commands that somebody who typed this may have meant."""
    return get_close_matches(name, [command.name for command in COMMANDS], n=3)
