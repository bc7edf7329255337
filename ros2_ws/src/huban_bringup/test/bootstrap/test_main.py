import io

import pytest

from huban_bringup.bootstrap import main as bootstrap
from huban_bringup.bootstrap.errors import CommandFailed
from huban_bringup.bootstrap.execute import hint, reason
from huban_bringup.bootstrap.progress import Progress
from huban_bringup.bootstrap.texts import PlainTexts, language_of
from huban_common.core.texts import Texts


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(bootstrap.signal, "signal", lambda number, handler: None)
    monkeypatch.setattr(bootstrap, "execute", lambda *_: pytest.fail("the set-up began"))


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_help_needs_no_setup(words, capsys):
    assert bootstrap.main(words) == 0
    assert "  demo      " in capsys.readouterr().out


def test_an_unknown_command_is_one_line_and_needs_no_setup(capsys):
    assert bootstrap.main(["dmeo"]) == 2
    assert capsys.readouterr().err == "error: there is no command 'dmeo'; try demo\n"


def test_an_unknown_option_of_setup_is_one_line(capsys):
    assert bootstrap.main(["setup", "--wiht", "models"]) == 2
    assert capsys.readouterr().err.startswith("error: unrecognized arguments")


def test_an_unknown_optional_group_is_one_line(capsys):
    assert bootstrap.main(["setup", "--with", "gpu"]) == 2
    assert "invalid choice: 'gpu'" in capsys.readouterr().err


def test_the_line_that_names_the_error_is_the_reason():
    failed = CommandFailed(["colcon"], 1, ["x.cpp:1: error: no member", "1 package failed"])
    assert reason(failed) == "x.cpp:1: error: no member"
    assert reason(CommandFailed(["colcon"], 1, [])) == "colcon ended with status 1"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("OSError: [Errno 28] No space left on device", "setup-hint-disk"),
        ("Temporary failure resolving 'deb.debian.org'", "setup-hint-network"),
        ("error: client error (Connect)", "setup-hint-network"),
        ("ninja: build stopped", "setup-hint-log"),
    ],
)
def test_the_hint_fits_what_was_said(said, key):
    assert hint(CommandFailed(["x"], 1, [said])) == key


def test_the_session_decides_the_language():
    assert language_of({"LANG": "zh_CN.UTF-8"}) == "zh-CN"
    assert language_of({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}) == "en"
    assert language_of({}) == "en"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_plain_texts_read_as_fluent_reads_them(language):
    values = {"step": "S", "reason": "R", "hint": "H"}
    plain = PlainTexts(language).say("setup-failed", **values)
    assert plain == Texts("huban_bringup").say("setup-failed", language, **values)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_file_gets_whole_lines():
    stream = io.StringIO()
    progress = Progress(stream, total=2)
    with progress.step("packages"):
        progress.moving("unpacking")
    assert stream.getvalue() == "[1/2] packages ...\n[1/2] packages: 0 s\n"


def test_a_terminal_sees_one_moving_line_a_step(monkeypatch):
    monkeypatch.setattr("huban_bringup.bootstrap.progress.FRAME_S", 0.0)
    stream = Terminal()
    progress = Progress(stream, total=1)
    with progress.step("packages"):
        progress.moving("unpacking")
    shown = [line.strip() for line in stream.getvalue().split("\r")]
    assert shown == ["", "[1/1] packages ...", "[1/1] packages: 0 s  unpacking", "[1/1] packages: 0 s"]
    assert stream.getvalue().count("\n") == 1
