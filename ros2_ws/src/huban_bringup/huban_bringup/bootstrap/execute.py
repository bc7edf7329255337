"""Carries out the steps that are not done, one set-up at a time, and explains what went wrong."""

import subprocess
import sys
from collections.abc import Sequence

from huban_bringup.bootstrap.errors import CommandFailed, SetupError
from huban_bringup.bootstrap.locks import is_running, setup_lock
from huban_bringup.bootstrap.plan import forget
from huban_bringup.bootstrap.progress import Progress
from huban_bringup.bootstrap.shell import Shell
from huban_bringup.bootstrap.steps import Step
from huban_bringup.bootstrap.texts import PlainTexts
from huban_bringup.checkout import Checkout
from huban_bringup.guard import Guard

SIGNS = {
    "setup-hint-disk": ("no space left",),
    "setup-hint-network": ("resolv", "network", "connect", "timed out", "proxy", "certificate", "failed to fetch"),
}
"""What a failed program said, and which hint that deserves."""


def execute(checkout: Checkout, plan: Sequence[Step], texts: PlainTexts, fresh: bool = False) -> None:
    """Does what is left of the plan, or all of it anew; raises SetupError with one line for the user."""
    if not fresh and not due(plan):
        return
    with setup_lock(checkout.state, lambda holder: _say(texts.say("setup-waiting", process=holder))):
        if not fresh and not due(plan):
            return
        _refuse_under_a_stack(checkout, texts)
        if fresh:
            forget(checkout)
        _do(checkout, due(plan), texts)


def due(plan: Sequence[Step]) -> list[Step]:
    return [step for step in plan if not step.is_done()]


def _refuse_under_a_stack(checkout: Checkout, texts: PlainTexts) -> None:
    if is_running(checkout.state):
        raise SetupError(texts.say("setup-stack-runs"))


def _do(checkout: Checkout, todo: Sequence[Step], texts: PlainTexts) -> None:
    checkout.log.mkdir(parents=True, exist_ok=True)
    log_file = checkout.log / "bootstrap.log"
    _say(texts.say("setup-begins", log=log_file.relative_to(checkout.root)))
    progress = Progress(sys.stderr, len(todo))
    with log_file.open("a", encoding="utf-8", buffering=1) as log, Guard() as guard:
        shell = Shell(log, guard, progress.moving)
        for step in todo:
            with progress.step(texts.say(step.title)) as title:
                _attempt(step, shell, title, texts)


def _attempt(step: Step, shell: Shell, title: str, texts: PlainTexts) -> None:
    try:
        step.do(shell)
    except CommandFailed as error:
        raise SetupError(
            texts.say("setup-failed", step=title, reason=reason(error), hint=texts.say(hint(error)))
        ) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise SetupError(
            texts.say("setup-failed", step=title, reason=error, hint=texts.say("setup-hint-log"))
        ) from error


def reason(error: CommandFailed) -> str:
    """The line of a program's output that most likely says why it failed."""
    telling = [line for line in error.tail if "error" in line.lower()]
    return (telling or error.tail or [str(error)])[-1]


def hint(error: CommandFailed) -> str:
    """The text key of what to do about it."""
    told = "\n".join(error.tail).lower()
    return next((key for key, signs in SIGNS.items() if any(sign in told for sign in signs)), "setup-hint-log")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
