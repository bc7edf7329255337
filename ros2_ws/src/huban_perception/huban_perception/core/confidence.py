"""How sure a finding is, as a number one can explain."""

from math import exp, prod

from huban_perception.core.falls.down import DownRules
from huban_perception.core.falls.findings import FallFinding, FallKind

_SURE_SPEED_MPS = 2.0
"""Shoulders that sink this fast are falling: free fall reaches it after 0.2 m."""

_SURE_AFTER_S = 10.0


def confidence(finding: FallFinding, rules: DownRules) -> float:
    """0..1, by noisy-or: each piece of evidence alone would convince only so far, together they add up.

    Flatness of the trunk and lowness of the hips up to 0.5 each, speed of the descent up to 0.6, time up to 0.8.
    """
    if finding.kind is FallKind.UP_AGAIN:
        return 0.9
    features, descent = finding.body.features, finding.descent
    speed_mps = descent.drop_m / descent.within_s if descent is not None else 0.0
    evidence = (
        0.5 * _part(1.0 - abs(features.trunk_deg) / rules.propped_trunk_deg),
        0.5 * _part(1.0 - features.hips_m / rules.down_hips_m),
        0.6 * _part(speed_mps / _SURE_SPEED_MPS),
        0.8 * (1.0 - exp(-finding.down_s / _SURE_AFTER_S)),
    )
    return 1.0 - prod(1.0 - each for each in evidence)


def _part(value: float) -> float:
    return min(1.0, max(0.0, value))
