"""What the clips of falls and of everyday life come to."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from huban_perception.config import PerceptionConfig

_SETTLING_S = 0.2
"""Somebody who lies for so much longer than a confirmation takes can be confirmed."""


@dataclass(frozen=True)
class ClipResult:
    """One clip of `seconds`: when a fall was first suspected and confirmed, or why the clip is unusable."""

    path: str
    label: str
    view: str
    lying_start_s: float | None
    seconds: float = 0.0
    suspected_s: float | None = None
    detected_s: float | None = None
    long_lie_s: float | None = None
    error: str | None = None


def figures_of(alarms: list[tuple[ClipResult, float | None]]) -> dict[str, float | None]:
    """The figures where each clip comes with the time of its alarm, None for no alarm; None where nothing to count."""
    falls = [(result, at_s) for result, at_s in alarms if result.label == "fall"]
    quiet = [(result, at_s) for result, at_s in alarms if result.label != "fall"]
    delays = [at_s - result.lying_start_s for result, at_s in falls if at_s is not None and result.lying_start_s]
    false_alarms = sum(at_s is not None for _, at_s in quiet)
    quiet_h = sum(result.seconds for result, _ in quiet) / 3600.0
    return {
        "sensitivity": _ratio(sum(at_s is not None for _, at_s in falls), len(falls)),
        "specificity": _ratio(len(quiet) - false_alarms, len(quiet)),
        "false_alarms_per_hour": _ratio(false_alarms, quiet_h),
        "delay_s_median": round(float(np.median(delays)), 3) if delays else None,
        "delay_s_p95": round(float(np.percentile(delays, 95)), 3) if delays else None,
    }


def long_enough(results: list[ClipResult]) -> dict[str, dict[str, float | None]]:
    """Of the falls whose clips go on for long enough, the part that was confirmed, and that was found a long lie."""
    rules = PerceptionConfig()
    return {
        "confirmed": _kept_down(results, rules.fall_confirm_s + _SETTLING_S, lambda one: one.detected_s),
        "long_lie": _kept_down(results, rules.long_lie_s + _SETTLING_S, lambda one: one.long_lie_s),
    }


def _kept_down(
    results: list[ClipResult], least_s: float, found: Callable[[ClipResult], float | None]
) -> dict[str, float | None]:
    lying = [one for one in results if one.lying_start_s is not None and one.seconds - one.lying_start_s >= least_s]
    return {"clips": len(lying), "part": _ratio(sum(found(one) is not None for one in lying), len(lying))}


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole > 0 else None
