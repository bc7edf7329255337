import pytest
import typer

from huban_bringup import cli
from huban_bringup.commands import COMMANDS, Command, find, near
from huban_bringup.errors import CannotStart


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Runs `./huban work ...` where `work` does what the test says; returns status and standard error."""

    def run_with(work, *arguments: str):
        app = typer.Typer()
        app.command()(work)
        monkeypatch.setenv("HUBAN_ROOT", str(tmp_path))
        monkeypatch.setattr(cli, "find", lambda name: Command("work", "work"))
        monkeypatch.setattr(cli, "import_module", lambda name: type("module", (), {"app": app}))
        monkeypatch.setattr(cli.signal, "signal", lambda number, handler: None)
        status = cli.main(["work", *arguments])
        return status, capsys.readouterr().err

    return run_with


def raising(error):
    def work() -> None:
        raise error

    return work


def test_a_command_that_works_ends_with_0(run):
    assert run(lambda: None) == (0, "")


def test_a_command_chooses_its_status(run):
    assert run(raising(typer.Exit(7))) == (7, "")


def test_an_unknown_option_is_one_line_and_status_2(run):
    assert run(lambda: None, "--spede") == (2, "error: No such option: --spede (./huban work --help)\n")


def test_a_missing_argument_is_one_line_and_status_2(run):
    def work(file: str) -> None: ...

    assert run(work) == (2, "error: Missing argument 'file'. (./huban work --help)\n")


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (ValueError("sim/x.yaml:3: two\nlines"), 2, "error: sim/x.yaml:3: two lines\n"),
        (FileNotFoundError(2, "No such file or directory", "x.yaml"), 2, "error: x.yaml: No such file or directory\n"),
        (CannotStart("port 8080 is in use"), 1, "error: port 8080 is in use\n"),
    ],
)
def test_what_the_user_can_mend_is_one_line(run, error, status, line):
    assert run(raising(error)) == (status, line)


def test_a_fault_of_ours_is_one_line_with_the_traceback_in_a_file(run, tmp_path):
    status, said = run(raising(KeyError("x")))
    assert status == 1
    assert said.startswith("error: unexpected KeyError: 'x' (details: ")
    assert said.count("\n") == 1
    assert "Traceback" in (tmp_path / ".huban/log/error.log").read_text()


def test_debug_shows_the_traceback(run):
    with pytest.raises(KeyError):
        run(raising(KeyError("x")), "--debug")


def test_an_interrupt_ends_with_130(run):
    assert run(raising(KeyboardInterrupt())) == (130, "interrupted\n")


def test_near_names_are_offered():
    assert near("dmeo") == ["demo"]
    assert near("xyzzy") == []
    assert find("xyzzy") is None


def test_every_command_but_setup_has_a_module_with_an_app():
    from importlib import import_module

    for command in COMMANDS:
        if command.name != "setup":
            assert isinstance(import_module(command.module).app, typer.Typer), command.name
