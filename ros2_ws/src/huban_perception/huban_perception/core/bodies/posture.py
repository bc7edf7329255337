"""Posture from features: standing, sitting, crouching, lying."""

from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.types import Posture


@dataclass(frozen=True)
class PostureRules:
    """Where one posture ends and the next begins, for an adult."""

    lying_trunk_deg: float = param(35.0, "a trunk flatter than this may be lying", minimum=0.0, maximum=90.0)
    lying_legs_drop_m: float = param(0.35, "legs that hang lower than this carry someone who bends", minimum=0.0)
    standing_legs_drop_m: float = param(0.6, "legs at least this long under the hips stand", minimum=0.0)
    kneeling_thigh_deg: float = param(50.0, "thighs steeper than this over short legs kneel", minimum=0.0, maximum=90.0)
    crouching_hips_m: float = param(0.42, "hips lower than this over steep shanks crouch", minimum=0.0)
    floor_hips_m: float = param(0.2, "hips lower than this sit on the floor", minimum=0.0)


def classify(body: BodyFeatures, rules: PostureRules) -> Posture:
    """The posture of one frame; a deep bow stands, kneeling and squatting crouch."""
    if body.trunk_deg < rules.lying_trunk_deg and body.legs_drop_m < rules.lying_legs_drop_m:
        return Posture.LYING
    if body.legs_drop_m >= rules.standing_legs_drop_m:
        return Posture.STANDING
    if body.thigh_deg > rules.kneeling_thigh_deg or _squats(body, rules):
        return Posture.CROUCHING
    return Posture.SITTING


def _squats(body: BodyFeatures, rules: PostureRules) -> bool:
    """Hips low, but not on the floor, over feet that carry."""
    return rules.floor_hips_m < body.hips_m < rules.crouching_hips_m and body.shank_deg > 35.0
