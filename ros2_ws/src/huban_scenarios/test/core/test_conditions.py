from math import radians

import pytest
from pydantic import TypeAdapter

from huban_scenarios.core.conditions import AnyCondition
from huban_scenarios.core.observations import (
    Actor,
    AlarmAnswered,
    AlarmListed,
    BedMoved,
    Captioned,
    CareEventSeen,
    GateChanged,
    HomeSeen,
    SkillChanged,
)

KITCHEN = HomeSeen(1.0, 6.0, 1.0, "kitchen", {"elder": Actor("fallen", "kitchen", 7.0, 1.0)})


def condition(**fields):
    return TypeAdapter(AnyCondition).validate_python(fields)


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        (
            {"says": {"en": "good .*Wang", "zh-CN": "好"}},
            Captioned(1.0, True, "Good morning, Mrs. Wang."),
        ),
        (
            {"hears": {"en": "kitchen", "zh-CN": "厨房"}},
            Captioned(1.0, False, "go to the kitchen"),
        ),
        (
            {"skill": "go_to", "args": {"place": "kitchen"}},
            SkillChanged(1.0, "go_to", {"place": "kitchen"}, "succeeded", "elder", ""),
        ),
        (
            {"event": "fall_detected", "place": "kitchen"},
            CareEventSeen(1.0, "fall_detected", "", "kitchen", ""),
        ),
        ({"alarm": "raised"}, AlarmListed(1.0, "a", "raised", "kitchen")),
        (
            {"alarm": "acknowledged", "where": "robot"},
            AlarmAnswered(1.0, "a", "acknowledged", "Nurse Li"),
        ),
        ({"robot_in": "kitchen"}, KITCHEN),
        ({"robot_near": "elder", "within_m": 1.2}, KITCHEN),
        ({"bed": "back", "at_least": 20}, BedMoved(1.0, {"back": radians(21)})),
        ({"bed": "height", "at_most": 0.4}, BedMoved(1.0, {"height": 0.35})),
        ({"gate": "halted"}, GateChanged(1.0, "halted", "reflex_stop", "")),
        ({"person": "elder", "posture": "fallen", "place": "kitchen"}, KITCHEN),
    ],
)
def test_a_condition_is_met_by_what_it_names(fields, seen):
    wanted = condition(**fields)
    assert wanted.met_by(seen, "en")
    assert wanted.describe("en") != wanted.describe("zh-CN")


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        (
            {"says": {"en": "good", "zh-CN": "好"}},
            Captioned(1.0, False, "good morning"),
        ),
        (
            {"hears": {"en": "kitchen", "zh-CN": "厨房"}},
            Captioned(1.0, True, "the kitchen"),
        ),
        ({"skill": "go_to"}, SkillChanged(1.0, "go_to", {}, "failed", "elder", "")),
        (
            {"skill": "go_to", "args": {"place": "kitchen"}},
            SkillChanged(1.0, "go_to", {"place": "sofa"}, "succeeded", "elder", ""),
        ),
        (
            {"event": "fall_detected", "place": "bedroom"},
            CareEventSeen(1.0, "fall_detected", "", "kitchen", ""),
        ),
        ({"alarm": "raised"}, AlarmAnswered(1.0, "a", "raised", "")),
        ({"robot_in": "bedroom"}, KITCHEN),
        ({"robot_near": "elder", "within_m": 0.9}, KITCHEN),
        ({"robot_near": "caregiver", "within_m": 9.0}, KITCHEN),
        ({"bed": "back", "at_least": 20}, BedMoved(1.0, {"back": radians(19)})),
        ({"bed": "tilt", "at_least": 0}, BedMoved(1.0, {"back": 1.0})),
        ({"gate": "halted"}, GateChanged(1.0, "ready", "", "")),
        ({"person": "elder", "posture": "standing"}, KITCHEN),
    ],
)
def test_a_condition_is_not_met_by_something_else(fields, seen):
    assert not condition(**fields).met_by(seen, "en")
