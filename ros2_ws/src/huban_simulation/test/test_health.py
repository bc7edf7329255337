from types import SimpleNamespace
from typing import Any

from diagnostic_msgs.msg import DiagnosticStatus

from huban_simulation.core.faults import Faults
from huban_simulation.health import condition


def simulation(problems: tuple[str, ...] = (), **faults: str) -> Any:
    broken = Faults()
    for device, mode in faults.items():
        broken.set(device, mode)
    return SimpleNamespace(faults=broken, problems=list(problems))


def test_a_healthy_simulator_tells_its_speed() -> None:
    assert condition(simulation(), None, 1.04) == (DiagnosticStatus.OK, "running at 1.0 times real time")


def test_faults_put_in_are_told() -> None:
    level, text = condition(simulation(bed="hang"), None, 1.0)
    assert level == DiagnosticStatus.WARN and "bed=hang" in text


def test_a_machine_that_cannot_render_is_the_worst_news() -> None:
    studio: Any = SimpleNamespace(failure="no OpenGL library")
    level, text = condition(simulation(("lost voice",), bed="hang"), studio, 1.0)
    assert level == DiagnosticStatus.ERROR and "no OpenGL library" in text


def test_a_lost_voice_is_told_once() -> None:
    silent = simulation(("elder could not say 'hello'",))
    assert condition(silent, None, 1.0)[1] == "elder could not say 'hello'"
    assert condition(silent, None, 1.0)[0] == DiagnosticStatus.OK
