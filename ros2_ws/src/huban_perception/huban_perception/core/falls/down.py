"""Whether a single sighting shows someone who is down, lies flat or is up."""

from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures


@dataclass(frozen=True)
class DownRules:
    """Heights of the joints above the floor and angles against gravity."""

    down_hips_m: float = param(0.4, "hips of someone who is down are lower than this", minimum=0.0)
    down_shoulders_m: float = param(0.45, "shoulders of someone who is down are lower than this", minimum=0.0)
    low_m: float = param(0.6, "somebody of whom something stirs higher than this is not down", minimum=0.0)
    flat_trunk_deg: float = param(40.0, "a trunk flatter than this lies", minimum=0.0, maximum=90.0)
    propped_trunk_deg: float = param(60.0, "flatter than this over flat legs is propped up", minimum=0.0, maximum=90.0)
    flat_shank_deg: float = param(30.0, "shanks flatter than this do not carry", minimum=0.0, maximum=90.0)
    carrying_thigh_deg: float = param(50.0, "thighs steeper than this carry", minimum=0.0, maximum=90.0)
    carried_hips_m: float = param(0.2, "hips higher than this that thighs carry do not lie", minimum=0.0)
    carrying_shank_deg: float = param(45.0, "shanks steeper than this may stand on feet", minimum=0.0, maximum=90.0)
    carried_trunk_m: float = param(0.3, "hips or shoulders higher than this over such shanks do not lie", minimum=0.0)
    unplaced_m: float = param(0.15, "heights are this uncertain where the camera's place is unknown", minimum=0.0)
    up_trunk_deg: float = param(55.0, "a trunk steeper than this may be up", minimum=0.0, maximum=90.0)
    up_shoulders_m: float = param(0.75, "shoulders of someone who is up are higher than this", minimum=0.0)


def lies_flat(body: BodyState, rules: DownRules) -> bool:
    """Low and flat, where nobody should lie."""
    return _is_low(body, rules) and body.features.trunk_deg < rules.flat_trunk_deg


def is_down(body: BodyState, rules: DownRules) -> bool:
    """Flat, or low and propped up on an arm: how falls often end."""
    features = body.features
    propped = features.trunk_deg < rules.propped_trunk_deg and features.shank_deg < rules.flat_shank_deg
    return lies_flat(body, rules) or (_is_low(body, rules) and propped)


def is_up(body: BodyState, rules: DownRules) -> bool:
    """Standing, or sitting on something higher than the floor."""
    features = body.features
    return features.trunk_deg > rules.up_trunk_deg and features.shoulders_m > rules.up_shoulders_m


def sits_up(body: BodyState, rules: DownRules) -> bool:
    """Upright and not on the floor, if perhaps on something low."""
    features = body.features
    return features.trunk_deg > rules.up_trunk_deg and features.shoulders_m > rules.low_m


def _is_low(body: BodyState, rules: DownRules) -> bool:
    """Near the floor, in no bed, and neither on hands and knees nor on the feet."""
    features = body.features
    if _is_carried(features, rules) or not body.trunk_in_view:
        return False
    margin_m = 0.0 if body.placement.located else rules.unplaced_m
    low = features.hips_m < rules.down_hips_m + margin_m and features.shoulders_m < rules.down_shoulders_m + margin_m
    return low and body.placement.support is None


def _is_carried(features: BodyFeatures, rules: DownRules) -> bool:
    """On knees under the hips, or on feet: bowing down, crouching."""
    kneels = features.thigh_deg > rules.carrying_thigh_deg and features.hips_m > rules.carried_hips_m
    highest_m = max(features.hips_m, features.shoulders_m)
    return kneels or (features.shank_deg > rules.carrying_shank_deg and highest_m > rules.carried_trunk_m)
