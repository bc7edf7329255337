"""How the simulator says that it is."""

from diagnostic_msgs.msg import DiagnosticStatus

from huban_common.core.texts import DEFAULT_LANGUAGE, Texts
from huban_simulation.backends.studio import Studio
from huban_simulation.simulation import Simulation

_TEXTS = Texts("huban_simulation")


def condition(simulation: Simulation, studio: Studio | None, factor: float) -> tuple[bytes, str]:
    """The worst thing there is to say: level and text. A problem with a voice is told once."""
    faults = simulation.faults.present()
    if studio is not None and studio.failure:
        return DiagnosticStatus.ERROR, _said("no-pictures", reason=studio.failure)
    if simulation.problems:
        return DiagnosticStatus.WARN, simulation.problems.pop(0)
    if faults:
        listed = ", ".join(f"{device}={mode}" for device, mode in faults.items())
        return DiagnosticStatus.WARN, _said("faults", faults=listed)
    return DiagnosticStatus.OK, _said("running", factor=f"{factor:.1f}")


def _said(key: str, **values: str) -> str:
    return _TEXTS.say(f"health-{key}", DEFAULT_LANGUAGE, **values)
