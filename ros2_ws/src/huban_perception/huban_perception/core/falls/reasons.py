"""Findings in words and numbers, for people."""

from huban_common.core.home import Home
from huban_common.core.texts import Texts
from huban_perception.core.falls.findings import FallFinding, FallKind

_TEXTS = Texts("huban_perception")


def reason(finding: FallFinding, home: Home | None, language: str) -> str:
    """Why this is believed: angles, heights, times and place in the given language."""
    features, descent = finding.body.features, finding.descent
    return _TEXTS.say(
        _key(finding),
        language,
        trunk_deg=round(abs(features.trunk_deg)),
        hips_m=f"{max(0.0, features.hips_m):.1f}",
        shoulders_m=f"{max(0.0, features.shoulders_m):.1f}",
        down_s=f"{finding.down_s:.1f}",
        unseen_s=f"{finding.unseen_s:.1f}",
        drop_m=f"{descent.drop_m:.1f}" if descent else "0",
        drop_s=f"{descent.within_s:.1f}" if descent else "0",
        upright_s=f"{finding.upright_before_s or 0.0:.1f}",
        where=where(finding, home, language),
    )


def where(finding: FallFinding, home: Home | None, language: str) -> str:
    """The room in words."""
    room = finding.body.placement.room
    if room is None or home is None:
        return _TEXTS.say("place-unknown", language)
    return _TEXTS.say("in-room", language, room=home.rooms[room].name_in(language))


def _key(finding: FallFinding) -> str:
    if finding.kind is FallKind.UP_AGAIN:
        return "reason-up-again"
    if finding.kind is FallKind.LONG_LIE:
        return "reason-long-lie"
    if finding.unseen_s > 0.0:
        return "reason-last-seen-down" if finding.kind is FallKind.DETECTED else "reason-out-of-sight"
    if finding.descent is not None:
        return "reason-fell"
    return "reason-found" if finding.upright_before_s is None else "reason-seen-from-above"
