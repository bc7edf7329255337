"""Clothes and shoes, made from the base mesh's body suit."""

from dataclasses import dataclass, replace

import numpy as np

from baking.anatomy import Body, Floats
from baking.frames import Skeleton
from baking.parts import BONE, Part, cut, inflated, joined, smoothed

SUIT = "helper-tights"
SKIRT = "helper-skirt"


@dataclass(frozen=True)
class Cut:
    """How clothes are cut: where they end and how wide they are (m)."""

    hem_m: float
    """Lower end of the top, below the hips."""
    sleeve: float
    """Length of the sleeves: 1 reaches the wrist."""
    collar: float
    """How far the top reaches up the neck: the greatest share 0..1 that neck and head have in its vertices."""
    top_m: float
    """Distance of the top from the skin."""
    leg_m: float
    """Distance of the trousers from the skin at the ankle."""


def top(body: Body, skeleton: Skeleton, style: Cut) -> Part:
    """Cardigan or tunic: chest and arms from the body suit, from the waist down to the hem from the skirt."""
    height, waist = body.vertices[:, 2], body.joints["waist"][2]
    arm = arm_position(body.vertices, body.weights, skeleton)
    covered = np.where(np.isfinite(arm), arm < style.sleeve, height > waist - 0.09)
    covered &= body.weights[:, [BONE["head"], BONE["neck"]]].sum(axis=1) < style.collar
    trunk = cut(body, "top", SUIT, lambda triangles: covered[triangles].all(axis=1))
    on_arm = arm_position(trunk.vertices, trunk.weights, skeleton)
    trunk = smoothed(trunk, rounds=12, amount=np.where(np.isfinite(on_arm), 0.25, 1.0))
    trunk = inflated(trunk, style.top_m + 0.008 * np.nan_to_num(np.clip(on_arm, 0, 1)))
    hem = body.joints["hips"][2] - style.hem_m
    below = cut(body, "top", SKIRT, lambda triangles: (height[triangles] > hem).all(axis=1))
    below = smoothed(below, rounds=6)
    drop = np.clip((waist - below.vertices[:, 2]) / (waist - hem), 0, 1)
    return joined("top", smoothed(trunk, rounds=4), inflated(below, style.top_m - 0.010 + 0.018 * drop))


def trousers(body: Body, skeleton: Skeleton, style: Cut) -> Part:
    """From the waist to the ankles, straight legs."""
    low, high = body.joints["left_foot"][2] - 0.005, body.joints["hips"][2] - 0.02
    height = body.vertices[:, 2]
    covered = (height < high) & (height > low) & np.isnan(arm_position(body.vertices, body.weights, skeleton))
    part = cut(body, "trousers", SUIT, lambda triangles: covered[triangles].all(axis=1))
    part = smoothed(part, rounds=8)
    down = np.clip((body.joints["hips"][2] - part.vertices[:, 2]) / (body.joints["hips"][2] - low), 0, 1)
    return inflated(part, 0.007 + style.leg_m * down**1.5)


def shoes(body: Body) -> Part:
    """Slippers or shoes with a flat sole; the sock shows above."""
    low = body.joints["left_foot"][2] + 0.06
    covered = body.vertices[:, 2] < low
    part = smoothed(cut(body, "shoes", SUIT, lambda triangles: covered[triangles].all(axis=1)), rounds=2)
    part = inflated(part, 0.009)
    height = part.vertices[:, 2] - part.vertices[:, 2].min()
    sole = part.vertices[:, 2].min()
    flat = np.where(height < 0.02, sole, part.vertices[:, 2])
    return replace(part, vertices=np.c_[part.vertices[:, :2], flat])


def arm_position(vertices: Floats, weights: Floats, skeleton: Skeleton) -> Floats:
    """How far along the arm each vertex is: 0 at the shoulder, 1 at the wrist; NaN where it is not on an arm."""
    position = np.full(len(vertices), np.nan)
    for side in ("left", "right"):
        bones = [BONE[f"{side}_{part}"] for part in ("upper_arm", "forearm", "hand")]
        shoulder, elbow, wrist = skeleton.joints[bones]
        upper, lower = np.linalg.norm(elbow - shoulder), np.linalg.norm(wrist - elbow)
        along_upper = (vertices - shoulder) @ (elbow - shoulder) / upper
        along_lower = (vertices - elbow) @ (wrist - elbow) / lower
        distance = np.where(along_upper < upper, along_upper, upper + along_lower) / (upper + lower)
        on_arm = weights[:, bones].sum(axis=1) > 0.5
        position[on_arm] = distance[on_arm]
    return position
