from math import isclose, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_common.core.home import load_home
from huban_posture.config import PostureConfig
from huban_posture.core.bed_plan import BedPlan, Move, Refusal, check_role

BED = load_home(Path(__file__).parents[5] / "sim" / "home.yaml").bed
CONFIG = PostureConfig()
PLAN = BedPlan(BED, CONFIG)
BACK, LEGS = "bed_back_joint", "bed_legs_joint"
HEIGHT, TILT = "bed_height_joint", "bed_tilt_joint"
FLAT = {BACK: 0.0, LEGS: 0.0, HEIGHT: 0.5, TILT: 0.0}


def refusal(section: str, direction: str = "", target: float = 0.0, **present: float) -> Refusal:
    with pytest.raises(Refusal) as caught:
        PLAN.moves(section, direction, target, {**FLAT, **present})
    return caught.value


def test_up_is_one_step_from_where_the_section_is() -> None:
    assert PLAN.moves("back", "up", 0.0, {**FLAT, BACK: 0.3}) == [Move(BACK, 0.3 + CONFIG.step_angle_rad)]
    assert PLAN.moves("height", "down", 0.0, FLAT) == [Move(HEIGHT, 0.5 - CONFIG.step_height_m)]


def test_a_step_ends_at_the_limit() -> None:
    limit = BED.joints[BACK].maximum
    assert PLAN.moves("back", "up", 0.0, {**FLAT, BACK: limit - 0.1}) == [Move(BACK, limit)]


def test_who_asks_for_more_at_the_limit_is_told_so() -> None:
    refused = refusal("legs", "up", bed_legs_joint=BED.joints[LEGS].maximum)
    assert (refused.key, refused.values) == ("at-limit", {"section": "legs", "direction": "up"})
    assert refusal("back", "down").key == "at-limit"


def test_left_turns_the_person_to_the_left_and_level_undoes_it() -> None:
    assert PLAN.moves("tilt", "left", 0.0, FLAT) == [Move(TILT, -CONFIG.step_tilt_rad)]
    assert PLAN.moves("tilt", "right", 0.0, FLAT) == [Move(TILT, CONFIG.step_tilt_rad)]
    assert PLAN.moves("tilt", "level", 0.0, {**FLAT, TILT: 0.2}) == [Move(TILT, 0.0)]


def test_a_target_is_taken_as_it_is() -> None:
    assert PLAN.moves("height", "", 0.65, FLAT) == [Move(HEIGHT, 0.65)]


@pytest.mark.parametrize("target", [1.2, -0.1, nan])
def test_a_target_beyond_the_limits_is_refused_with_the_limits_in_degrees(target: float) -> None:
    refused = refusal("back", target=target)
    assert refused.key == "beyond-limits"
    assert (refused.values["least"], refused.values["most"]) == ("0", "65")


def test_heights_are_told_in_centimetres() -> None:
    assert refusal("height", target=2.0).values == {"section": "height", "target": "200", "least": "32", "most": "80"}


@pytest.mark.parametrize(
    ("section", "direction", "key"),
    [
        ("head", "up", "unknown-section"),
        ("", "", "unknown-section"),
        ("back", "left", "unknown-direction"),
        ("back", "level", "unknown-direction"),
        ("tilt", "up", "unknown-direction"),
        ("height", "sideways", "unknown-direction"),
    ],
)
def test_what_the_bed_does_not_have_is_refused_by_name(section: str, direction: str, key: str) -> None:
    assert refusal(section, direction).key == key


def test_sitting_up_raises_the_knees_before_the_back() -> None:
    moves = PLAN.moves("sit_up", "", 0.0, {**FLAT, TILT: 0.1})
    assert [move.joint for move in moves] == [TILT, LEGS, BACK]
    assert moves[-1].target == CONFIG.sit_up_back_rad


def test_lying_flat_lowers_the_back_first_and_keeps_the_height() -> None:
    moves = PLAN.moves("flat", "", 0.0, {BACK: 1.0, LEGS: 0.2, HEIGHT: 0.7, TILT: 0.1})
    assert moves == [Move(BACK, 0.0), Move(LEGS, 0.0), Move(TILT, 0.0)]


def test_a_flat_bed_has_nothing_to_do_to_be_flat() -> None:
    assert PLAN.moves("flat", "", 0.0, FLAT) == []


def test_a_move_takes_as_long_as_the_share_of_the_permitted_speed_needs() -> None:
    assert isclose(PLAN.duration_s(Move(BACK, 0.54), 0.0), 0.54 / (0.12 * 0.9))
    assert PLAN.duration_s(Move(BACK, 0.001), 0.0) == 0.1


def test_motions_of_the_whole_bed_are_followed_at_the_back() -> None:
    assert [PLAN.leading_joint(section) for section in ("flat", "sit_up", "height", "nonsense")] == [
        BACK,
        BACK,
        HEIGHT,
        BACK,
    ]


@pytest.mark.parametrize("role", ["elder", "family", "caregiver", "nurse"])
def test_people_at_the_bed_may_move_it(role: str) -> None:
    check_role(role)


@pytest.mark.parametrize("role", ["technician", "system", "", "ELDER"])
def test_nobody_else_may(role: str) -> None:
    with pytest.raises(Refusal, match="role"):
        check_role(role)


positions = st.fixed_dictionaries({name: st.floats(joint.minimum, joint.maximum) for name, joint in BED.joints.items()})


@given(
    section=st.sampled_from(["back", "legs", "height", "tilt", "flat", "sit_up", "head"]),
    direction=st.sampled_from(["", "up", "down", "left", "right", "level"]),
    target=st.floats(allow_nan=True),
    present=positions,
)
def test_no_request_leads_beyond_a_limit(
    section: str, direction: str, target: float, present: dict[str, float]
) -> None:
    try:
        moves = PLAN.moves(section, direction, target, present)
    except Refusal:
        return
    for move in moves:
        joint = BED.joints[move.joint]
        assert joint.minimum <= move.target <= joint.maximum
        assert abs(move.target - present[move.joint]) <= joint.speed * PLAN.duration_s(move, present[move.joint])
