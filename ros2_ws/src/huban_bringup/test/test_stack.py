import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import psutil
import pytest

from huban_bringup.bootstrap.locks import is_running
from huban_bringup.core.restarts import RestartPolicy
from huban_bringup.core.types import READY_PORT, Happened, ProcessTable, State
from huban_bringup.errors import CannotStart, NotReady
from huban_bringup.readiness import Notified
from huban_bringup.stack import Stack

QUICK = RestartPolicy(window_s=60.0, most_in_window=3, shortest_delay_s=0.02, seldom_s=0.2)
SERVE = "ready()\nimport time\ntime.sleep(60)"


@pytest.fixture
def stack(tmp_path):
    """Makes a stack of entries that collects its events."""

    def make(*specs, arguments=None):
        made = Stack(ProcessTable(specs, arguments or {}), tmp_path / "state", lambda e: made.seen.append(e), QUICK)
        made.seen = []
        return made

    return make


def kinds(stack, process):
    return [event.kind for event in stack.seen if event.process == process]


def test_a_stack_is_ready_when_every_process_said_so(stack, program):
    with stack(program("a", SERVE), program("b", SERVE)) as running:
        running.wait_ready(10.0)
        assert [status.state for status in running.processes] == [State.READY, State.READY]
        pids = [status.pid for status in running.processes]
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert kinds(running, "a") == [Happened.STARTED, Happened.BECAME_READY, Happened.STOPPED]


def test_a_process_that_opens_its_port_is_ready(stack, program, free_port):
    source = f"""
    import socket, time
    server = socket.create_server(("127.0.0.1", {free_port}))
    time.sleep(60)
    """
    with stack(program("a", source, environment={READY_PORT: str(free_port)})) as running:
        running.wait_ready(10.0)


def test_waiting_ends_with_the_names_of_those_that_are_late(stack, program):
    with stack(program("a", SERVE), program("slow", "print('thinking')\nimport time\ntime.sleep(60)")) as running:
        with pytest.raises(NotReady, match=r"^slow is starting: thinking \(log: .*slow\.log\)$"):
            running.wait_ready(1.0)


def test_a_killed_process_comes_back(stack, program, until):
    with stack(program("a", SERVE, respawn=True)) as running:
        running.wait_ready(10.0)
        first = running.processes[0].pid
        running.signal("a", signal.SIGKILL)
        until(lambda: Happened.RESTARTED in kinds(running, "a"))
        until(lambda: running.processes[0].state is State.READY)
        assert running.processes[0].pid != first
        assert running.processes[0].restarts == 1
    died = next(event for event in running.seen if event.kind is Happened.DIED)
    assert died.detail == "Killed"


def test_what_a_dead_process_said_does_not_make_the_next_one_ready():
    readiness = Notified("a")
    address = readiness.environment["NOTIFY_SOCKET"].replace("@", chr(0), 1)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as dead:
        dead.sendto(b"READY=1", address)
    readiness.begin()
    assert not readiness.arrived()
    readiness.close()


def test_a_process_without_respawn_stays_ended(stack, program):
    with stack(program("a", "print('done')\nraise SystemExit(3)")) as running:
        with pytest.raises(NotReady, match="a is stopped: done"):
            running.wait_ready(10.0)
        time.sleep(0.3)
        assert kinds(running, "a") == [Happened.STARTED, Happened.ENDED]
        assert running.seen[-1].detail == "status 3: done"


def test_a_process_that_keeps_dying_degrades_and_the_others_go_on(stack, program, until):
    with stack(program("a", "raise SystemExit(1)", respawn=True), program("b", SERVE)) as running:
        until(lambda: kinds(running, "a").count(Happened.DIED) >= 6)
        assert kinds(running, "a").count(Happened.DEGRADED) == 1
        assert [status.state for status in running.processes] == [State.DEGRADED, State.READY]


def test_status_2_means_refused_and_is_not_tried_again(stack, program):
    source = "print('working'); print('error: speech: volume = 7 is outside 0 .. 1'); print('bye')\nraise SystemExit(2)"
    with stack(program("speech", source, respawn=True)) as running:
        with pytest.raises(NotReady, match=r"speech is refused: error: speech: volume"):
            running.wait_ready(10.0)
        time.sleep(0.3)
        assert kinds(running, "speech") == [Happened.STARTED, Happened.REFUSED]
        assert running.seen[-1].detail == "speech: volume = 7 is outside 0 .. 1"


def test_status_2_after_a_good_start_is_a_death_like_any_other(stack, program, until):
    with stack(program("a", "ready()\nimport time\ntime.sleep(0.5)\nraise SystemExit(2)", respawn=True)) as running:
        until(lambda: Happened.RESTARTED in kinds(running, "a"))


def test_processes_end_politely_and_servers_after_the_nodes(stack, program, tmp_path):
    source = """
    import signal, sys, time
    def end(*_):
        with open(r"{file}", "a") as f: f.write("{name} ")
        sys.exit()
    signal.signal(signal.SIGINT, end)
    ready()
    time.sleep(60)
    """
    file = tmp_path / "order"
    specs = [
        program(name, source.format(file=file, name=name), is_node=name == "node")
        for name in ("broker", "platform", "node")
    ]
    with stack(*specs) as running:
        running.wait_ready(10.0)
    assert file.read_text().split() == ["node", "platform", "broker"]


