"""Faults that can be put into the twins, so that others can be tested against broken devices."""

MODES: dict[str, tuple[str, ...]] = {
    "base": ("hang",),
    "bed": ("reject", "hang", "vanish"),
    "camera": ("black", "frozen", "off"),
    "lidar": ("frozen", "nan", "off"),
    "microphone": ("silent", "off"),
}
HEALTHY = "none"


class FaultError(ValueError):
    """A fault that nobody knows."""


def parse(text: str) -> list[tuple[str, str]]:
    """(device, mode) pairs from `device=mode, device=mode`; raises FaultError for anything else."""
    pairs = []
    for item in filter(None, (part.strip() for part in text.split(","))):
        device, equals, mode = (part.strip() for part in item.partition("="))
        if not equals:
            raise FaultError(f"'{item}' is no fault; write device=mode")
        pairs.append((device, mode))
    return pairs


class Faults:
    """The fault of each device; `none` at first."""

    def __init__(self) -> None:
        self._modes = dict.fromkeys(MODES, HEALTHY)

    def set(self, device: str, mode: str) -> None:
        if device not in MODES:
            raise FaultError(f"no device '{device}' can fail; known are {', '.join(MODES)}")
        if mode not in (HEALTHY, *MODES[device]):
            raise FaultError(f"'{device}' cannot fail as '{mode}'; known are {', '.join((HEALTHY, *MODES[device]))}")
        self._modes[device] = mode

    def of(self, device: str) -> str:
        return self._modes[device]

    def present(self) -> dict[str, str]:
        """The devices that are not healthy."""
        return {device: mode for device, mode in self._modes.items() if mode != HEALTHY}
