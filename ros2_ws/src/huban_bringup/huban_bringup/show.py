"""Plays a scenario in a house of its own: starts everything, narrates, keeps the score card."""

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from huban_bringup.bootstrap.locks import is_running, running_stack
from huban_bringup.checkout import this_checkout
from huban_bringup.core.types import Happened, ProcessEvent
from huban_bringup.errors import CannotStart
from huban_bringup.event_lines import line_of
from huban_bringup.health import StackHealth
from huban_bringup.stack import Stack
from huban_bringup.tables import everything, load_table
from huban_common.core.clock import MonotonicClock
from huban_common.core.texts import Texts
from huban_scenarios.backends.care_platform import SignedInCaregiver, demo_account
from huban_scenarios.backends.simulated_people import SimulatedPeople
from huban_scenarios.core.director import Director
from huban_scenarios.core.narration import Narrator
from huban_scenarios.core.player import Player, StepResult
from huban_scenarios.core.scenario import Scenario
from huban_scenarios.performance import Deadline, Performance, follow_alarms
from huban_scenarios.visit import Visit, visit

TEXTS = Texts("huban_bringup")
Conclude = Callable[[Sequence[StepResult]], int]
NURSE = "li"
READY_S = 90.0
EXPECTED = (Happened.STARTED, Happened.STOPPED)
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP, "continue": signal.SIGCONT, "terminate": signal.SIGTERM}


@dataclass(frozen=True)
class ShowOptions:
    """What the person at the keyboard asked for; `limit_s` counts from the moment the house is ready."""

    language: str
    state_folder: Path
    assignments: tuple[str, ...] = ()
    limit_s: float | None = None
    stays_open: bool = False


class StackProcesses:
    """The processes of a stack, for scenarios that disturb them."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def signal(self, process: str, signal: str) -> None:
        """Raises ValueError for a process that is not in the table."""
        names = [status.name for status in self._stack.processes]
        if process not in names:
            raise ValueError(f"there is no process '{process}'; there are {', '.join(names)}")
        self._stack.signal(process, SIGNALS[signal])


class Show:
    """One house and one narration on a terminal."""

    def __init__(self, options: ShowOptions, console: Console) -> None:
        self._options = options
        self._console = console
        self._clock = MonotonicClock()
        self._began_s = self._clock.now_s()
        self._performance = Performance(Narrator(options.language), self.tell)

    def tell(self, line: str) -> None:
        """Prints a line of the narration after the minutes and seconds since the start."""
        minutes, seconds = divmod(int(self._clock.now_s() - self._began_s), 60)
        self._console.print(f"{minutes:02}:{seconds:02}  {line}", markup=False, highlight=False, soft_wrap=True)

    def play(self, scenario: Scenario, welcome: Callable[[Mapping[str, str]], None], conclude: Conclude) -> int:
        """Plays the day; `welcome` gets the launch arguments as soon as the house is ready.

        `conclude` gets the results when the day is over and gives the exit status. Raises CannotStart, NotReady or
        LaunchFileError with one line for people.
        """
        options = self._options
        given = (f"state_folder:={options.state_folder}", f"language:={options.language}", *options.assignments)
        table = load_table(everything(), given)
        folder, home_file = Path(table.arguments["state_folder"]), Path(table.arguments["home_file"])
        _empty(folder)
        with visit(home_file, int(os.environ.get("ROS_DOMAIN_ID", "0")), self._performance.seen) as guest:
            with (
                running_stack(this_checkout().state),
                Stack(table, folder, self._note_process) as stack,
                StackHealth(stack),
            ):
                stack.wait_ready(READY_S)
                welcome(table.arguments)
                return self._perform(scenario, guest, stack, conclude)

    def _perform(self, scenario: Scenario, guest: Visit, stack: Stack, conclude: Conclude) -> int:
        language, deadline = self._options.language, Deadline(self._clock, self._options.limit_s)
        player = Player(scenario, language, self._tell_result)
        with self._caregiver(stack.table.arguments, guest) as caregiver:
            cast = SimulatedPeople(guest.observer, language, self.tell)
            director = Director(cast, caregiver, StackProcesses(stack), language)
            self._performance.play(player, director, guest, deadline)
            status = conclude(player.results)
            if self._options.stays_open:
                self._stay_open(guest, deadline)
        return status

    def _stay_open(self, guest: Visit, deadline: Deadline) -> None:
        """Narrates until the deadline or Ctrl-C, which is how a person ends a demo."""
        self.tell(TEXTS.say("show-stays", self._options.language))
        with suppress(KeyboardInterrupt):
            self._performance.listen(guest, deadline.passed)

    @contextmanager
    def _caregiver(self, arguments: Mapping[str, str], guest: Visit) -> Iterator[SignedInCaregiver]:
        caregiver = signed_in_nurse(arguments, guest, self._options.language, self.tell)
        ended = threading.Event()
        follower = follow_alarms(caregiver, self._performance.seen, ended)
        try:
            yield caregiver
        finally:
            ended.set()
            follower.join()
            caregiver.close()

    def _tell_result(self, result: StepResult) -> None:
        key = "step-happened" if result.ok else "step-missed"
        self.tell(TEXTS.say(key, self._options.language, name=result.name, seen=result.seen))

    def _note_process(self, event: ProcessEvent) -> None:
        if event.kind not in EXPECTED:
            self.tell(line_of(event, self._options.language))


def _empty(folder: Path) -> None:
    """Every show begins with nothing remembered; what the last one left can be looked at until then."""
    if folder.exists() and is_running(folder):
        raise CannotStart(f"another show is running with its state in {folder}: end it, or give state_folder:=FOLDER")
    shutil.rmtree(folder, ignore_errors=True)


def accounts_file(arguments: Mapping[str, str]) -> Path:
    """Where the care platform keeps the passwords of its demo accounts."""
    return Path(arguments["state_folder"]) / "platform" / "demo_accounts.json"


def signed_in_nurse(
    arguments: Mapping[str, str], guest: Visit, language: str, tell: Callable[[str], None]
) -> SignedInCaregiver:
    """The demo's nurse at the care platform of a house with these launch arguments."""
    account = demo_account(accounts_file(arguments), NURSE)
    url = f"http://127.0.0.1:{arguments['app_port']}"
    return SignedInCaregiver(url, account, guest.observer.clock, language, tell)