def test_a_process_that_ignores_signals_is_killed_with_what_it_started(stack, program, tmp_path, monkeypatch, until):
    monkeypatch.setattr("huban_bringup.stack.STOP_SIGNALS", ((signal.SIGINT, 0.2), (signal.SIGKILL, 2.0)))
    source = f"""
    import signal, subprocess, time
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = subprocess.Popen(["sleep", "60"])
    open(r"{tmp_path / "child"}", "w").write(str(child.pid))
    ready()
    time.sleep(60)
    """
    with stack(program("stubborn", source)) as running:
        running.wait_ready(10.0)
    until(lambda: not _runs(int((tmp_path / "child").read_text())))


def test_a_port_in_use_is_named_before_anything_starts(stack, program):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        taken = stack(program("a", SERVE), arguments={"app_port": str(port)})
        with pytest.raises(CannotStart, match=rf"port {port} is in use by .*{os.getpid()}.*app_port:=PORT"):
            taken.__enter__()
        assert taken.seen == []


def test_a_program_that_is_not_there_is_named_before_anything_starts(stack, program):
    lacking = stack(program("a", SERVE), program("b", SERVE).__class__("b", ("no-such-program",), "y.launch.xml:7"))
    with pytest.raises(CannotStart, match=r"y\.launch\.xml:7: the program no-such-program is not there"):
        lacking.__enter__()
    assert lacking.seen == []


def test_a_full_disk_is_named_before_anything_starts(stack, program, monkeypatch):
    monkeypatch.setattr("huban_bringup.preflight.free", lambda folder: 5 << 20)
    with pytest.raises(CannotStart, match="only 5 MiB free"):
        stack(program("a", SERVE)).__enter__()


def test_a_disk_that_runs_full_is_told_once(stack, program, monkeypatch, until):
    monkeypatch.setattr("huban_bringup.stack.HOUSEKEEPING_S", 0.05)
    with stack(program("a", SERVE)) as running:
        monkeypatch.setattr("huban_bringup.preflight.free", lambda folder: 5 << 20)
        until(lambda: Happened.DISK_RAN_LOW in kinds(running, ""))
        time.sleep(0.3)
    assert kinds(running, "") == [Happened.DISK_RAN_LOW]


def test_other_terminals_find_the_domain_and_the_arguments(stack, program, tmp_path, monkeypatch):
    monkeypatch.setenv("ROS_DOMAIN_ID", "21")
    note = tmp_path / "state/stack.json"
    with stack(program("a", SERVE), arguments={"language": "en"}):
        told = json.loads(note.read_text())
        assert (told["process"], told["domain_id"], told["arguments"]) == (os.getpid(), 21, {"language": "en"})
        assert is_running(tmp_path / "state")
    assert not note.exists()
    assert not is_running(tmp_path / "state")


def test_a_listener_that_fails_does_not_stop_the_watch(tmp_path, program):
    def fail(event):
        raise RuntimeError("listener")

    with Stack(ProcessTable((program("a", SERVE),), {}), tmp_path / "state", fail) as running:
        running.wait_ready(10.0)


def test_each_start_begins_a_new_log_and_keeps_the_last_one(stack, program, tmp_path):
    for word in ("first", "second"):
        with stack(program("a", f"print('{word}')\n{SERVE}")) as running:
            running.wait_ready(10.0)
    log = tmp_path / "state/log/a.log"
    assert log.read_text().startswith("second\n")
    assert log.with_suffix(".log.1").read_text().startswith("first\n")


def test_processes_do_not_outlive_a_runner_that_is_killed(tmp_path, until):
    source = f"""
import sys, time
from pathlib import Path
from huban_bringup.core.types import ProcessSpec, ProcessTable
from huban_bringup.readiness import Notified
from huban_bringup.stack import Stack
spec = ProcessSpec("a", ("sh", "-c", "sleep 61 & echo $! >&2; echo $$ >&2; wait"), "x:1")
with Stack(ProcessTable((spec,), {{}}), Path(r"{tmp_path}")) as stack:
    time.sleep(60)
"""
    runner = subprocess.Popen([sys.executable, "-c", source])
    log = tmp_path / "log/a.log"
    until(lambda: log.exists() and len(log.read_text().split()) == 2)
    runner.kill()
    runner.wait()
    pids = [int(word) for word in log.read_text().split()]
    until(lambda: not any(_runs(pid) for pid in pids))


def test_closing_while_a_process_waits_for_its_restart_ends_quickly(tmp_path, program, until):
    spec = program("a", "raise SystemExit(1)", respawn=True, respawn_delay_s=30.0)
    died = threading.Event()
    began_s = time.monotonic()
    with Stack(ProcessTable((spec,), {}), tmp_path, lambda e: e.kind is Happened.DIED and died.set()) as running:
        assert died.wait(10.0)
        until(lambda: running.processes[0].state is State.WAITING)
    assert time.monotonic() - began_s < 8.0


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
