"""What people are told: words and numbers in their language."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from huban_common.core.home import load_home
from huban_common.testing import assert_same_texts
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.placement import Placement
from huban_perception.core.camera_watch.health import Level, Sight, judge
from huban_perception.core.camera_watch.privacy import PrivacyRule
from huban_perception.core.camera_watch.watch import Loss, Trouble
from huban_perception.core.confidence import confidence
from huban_perception.core.falls.descent import Descent
from huban_perception.core.falls.down import DownRules
from huban_perception.core.falls.findings import FallFinding, FallKind
from huban_perception.core.falls.reasons import reason
from huban_perception.core.types import Posture

HOME = load_home(Path(__file__).parents[6] / "sim" / "home.yaml")
BODY = BodyState(
    stamp_s=10.0,
    features=BodyFeatures(12.4, 5.0, 3.0, 0.18, 0.25, 0.3, 0.05),
    posture=Posture.LYING,
    placement=Placement(np.array([9.0, 1.8, 0.12]), 0.2, located=True, room="kitchen"),
)
FELL = FallFinding(FallKind.DETECTED, 10.0, BODY, down_s=1.6, unseen_s=0.0, descent=Descent(1.1, 0.8))
FOUND = replace(FELL, down_s=10.2, descent=None)
GONE = replace(FELL, kind=FallKind.SUSPECTED, unseen_s=1.2)
HIDDEN = replace(FELL, unseen_s=4.0)
UP_AGAIN = replace(FELL, kind=FallKind.UP_AGAIN)


def test_a_fall_is_explained_with_angle_height_time_and_place() -> None:
    said = reason(FELL, HOME, "en")
    assert said == (
        "Trunk 12 degrees from the floor, hips 0.2 m high, for 1.6 s, outside every bed and sofa in the kitchen; "
        "the shoulders sank 1.1 m in 0.8 s."
    )


def test_the_same_in_mandarin() -> None:
    said = reason(FELL, HOME, "zh-CN")
    assert "12度" in said
    assert "厨房" in said


def test_each_way_to_a_finding_has_its_words() -> None:
    assert len({reason(finding, HOME, "en") for finding in (FELL, FOUND, GONE, HIDDEN, UP_AGAIN)}) == 5
    assert "nobody saw" in reason(FOUND, HOME, "en")
    assert "out of sight for 1.2 s" in reason(GONE, HOME, "en")
    assert reason(HIDDEN, HOME, "en").startswith("When last seen 4.0 s ago: trunk 12 degrees")


def test_an_unknown_place_is_said_to_be_unknown() -> None:
    nowhere = replace(FELL, body=replace(BODY, placement=replace(BODY.placement, room=None)))
    assert "unknown place" in reason(nowhere, HOME, "en")
    assert "unknown place" in reason(FELL, None, "en")


def test_texts_exist_in_every_language() -> None:
    assert_same_texts("huban_perception")


def test_confidence_grows_with_evidence() -> None:
    rules = DownRules()
    slow = replace(FELL, descent=Descent(0.5, 1.2))
    short = replace(FELL, down_s=0.3)
    assert 0.0 < confidence(short, rules) < confidence(FELL, rules) < 1.0
    assert confidence(slow, rules) < confidence(FELL, rules)
    assert confidence(FOUND, rules) > confidence(replace(FOUND, down_s=1.0), rules)


@pytest.mark.parametrize(
    ("sight", "level", "words"),
    [
        (Sight(), Level.OK, "watching"),
        (Sight(denied=PrivacyRule.ROOM, room="bathroom"), Level.OK, "bathroom is private"),
        (Sight(denied=PrivacyRule.HOURS, room="bedroom"), Level.OK, "private hours in the bedroom"),
        (Sight(denied=PrivacyRule.LOST), Level.ERROR, "not looking"),
        (Sight(loss=Loss(Trouble.BLACK, 0.0, None)), Level.ERROR, "monitoring lost"),
        (Sight(unusable="pictures come as 'mono16'"), Level.ERROR, "mono16"),
        (Sight(started=False), Level.WARN, "waiting"),
        (Sight(assumed="no transform"), Level.WARN, "no transform"),
        (Sight(loss=Loss(Trouble.FROZEN, 0.0, None), assumed="no transform"), Level.ERROR, "do not change"),
    ],
)
def test_health_says_the_worst_first(sight: Sight, level: Level, words: str) -> None:
    judged, said = judge(sight, "en")
    assert judged is level
    assert words in said
