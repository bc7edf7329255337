"""Faces: named expressions, lips that follow the spoken text, eyes that blink. Strengths 0..1 of facial actions."""

from collections.abc import Mapping

import numpy as np

Face = Mapping[str, float]


def _both(action: str, strength: float) -> dict[str, float]:
    return {f"{action}Left": strength, f"{action}Right": strength}


EXPRESSIONS: Mapping[str, Face] = {
    "neutral": {},
    "happy": _both("mouthSmile", 0.85) | _both("cheekSquint", 0.7) | _both("eyeSquint", 0.25) | {"jawOpen": 0.06},
    "sad": {"browInnerUp": 0.9, "mouthShrugLower": 0.35} | _both("mouthFrown", 0.9) | _both("eyeBlink", 0.15),
    "surprised": {"browInnerUp": 0.9, "jawOpen": 0.5}
    | _both("browOuterUp", 1.0)
    | _both("eyeWide", 1.0)
    | {"mouthFunnel": 0.3},
    "angry": _both("browDown", 1.0) | _both("eyeSquint", 0.5) | _both("noseSneer", 0.4) | _both("mouthFrown", 0.6),
    "in_pain": _both("browDown", 0.8)
    | _both("eyeBlink", 0.6)
    | _both("cheekSquint", 0.8)
    | _both("noseSneer", 0.7)
    | _both("mouthStretch", 0.7)
    | _both("mouthUpperUp", 0.6)
    | {"browInnerUp": 0.4, "jawOpen": 0.18},
    "asleep": _both("eyeBlink", 1.0) | {"jawOpen": 0.05},
}
"""Named after hri_msgs/Expression where that has a word for it; actions are ARKit's face anchor blend shapes."""

_SYLLABLE_S = {"en": 0.19, "zh-CN": 0.24}
_VISEMES: Mapping[str, Face] = {
    "open": {"jawOpen": 0.55},
    "wide": _both("mouthStretch", 0.45) | {"jawOpen": 0.22},
    "round": {"mouthFunnel": 0.6, "mouthPucker": 0.35, "jawOpen": 0.25},
    "closed": _both("mouthPress", 0.35) | {"mouthRollLower": 0.25},
}
_VOWELS = {"a": "open", "e": "wide", "i": "wide", "o": "round", "u": "round", "y": "wide"}
_BLINK_S = 0.16


def blended(faces: Mapping[str, float]) -> dict[str, float]:
    """A mixture of named expressions with given shares."""
    mixed: dict[str, float] = {}
    for name, share in faces.items():
        for action, strength in EXPRESSIONS[name].items():
            mixed[action] = mixed.get(action, 0.0) + share * strength
    return mixed


def added(face: Face, more: Face) -> dict[str, float]:
    """Two faces on top of each other, no action beyond 1."""
    return {action: min(1.0, face.get(action, 0.0) + more.get(action, 0.0)) for action in {**face, **more}}


def speaking_time_s(text: str, lang: str) -> float:
    """About how long a sentence takes in the calm speech of an old person."""
    return 0.4 + _SYLLABLE_S.get(lang, _SYLLABLE_S["en"]) * len(_mouth_shapes(text))


def lips(text: str, share: float) -> Face:
    """The mouth when this share of a sentence has been said."""
    shapes = _mouth_shapes(text)
    if not shapes or not 0.0 <= share < 1.0:
        return {}
    place = share * len(shapes)
    opened = np.sin(np.pi * (place % 1.0)) ** 0.7
    return {action: float(opened) * strength for action, strength in _VISEMES[shapes[int(place)]].items()}


def lids(since_blink_s: float) -> Face:
    """The lids this long after a blink began."""
    if since_blink_s >= _BLINK_S:
        return {}
    return _both("eyeBlink", float(np.sin(np.pi * since_blink_s / _BLINK_S)))


def _mouth_shapes(text: str) -> list[str]:
    """One shape for each syllable, roughly: vowels of alphabetic scripts, characters of the Chinese script."""
    shapes = []
    previous = ""
    for letter in text.lower():
        if letter in _VOWELS and previous not in _VOWELS:
            shapes.append(_VOWELS[letter])
        elif "\u4e00" <= letter <= "\u9fff":
            shapes.append(("open", "wide", "round")[ord(letter) % 3])
        elif letter in ",.;!?，。；！？":
            shapes.append("closed")
        previous = letter
    return shapes
