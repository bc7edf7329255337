"""`./huban bench chaos`: kills all that is on the way of an alarm, again and again: what is lost, what doubled?"""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event as Flag
from threading import Thread
from typing import Annotated
from uuid import UUID, uuid4

import numpy as np
import typer

from care_platform.testing import until
from care_platform.testing_postgres import postgres_programs
from care_protocol.messages import Priority
from huban_care_bridge.benchmarks.chaos.robot_process import RobotProcess
from huban_care_bridge.benchmarks.chaos.stand import VICTIMS, ChaosStand
from huban_care_bridge.benchmarks.chaos.verdict import Verdict, judge

app = typer.Typer(add_completion=False)
RECOVERY_TIMEOUT_S = 120.0
LONGEST_PAUSE_S = 1.5
"""Between the start of a round and its kill, which so hits every stage of the work."""

ORDINARY = (Priority.NONE, Priority.NONE, Priority.LOW, Priority.MEDIUM, Priority.TECHNICAL)
BURST = 20
BURST_PAUSE_S = 0.2


@app.command()
def chaos(
    events: Annotated[int, typer.Option(help="How many things happen in all.", min=10)] = 3000,
    kills: Annotated[int, typer.Option(help="How many processes are killed, one after the other.", min=1)] = 20,
    robots: Annotated[int, typer.Option(help="How many robots, each with an elder of its own.", min=1)] = 3,
    postgresql: Annotated[bool, typer.Option(help="With a PostgreSQL server (Debian's) instead of SQLite.")] = False,
    seed: Annotated[int, typer.Option(help="The same seed kills in the same order.")] = 1,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Real broker, platform and bridges, kill -9 at random moments; exit status 1 when anything is lost or doubled."""
    if postgresql and postgres_programs() is None:
        raise typer.BadParameter("PostgreSQL is not installed: sudo apt-get install postgresql")
    begin_s = time.monotonic()
    with TemporaryDirectory() as folder, ChaosStand(Path(folder), robots, postgresql) as stand:
        rounds = Rounds(stand, Random(seed), events, kills)
        rounds.run()
        verdict = judge(stand.database_url, stand.robots, stand.nurse)
        problem = stand.audit_problem()
    report = figures(verdict, rounds.recoveries_s, time.monotonic() - begin_s)
    report["audit_trail"] = problem or "whole"
    for name, value in report.items():
        print(f"{name:24} {value}")
    if json_file:
        json_file.write_text(json.dumps(report, indent=1), encoding="utf-8")
    raise typer.Exit(0 if verdict.good and not problem else 1)


class Rounds:
    """One kill per round; things happen before, during and after it."""

    def __init__(self, stand: ChaosStand, random: Random, events: int, kills: int) -> None:
        self._stand = stand
        self._random = random
        self._kills = kills
        self._left = events
        self.recoveries_s: dict[str, list[float]] = {victim: [] for victim in VICTIMS}

    def run(self) -> None:
        victims = [VICTIMS[number % len(VICTIMS)] for number in range(self._kills)]
        self._random.shuffle(victims)
        for number, victim in enumerate(victims, 1):
            seconds = self._round(victim, self._left // (self._kills - number + 1))
            self.recoveries_s[victim].append(seconds)
            print(
                f"{number:4}/{self._kills} {victim:9} an alarm gets through {seconds:5.1f} s after the kill", flush=True
            )
        self._stand.drain()

    def _round(self, victim: str, events: int) -> float:
        """Seconds from the kill until each robot that notices knows that an alarm raised after it has arrived."""
        robots, over = self._stand.robots, Flag()
        seed = self._random.random()
        life = Thread(target=_live, args=(robots, events - len(robots), over, Random(seed)), daemon=True)
        life.start()
        time.sleep(self._random.uniform(0.0, LONGEST_PAUSE_S))
        death = self._stand.kill(victim, self._random)
        killed_s, probes = time.monotonic(), {robot.robot_id: _probe(robot) for robot in robots}
        nurse = Thread(target=self._call_all, daemon=True)
        nurse.start()
        death.revive()
        for robot in death.concerned:
            until(lambda robot=robot: robot.delivered(probes[robot.robot_id]), RECOVERY_TIMEOUT_S, 0.01)
        seconds = time.monotonic() - killed_s
        over.set()
        life.join()
        nurse.join()
        self._left -= events
        self._call_all()
        for alarm_id in probes.values():
            self._stand.nurse.acknowledges(alarm_id)
        return seconds

    def _call_all(self) -> None:
        """The nurse sends every robot to its dock, whether it or the platform lives or not."""
        for robot in self._stand.robots:
            self._stand.nurse.calls(robot.robot_id)


def _probe(robot: RobotProcess) -> UUID:
    alarm_id = uuid4()
    robot.happens("alarm_raised", Priority.HIGH, alarm_id)
    return alarm_id


def _live(robots: Sequence[RobotProcess], events: int, over: Flag, random: Random) -> None:
    """What happens in the homes in one round: in bursts, and the rest at once when the round is over."""
    for number in range(events):
        random.choice(robots).happens("something_happened", random.choice(ORDINARY))
        if number % BURST == 0:
            over.wait(BURST_PAUSE_S)


def figures(verdict: Verdict, recoveries_s: dict[str, list[float]], duration_s: float) -> dict[str, float | int | str]:
    """What goes into the report, by name."""
    report: dict[str, float | int | str] = dict(vars(verdict))
    for victim, seconds in recoveries_s.items():
        if seconds:
            report[f"{victim}_kills"] = len(seconds)
            report[f"{victim}_recovery_s_p50"] = round(float(np.median(seconds)), 2)
            report[f"{victim}_recovery_s_max"] = round(max(seconds), 2)
    report["duration_s"] = round(duration_s)
    return report
