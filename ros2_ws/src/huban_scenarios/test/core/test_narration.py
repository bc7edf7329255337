from huban_common.testing import assert_same_texts
from huban_scenarios.core.narration import Narrator
from huban_scenarios.core.observations import (
    Actor,
    BedMoved,
    Captioned,
    CareEventSeen,
    GateChanged,
    HomeSeen,
    SkillChanged,
)


def home(room, posture):
    return HomeSeen(1.0, 0.0, 0.0, room, {"elder": Actor(posture, room, 0.0, 0.0)})


def test_words_skills_and_events_are_told():
    narrator = Narrator("en")
    assert "Good morning" in narrator.lines(Captioned(1.0, True, "Good morning"))[0]
    assert (
        "go_to(place=kitchen): running"
        in narrator.lines(SkillChanged(1.0, "go_to", {"place": "kitchen"}, "running", "elder", ""))[0]
    )
    assert "trunk 12" in narrator.lines(CareEventSeen(1.0, "fall_detected", "", "kitchen", "trunk 12 degrees"))[0]


def test_rooms_and_postures_are_told_when_they_change_only():
    narrator = Narrator("zh-CN")
    assert narrator.lines(home("bedroom", "lying")) == []
    assert narrator.lines(home("bedroom", "lying")) == []
    assert len(narrator.lines(home("kitchen", "standing"))) == 2


def test_measured_positions_are_not_told():
    assert Narrator("en").lines(BedMoved(1.0, {"back": 0.2})) == []


def test_every_text_exists_in_every_language():
    assert_same_texts("huban_scenarios")


def test_the_gate_is_told_when_its_state_or_cause_changes_only():
    narrator = Narrator("en")
    told = [
        narrator.lines(GateChanged(1.0, state, cause, "0.9 m"))
        for state, cause in [("slowed", "person_near"), ("slowed", "person_near"), ("halted", "bumper")]
    ]
    assert [len(lines) for lines in told] == [1, 0, 1]
