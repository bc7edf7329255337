import pytest

from huban_bringup.bootstrap import execute as executing
from huban_bringup.bootstrap.errors import CommandFailed, SetupError
from huban_bringup.bootstrap.execute import execute
from huban_bringup.bootstrap.locks import running_stack
from huban_bringup.bootstrap.steps import Step
from huban_bringup.bootstrap.texts import PlainTexts
from huban_bringup.checkout import Checkout

TEXTS = PlainTexts("en")


@pytest.fixture
def checkout(tmp_path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture
def step(checkout):
    """Makes a step that notes its runs in `step.ran`, or fails with an error."""
    ran: list[str] = []

    def make(title: str, error: Exception | None = None) -> Step:
        def run(shell):
            ran.append(title)
            if error:
                raise error

        return Step(title, "key", checkout.state / f"{title}.stamp", run)

    make.ran = ran
    return make


def test_what_is_not_done_is_done_in_order_and_only_once(checkout, step):
    plan = [step("setup-tools"), step("setup-environment")]
    execute(checkout, plan, TEXTS)
    execute(checkout, plan, TEXTS)
    assert step.ran == ["setup-tools", "setup-environment"]


def test_a_failure_keeps_what_was_done_before_and_stops_there(checkout, step):
    failing = step("setup-environment", CommandFailed(["uv"], 2, ["error: no space left on device"]))
    plan = [step("setup-tools"), failing, step("setup-workspace")]
    with pytest.raises(SetupError, match=r"^Python packages .*: error: no space left on device\. The disk is full"):
        execute(checkout, plan, TEXTS)
    with pytest.raises(SetupError):
        execute(checkout, plan, TEXTS)
    assert step.ran == ["setup-tools", "setup-environment", "setup-environment"]


def test_an_error_of_the_system_is_one_line(checkout, step):
    failing = step("setup-tools", PermissionError(13, "Permission denied", "/x"))
    with pytest.raises(SetupError, match=r"installer: .*Permission denied: '/x'"):
        execute(checkout, [failing], TEXTS)


def test_nothing_is_changed_under_a_running_stack(checkout, step):
    with running_stack(checkout.state), pytest.raises(SetupError, match="a stack of this checkout is running"):
        execute(checkout, [step("setup-tools")], TEXTS)
    assert step.ran == []


def test_a_running_stack_does_not_matter_where_nothing_is_due(checkout, step):
    plan = [step("setup-tools")]
    execute(checkout, plan, TEXTS)
    with running_stack(checkout.state):
        execute(checkout, plan, TEXTS)


def test_a_fresh_setup_does_everything_again(checkout, step, monkeypatch):
    plan = [step("setup-tools"), step("setup-workspace")]
    execute(checkout, plan, TEXTS)
    execute(checkout, plan, TEXTS, fresh=True)
    assert step.ran == ["setup-tools", "setup-workspace"] * 2


def test_progress_and_the_place_of_the_log_are_told(checkout, step, capsys):
    execute(checkout, [step("setup-tools")], TEXTS)
    said = capsys.readouterr().err
    assert "Log: .huban/log/bootstrap.log" in said
    assert "[1/1] installer: 0 s" in said
    assert executing.due([step("setup-tools")]) == []
