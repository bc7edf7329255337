"""Paints clothes, shoes, hair and teeth."""

import numpy as np

from baking.anatomy import Body, Floats
from baking.atlas import Patch
from baking.face import Colour, mixed, step
from baking.noise import clouds


def paint_cardigan(patch: Patch, body: Body, wool: Colour, blouse: Colour) -> Floats:
    """A knitted cardigan with a band of buttons over a blouse."""
    x, y, z = patch.points.T
    neck, waist, hips = (body.joints[bone] for bone in ("neck", "waist", "hips"))
    ribs = np.sin(2 * np.pi * z / 0.008) * 0.5 + np.sin(2 * np.pi * (y + x) / 0.010) * 0.5
    colours = _dyed(patch, wool) * (1 + 0.06 * ribs)[:, None]
    front = x > neck[0] - 0.035
    opening = (z - (waist[2] + 0.26)) * 0.52
    colours = mixed(colours, blouse, front * step(opening - np.abs(y), 0.004))
    band = front * step(0.016 - np.abs(np.abs(y) - np.maximum(opening, 0.0)), 0.003) * (z < neck[2])
    colours = mixed(colours, tuple(0.78 * np.array(wool)), 0.9 * band)
    buttons = np.hypot(y, (z - hips[2] - 0.02) % 0.07 - 0.035)
    colours = mixed(colours, (0.92, 0.86, 0.74), front * step(0.0075 - buttons, 0.002) * (opening < -0.01))
    pocket = np.maximum(np.abs(np.abs(y) - 0.085) - 0.05, np.abs(z - hips[2] + 0.07) - 0.055)
    colours = mixed(colours, tuple(0.6 * np.array(wool)), (x > hips[0]) * step(0.004 - np.abs(pocket), 0.002))
    return _draped(patch, body, colours)


def paint_tunic(patch: Patch, body: Body, cloth: Colour, trim: Colour) -> Floats:
    """A care worker's tunic: light trim along neck and front, a name badge, pockets."""
    x, y, z = patch.points.T
    neck, waist, hips = (body.joints[bone] for bone in ("neck", "waist", "hips"))
    colours = _dyed(patch, cloth)
    front = x > neck[0] - 0.03
    opening = (z - (waist[2] + 0.36)) * 0.6
    colours = mixed(colours, (0.82, 0.65, 0.55), front * step(opening - np.abs(y), 0.004))
    collar = np.maximum(step(0.020 - np.abs(np.abs(y) - np.maximum(opening, 0)), 0.003) * (opening > 0), 0)
    placket = step(0.012 - np.abs(y), 0.002) * (opening <= 0)
    colours = mixed(colours, trim, front * np.maximum(collar, placket))
    badge = np.maximum(np.abs(y - 0.075) - 0.032, np.abs(z - waist[2] - 0.27) - 0.016)
    colours = mixed(colours, (0.97, 0.97, 0.97), front * step(-badge, 0.002))
    writing = (np.abs(z - waist[2] - 0.27) < 0.004) & (np.abs(y - 0.078) < 0.022)
    colours = mixed(colours, (0.15, 0.20, 0.35), front * writing * 0.9)
    pocket = np.maximum(np.abs(np.abs(y) - 0.085) - 0.055, np.abs(z - hips[2] + 0.05) - 0.06)
    colours = mixed(colours, tuple(0.6 * np.array(cloth)), (x > hips[0]) * step(0.004 - np.abs(pocket), 0.002))
    return _draped(patch, body, colours)


def paint_trousers(patch: Patch, body: Body, cloth: Colour) -> Floats:
    """Plain cloth with folds at knee and hip, darker between the legs."""
    inside = -patch.normals[:, 1] * np.sign(patch.points[:, 1])
    knee = np.exp(-(((patch.points[:, 2] - body.joints["left_shin"][2]) / 0.12) ** 2))
    colours = _dyed(patch, cloth) * (1 - 0.3 * step(inside - 0.2, 0.7))[:, None]
    return colours * (1 + (0.2 + 0.1 * knee) * _folds(patch.points / [0.05, 0.05, 0.11], 21))[:, None]


def paint_shoes(patch: Patch, body: Body, upper: Colour, sole: Colour, sock: Colour) -> Floats:
    """Shoe, sole and the sock above."""
    height = patch.points[:, 2] - patch.points[:, 2].min()
    toe = patch.points[:, 0] - body.joints["left_foot"][0]
    rim = 0.055 + 0.02 * np.clip(-toe / 0.05, 0, 1) + 0.012 * np.clip(toe / 0.1, 0, 1)
    colours = mixed(_dyed(patch, upper), sock, step(height - rim, 0.004))
    return mixed(colours, sole, step(0.016 - height, 0.003))


def paint_hair(patch: Patch, light: Colour, dark: Colour, curl_m: float) -> Floats:
    """Strands: streaks along the lie of the hair, dark between curls."""
    across = np.arctan2(patch.points[:, 1], patch.points[:, 0] - patch.points[:, 0].mean()) * 0.09
    along = patch.points[:, 2]
    streaks = clouds(np.stack([across / 0.0025, along / 0.03, across * 0], axis=1), 31)
    tangle = clouds(patch.points / curl_m, 32)
    share = 0.5 + 0.35 * streaks + 0.35 * tangle - 0.5 * np.clip(patch.hollows, -0.6, 0.8)
    return mixed(np.tile(np.array(dark), (len(across), 1)), light, share)


def paint_teeth(patch: Patch) -> Floats:
    """Ivory."""
    return np.tile([0.86, 0.81, 0.70], (len(patch.points), 1))


def _draped(patch: Patch, body: Body, colours: Floats) -> Floats:
    """Folds of a top, and the shade that arms and body cast on each other."""
    y, z = patch.points[:, 1], patch.points[:, 2]
    shoulder = body.joints["left_upper_arm"]
    in_shade = step(np.abs(patch.normals[:, 1]) - 0.45, 0.5) * step(shoulder[2] - 0.03 - z, 0.08)
    beside = np.where(np.abs(y) < shoulder[1] + 0.02, 0.34, 0.26 * (patch.normals[:, 2] < 0.1))
    folds = _folds(patch.points / [0.045, 0.05, 0.09], 51)
    return colours * ((1 - beside * in_shade) * (1 + 0.22 * folds))[:, None]


def _folds(points: Floats, seed: int) -> Floats:
    """Creases of cloth, about -1..1: broad light ridges with narrow dark valleys between them."""
    bent = points + 0.5 * np.stack([clouds(points / 2, seed + step, octaves=1) for step in (1, 2, 3)], axis=1)
    waves = clouds(bent, seed, octaves=2)
    return np.clip(1.6 * np.abs(waves) ** 0.7 - 0.75, -1, 1)


def _dyed(patch: Patch, colour: Colour) -> Floats:
    """Cloth of one colour, uneven, darker in creases."""
    shade = 1 + 0.03 * clouds(patch.points / 0.03, 41) + 0.03 * clouds(patch.points / 0.003, 42)
    shade *= 1 - 0.15 * np.clip(patch.hollows, -0.3, 0.8)
    return np.array(colour) * shade[:, None]
