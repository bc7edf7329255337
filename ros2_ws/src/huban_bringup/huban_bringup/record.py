"""`./huban record FOLDER`: records what a person says to the running robot, after asking them; or deletes it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Optional

import rclpy
import typer
from rclpy.executors import SingleThreadedExecutor
from rclpy.parameter import Parameter
from rclpy.signals import SignalHandlerOptions
from rich.console import Console

from huban_bringup.checkout import this_checkout
from huban_bringup.errors import CannotStart
from huban_bringup.running import RunningHouse, find_running
from huban_common.core.clock import MonotonicClock
from huban_common.core.home import load_home
from huban_common.core.texts import Texts
from huban_speech.backends.recording_folder import CONSENT, delete
from huban_speech.recorder import TEXTS as SPOKEN
from huban_speech.recorder import Recorder

app = typer.Typer(add_completion=False)
TEXTS = Texts("huban_bringup")
REACH_S, ANSWER_S, SPIN_S = 5.0, 40.0, 0.1


@app.command()
def record(
    folder: Annotated[Path, typer.Argument(help="A new folder for the recordings and the consent.")],
    who: Annotated[str, typer.Option(help="Who is asked: a person of the home description.")] = "elder",
    purpose: Annotated[Optional[str], typer.Option(help="What for, as part of the question.")] = None,  # noqa: UP045
    minutes: Annotated[int, typer.Option(min=1, max=240, help="How long.")] = 10,
    remove: Annotated[bool, typer.Option("--delete", help="Delete what was recorded into FOLDER.")] = False,
) -> None:
    """Asks the person aloud; without a clear yes nothing is written and the exit status is 1."""
    console = Console()
    if remove:
        console.print(TEXTS.say("record-deleted", "en", count=delete(folder), folder=str(folder)))
        return
    house = find_running(this_checkout().state)
    if house is None:
        raise CannotStart(TEXTS.say("ask-nobody", "en"))
    with recorder(folder, house, who) as (node, spin_until):
        _record(node, spin_until, house.arguments["language"], purpose, minutes, console)


SpinUntil = Callable[[Callable[[], bool], float], bool]


def _record(
    node: Recorder, spin_until: SpinUntil, language: str, purpose: str | None, minutes: int, console: Console
) -> None:
    if not spin_until(lambda: node.reachable, REACH_S):
        raise CannotStart(TEXTS.say("record-mute", language))
    node.ask(purpose or SPOKEN.say("record-purpose", language), minutes)
    spin_until(lambda: node.allowed is not None, ANSWER_S)
    if not node.allowed:
        _say(node, spin_until, SPOKEN.say("record-denied", language))
        console.print(TEXTS.say("record-denied", language))
        raise typer.Exit(1)
    console.print(TEXTS.say("record-allowed", language, consent=CONSENT, minutes=minutes))
    _say(node, spin_until, SPOKEN.say("record-begins", language))
    with suppress(KeyboardInterrupt):
        spin_until(lambda: False, 60.0 * minutes)
    _say(node, spin_until, SPOKEN.say("record-ends", language))
    console.print(TEXTS.say("record-done", language, count=node.count))


def _say(node: Recorder, spin_until: SpinUntil, text: str) -> None:
    said: list[bool] = []
    node.tell(text, lambda: said.append(True))
    spin_until(lambda: bool(said), ANSWER_S)


@contextmanager
def recorder(folder: Path, house: RunningHouse, who: str) -> Iterator[tuple[Recorder, SpinUntil]]:
    """The recorder in the graph of a house, and what spins it until something holds or the time is over."""
    home = load_home(Path(house.arguments["home_file"]))
    if who not in home.people:
        raise ValueError(f"--who: nobody is called '{who}'; there are {', '.join(home.people)}")
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty: give a new folder")
    context = rclpy.Context()
    rclpy.init(args=[], context=context, domain_id=house.domain_id, signal_handler_options=SignalHandlerOptions.NO)
    simulated = Parameter("use_sim_time", value=house.arguments.get("use_sim_time") == "true")
    node = Recorder(folder, home, who, house.arguments["language"], context=context, parameter_overrides=[simulated])
    executor, clock = SingleThreadedExecutor(context=context), MonotonicClock()
    executor.add_node(node)

    def spin_until(condition: Callable[[], bool], seconds: float) -> bool:
        end_s = clock.now_s() + seconds
        while not condition() and clock.now_s() < end_s:
            executor.spin_once(timeout_sec=SPIN_S)
        return condition()

    try:
        yield node, spin_until
    finally:
        executor.shutdown()
        node.destroy_node()
        rclpy.try_shutdown(context=context)
