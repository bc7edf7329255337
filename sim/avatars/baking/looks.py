"""The two figures of the simulated home: what they look like and what they wear."""

from collections.abc import Callable
from dataclasses import dataclass

from baking.anatomy import Body, Floats
from baking.atlas import Patch
from baking.cloth import paint_cardigan, paint_hair, paint_shoes, paint_teeth, paint_trousers, paint_tunic
from baking.clothes import Cut
from baking.face import Complexion, paint_eyes, paint_skin
from baking.hair import HairStyle

ACTIONS = (
    *("browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight"),
    *("cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft", "eyeBlinkRight", "eyeSquintLeft", "eyeSquintRight"),
    *("eyeWideLeft", "eyeWideRight", "jawOpen", "mouthClose", "mouthFrownLeft", "mouthFrownRight", "mouthFunnel"),
    *("mouthPressLeft", "mouthPressRight", "mouthPucker", "mouthRollLower", "mouthShrugLower", "mouthShrugUpper"),
    *("mouthSmileLeft", "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight"),
    *("mouthUpperUpLeft", "mouthUpperUpRight", "noseSneerLeft", "noseSneerRight"),
)
"""The facial actions that the figures can do, named after ARKit's face anchor blend shapes."""

Painter = Callable[[Patch, Body], Floats]


def _both(change: str, amount: float) -> dict[str, float]:
    return {f"l-{change}": amount, f"r-{change}": amount}


@dataclass(frozen=True)
class Look:
    """Body, hair, clothes and their colours."""

    phenotype: dict[str, float]
    changes: dict[str, float]
    hair: HairStyle
    cut: Cut
    painters: dict[str, Painter]


ELDER = Look(
    phenotype={
        **{"gender": 1.0, "age": 0.97, "height": 0.42, "weight": 0.6, "muscle": 0.3, "proportions": 0.9},
        **{"asian": 0.8, "caucasian": 0.2, "african": 0.0, "firmness": 0.2},
    },
    changes={
        **{"head-age-incr": 0.6, "head-fat-incr": 0.3, "mouth-laugh-lines-out": 0.6, "mouth-angles-up": 0.3},
        **(_both("eye-bag-incr", 0.5) | _both("eye-height2-incr", 0.5) | _both("eye-scale-incr", 0.4)),
    },
    hair=HairStyle(
        hairline_deg=(33, 31, 22, -10, -24, -32, -38, -44), thickness_m=0.028, curls_m=0.008, curl_size_m=0.02
    ),
    cut=Cut(hem_m=0.16, sleeve=1.02, collar=0.45, top_m=0.014, leg_m=0.022),
    painters={
        "skin": lambda patch, body: paint_skin(
            patch,
            body,
            Complexion((0.86, 0.68, 0.57), (0.70, 0.40, 0.38), (0.36, 0.33, 0.31), (0.70, 0.67, 0.64), age=1.0),
        ),
        "eyes": paint_eyes,
        "teeth": lambda patch, body: paint_teeth(patch),
        "hair": lambda patch, body: paint_hair(patch, (0.90, 0.90, 0.89), (0.50, 0.49, 0.48), 0.012),
        "top": lambda patch, body: paint_cardigan(patch, body, (0.58, 0.16, 0.25), (0.93, 0.90, 0.84)),
        "trousers": lambda patch, body: paint_trousers(patch, body, (0.23, 0.25, 0.31)),
        "shoes": lambda patch, body: paint_shoes(
            patch, body, (0.45, 0.22, 0.30), (0.80, 0.74, 0.64), (0.70, 0.68, 0.66)
        ),
    },
)

CAREGIVER = Look(
    phenotype={
        **{"gender": 1.0, "age": 0.72, "height": 0.55, "weight": 0.5, "muscle": 0.5, "proportions": 0.9},
        **{"asian": 0.9, "caucasian": 0.1, "african": 0.0, "firmness": 0.6},
    },
    changes=_both("eye-height2-incr", 0.3) | _both("eye-scale-incr", 0.3) | {"mouth-angles-up": 0.2},
    hair=HairStyle(
        hairline_deg=(35, 33, 12, -34, -42, -46, -50, -52), thickness_m=0.027, curls_m=0.002, curl_size_m=0.03
    ),
    cut=Cut(hem_m=0.2, sleeve=0.42, collar=0.35, top_m=0.014, leg_m=0.026),
    painters={
        "skin": lambda patch, body: paint_skin(
            patch,
            body,
            Complexion((0.90, 0.72, 0.61), (0.78, 0.42, 0.40), (0.13, 0.10, 0.09), (0.16, 0.13, 0.12), age=0.15),
        ),
        "eyes": paint_eyes,
        "teeth": lambda patch, body: paint_teeth(patch),
        "hair": lambda patch, body: paint_hair(patch, (0.24, 0.19, 0.17), (0.07, 0.055, 0.05), 0.05),
        "top": lambda patch, body: paint_tunic(patch, body, (0.24, 0.50, 0.60), (0.95, 0.96, 0.97)),
        "trousers": lambda patch, body: paint_trousers(patch, body, (0.17, 0.22, 0.34)),
        "shoes": lambda patch, body: paint_shoes(
            patch, body, (0.92, 0.92, 0.91), (0.62, 0.64, 0.66), (0.95, 0.95, 0.95)
        ),
    },
)

LOOKS = {"elder": ELDER, "caregiver": CAREGIVER}
