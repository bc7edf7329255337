"""What is a fall and what is not, played with a mannequin in front of the robot's camera."""

from dataclasses import fields, replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_common.core.home import load_home
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.placement import Placement
from huban_perception.core.camera import CameraView
from huban_perception.core.falls.findings import FallFinding, FallKind
from huban_perception.core.falls.monitor import FallMonitor, FallRules
from huban_perception.core.observer import Observer, ObserverRules
from huban_perception.core.types import PoseLandmarks, Posture, SeenBody
from huban_perception.simulation import (
    Mannequin,
    camera_at,
    floor_sitting,
    kneeling,
    lying,
    seated,
    seen,
    squatting,
    standing,
)

HOME = load_home(Path(__file__).parents[6] / "sim" / "home.yaml")
KITCHEN = camera_at(x=6.0, y=1.8)
BEDROOM = camera_at(x=3.3, y=5.7, yaw_deg=158.0)
SUSPECTED, DETECTED, UP_AGAIN = FallKind.SUSPECTED, FallKind.DETECTED, FallKind.UP_AGAIN

Keys = list[tuple[float, Mannequin]]
"""Stamps in s with where the body is then; between them it moves evenly."""


def at(keys: Keys, stamp_s: float) -> Mannequin:
    stamps = [key[0] for key in keys]
    values = {field.name: [np.atleast_1d(getattr(body, field.name)) for _, body in keys] for field in fields(Mannequin)}
    mixed = {
        name: [float(np.interp(stamp_s, stamps, [row[axis] for row in rows])) for axis in range(len(rows[0]))]
        for name, rows in values.items()
    }
    return Mannequin(tuple(mixed.pop("hips")), **{name: row[0] for name, row in mixed.items()})


def noisy(pose: PoseLandmarks, random: np.random.Generator) -> PoseLandmarks:
    return PoseLandmarks(
        pose.image + random.normal(0.0, 0.004, pose.image.shape),
        pose.world + random.normal(0.0, 0.02, pose.world.shape),
        pose.visibility,
    )


def play(
    keys: Keys,
    view: CameraView = KITCHEN,
    rate_hz: float = 5.0,
    unseen: tuple[float, float] = (1e9, 1e9),
    gone_s: float = 1e9,
    seed: int | None = None,
    rules: ObserverRules | None = None,
) -> list[FallFinding]:
    """What is found until the last key; between the two `unseen` stamps and from `gone_s` on nobody is seen."""
    names, random = count(), np.random.default_rng(seed)
    observer = Observer(rules or ObserverRules(), HOME, lambda: f"p{next(names)}")
    found = []
    for stamp_s in np.arange(keys[0][0], keys[-1][0], 1.0 / rate_hz):
        hidden = unseen[0] <= stamp_s < unseen[1] or stamp_s >= gone_s
        pose = None if hidden else seen(at(keys, stamp_s), view)
        if pose is not None and seed is not None:
            pose = noisy(pose, random)
        observation = observer.observe([SeenBody(pose)] if pose is not None else [], float(stamp_s), view)
        found += [finding for _, finding in observation.findings] if observation else []
    return found


def kinds(found: list[FallFinding]) -> list[FallKind]:
    return [finding.kind for finding in found]


def fall(start_s: float = 3.0, lasts_s: float = 0.9, until_s: float = 9.0, **turn: float) -> Keys:
    """Standing, falling backwards, lying on the kitchen floor."""
    up, down = standing(8.6, 1.8, **turn), lying(9.0, 1.8, **turn)
    return [(0.0, up), (start_s, up), (start_s + lasts_s, down), (until_s, down)]


@given(st.floats(0.5, 1.1), st.floats(0.0, 360.0), st.integers(0, 1000), st.sampled_from([4.0, 5.0, 10.0]))
@settings(deadline=None, max_examples=25)
def test_a_fall_is_suspected_within_a_second_of_lying_and_confirmed_within_three(
    lasts_s: float, yaw_deg: float, seed: int, rate_hz: float
) -> None:
    found = play(fall(lasts_s=lasts_s, yaw_deg=yaw_deg), rate_hz=rate_hz, seed=seed)
    assert kinds(found) == [SUSPECTED, DETECTED]
    lying_s = 3.0 + lasts_s
    assert found[0].stamp_s - lying_s < 1.0
    assert found[1].stamp_s - lying_s < 3.0
    assert found[1].body.placement.room == "kitchen"
    assert found[1].descent is not None


def test_a_fall_next_to_the_bed_is_a_fall() -> None:
    up, down = standing(1.6, 5.8, yaw_deg=90.0), lying(1.4, 5.8, yaw_deg=180.0)
    assert kinds(play([(0.0, up), (2.0, up), (2.8, down), (8.0, down)], BEDROOM)) == [SUSPECTED, DETECTED]


def test_who_sits_on_a_chair_and_slides_off_slowly_is_found_on_the_floor() -> None:
    chair, floor, down = seated(8.6, 1.8), floor_sitting(8.9, 1.8), lying(8.9, 1.8)
    found = play([(0.0, chair), (3.0, chair), (7.0, floor), (11.0, floor), (16.0, down), (35.0, down)])
    assert kinds(found) == [SUSPECTED, DETECTED, FallKind.LONG_LIE]
    assert found[1].descent is None
    assert 10.0 <= found[1].down_s < 12.0
    assert 20.0 <= found[2].down_s < 21.0


def test_who_lies_on_the_floor_when_the_robot_comes_is_found() -> None:
    found = play([(0.0, lying(8.9, 1.8)), (20.0, lying(8.9, 1.8))])
    assert kinds(found) == [SUSPECTED, DETECTED]
    assert found[0].stamp_s == pytest.approx(4.0, abs=0.3)


def test_who_gets_up_again_is_seen_to_be_up() -> None:
    up, down = standing(8.6, 1.8), lying(9.0, 1.8)
    found = play([(0.0, up), (2.0, up), (2.8, down), (9.0, down), (12.0, seated(8.6, 1.8)), (18.0, up)])
    assert kinds(found) == [SUSPECTED, DETECTED, UP_AGAIN]


def test_a_fall_after_getting_up_is_found_again() -> None:
    up, down = standing(8.6, 1.8), lying(9.0, 1.8)
    keys = [(0.0, up), (2.0, up), (2.8, down), (7.0, down), (9.0, up), (14.0, up), (14.8, down), (20.0, down)]
    assert kinds(play(keys)) == [SUSPECTED, DETECTED, UP_AGAIN, SUSPECTED, DETECTED]


UP, IN_BED, ON_FLOOR = standing(8.6, 1.8), lying(1.1, 6.6, on_m=0.5), floor_sitting(8.9, 1.8)
BOWED = standing(8.6, 1.8, trunk_deg=175.0)
EVERYDAY: dict[str, tuple[Keys, CameraView]] = {
    "goes to bed": ([(0.0, standing(2.1, 5.8)), (2.0, seated(1.6, 6.3)), (4.0, IN_BED), (40.0, IN_BED)], BEDROOM),
    "drops into bed": ([(0.0, standing(2.1, 5.9)), (0.9, IN_BED), (30.0, IN_BED)], BEDROOM),
    "bows": ([(0.0, UP), (2.0, UP), (2.7, BOWED), (9.0, BOWED), (10.0, UP)], KITCHEN),
    "ties a shoe": ([(0.0, UP), (2.0, UP), (2.8, squatting(8.6, 1.8)), (20.0, squatting(8.6, 1.8))], KITCHEN),
    "sits down": ([(0.0, UP), (2.0, UP), (2.7, seated(8.6, 1.8)), (30.0, seated(8.6, 1.8))], KITCHEN),
    "kneels": ([(0.0, UP), (2.0, UP), (3.0, kneeling(8.6, 1.8)), (20.0, kneeling(8.6, 1.8))], KITCHEN),
    "sits on the floor": ([(0.0, UP), (2.0, UP), (4.5, ON_FLOOR), (30.0, ON_FLOOR), (33.0, UP)], KITCHEN),
    "leans back": ([(0.0, ON_FLOOR), (2.0, lying(8.9, 1.8)), (3.0, lying(8.9, 1.8)), (4.5, ON_FLOOR)], KITCHEN),
}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("activity", EVERYDAY)
def test_everyday_life_raises_nothing(activity: str, seed: int) -> None:
    assert play(*EVERYDAY[activity], seed=seed) == []


def test_out_of_sight_after_a_fast_descent_stays_suspected() -> None:
    found = play(fall(until_s=40.0), gone_s=3.7)
    assert kinds(found) == [SUSPECTED]
    assert found[0].unseen_s >= 1.0
    assert found[0].stamp_s < 5.5


def test_out_of_sight_after_having_been_seen_down_is_confirmed() -> None:
    found = play(fall(until_s=20.0), gone_s=4.7)
    assert kinds(found) == [SUSPECTED, DETECTED]
    assert 8.5 < found[1].stamp_s < 9.5
    assert found[1].unseen_s > 3.0


def test_out_of_sight_after_walking_away_is_nothing() -> None:
    walk: Keys = [(0.0, standing(8.6, 1.0)), (4.0, standing(8.6, 2.6)), (20.0, standing(8.6, 2.6))]
    assert play(walk, gone_s=4.0) == []


def test_a_fall_seen_only_before_and_after_is_fast() -> None:
    found = play(fall(), unseen=(3.0, 4.5))
    assert kinds(found) == [SUSPECTED, DETECTED]
    assert found[1].stamp_s < 7.0


def test_short_losses_of_sight_do_not_delay_the_alarm() -> None:
    assert play(fall(), unseen=(4.4, 4.9))[1].stamp_s < 6.5


def test_two_wrong_frames_after_a_gap_are_nothing() -> None:
    """A person walks out of the picture, and something is taken for her for a moment."""
    up, wrong = standing(8.6, 1.8), lying(8.8, 1.8)
    keys: Keys = [(0.0, up), (3.0, up), (3.001, wrong), (30.0, wrong)]
    assert play(keys, unseen=(3.0, 4.6), gone_s=5.0) == []


def test_a_single_wrong_frame_confirms_and_suspects_nothing() -> None:
    up = standing(8.6, 1.8)
    for wrong in (lying(8.6, 1.8), lying(8.6, 1.8, yaw_deg=90.0)):
        keys: Keys = [(0.0, up), (3.0, up), (3.001, wrong), (3.199, wrong), (3.2, up), (8.0, up)]
        assert play(keys) == []


def test_a_single_wrong_frame_does_not_undo_a_fall() -> None:
    down = lying(9.0, 1.8)
    keys = [
        *fall()[:3],
        (6.0, down),
        (6.001, standing(8.6, 1.8)),
        (6.199, standing(8.6, 1.8)),
        (6.2, down),
        (9.0, down),
    ]
    assert kinds(play(keys)) == [SUSPECTED, DETECTED]


def test_a_confirmation_needs_several_frames() -> None:
    found = play(fall(until_s=30.0), rate_hz=1.0, rules=ObserverRules(confirm_frames=8))
    assert found[1].stamp_s - found[0].stamp_s >= 5.0


def test_a_small_person_falls_like_a_large_one() -> None:
    for scale in (0.82, 1.15):
        up = standing(8.6, 1.8, scale=scale, hips=(8.6, 1.8, 0.08 + 0.84 * scale))
        down = lying(9.0, 1.8, scale=scale)
        assert kinds(play([(0.0, up), (3.0, up), (3.8, down), (8.0, down)])) == [SUSPECTED, DETECTED]


def stays(monitor: FallMonitor, body: BodyState, from_s: float, until_s: float) -> list[FallKind]:
    """Kinds of findings while somebody is seen like that at 5 frames/s."""
    states = [replace(body, stamp_s=float(stamp_s)) for stamp_s in np.arange(from_s, until_s, 0.2)]
    return [finding.kind for state in states if (finding := monitor.see(state)) is not None]


def body_with(**features: float) -> BodyState:
    """Somebody who stands in the kitchen but for these features."""
    upright = BodyFeatures(85.0, 85.0, 85.0, 0.85, 1.35, 1.6, 0.75)
    placement = Placement(np.array([8.6, 1.8, 0.9]), 0.1, located=True, room="kitchen")
    return BodyState(0.0, replace(upright, **features), Posture.STANDING, placement)


SINKING = body_with(trunk_deg=40.0, hips_m=0.5, shoulders_m=0.7)


def sunk_out_of_sight(monitor: FallMonitor) -> None:
    """Stood until 2 s, seen sinking until 2.6 s, then lost."""
    stays(monitor, body_with(), 0.0, 2.0)
    for stamp_s, shoulders_m in ((2.0, 1.2), (2.2, 1.0), (2.4, 0.8), (2.6, 0.7)):
        monitor.see(replace(SINKING, stamp_s=stamp_s, features=replace(SINKING.features, shoulders_m=shoulders_m)))


@pytest.mark.parametrize(
    ("reached_m", "may_have_sunk", "suspected_s"),
    [(None, True, 3.6), (0.4, True, 3.2), (1.1, True, None), (None, False, None)],
)
def test_what_moves_where_somebody_sank_out_of_sight_decides(
    reached_m: float | None, may_have_sunk: bool, suspected_s: float | None
) -> None:
    """Nothing: after a second; low: sooner; high: sits there; somebody else or seen from above: nothing is known."""
    monitor = FallMonitor(FallRules())
    sunk_out_of_sight(monitor)
    found = [monitor.miss(float(stamp_s), reached_m, may_have_sunk=may_have_sunk) for stamp_s in np.arange(2.8, 6, 0.2)]
    stamps = [finding.stamp_s for finding in found if finding is not None and finding.kind is SUSPECTED]
    assert stamps == ([] if suspected_s is None else [pytest.approx(suspected_s, abs=0.21)])


def test_who_sank_into_bed_and_out_of_sight_is_in_bed() -> None:
    monitor = FallMonitor(FallRules())
    sunk_out_of_sight(monitor)
    in_bed = replace(SINKING.placement, support="bed")
    monitor.see(replace(SINKING, stamp_s=2.8, placement=in_bed))
    assert [monitor.miss(float(stamp_s)) for stamp_s in np.arange(3.0, 6.0, 0.2)] == [None] * 15


def test_one_misplaced_sighting_beside_the_bed_does_not_make_a_fall_of_lying_down() -> None:
    monitor = FallMonitor(FallRules())
    sunk_out_of_sight(monitor)
    lying_low = body_with(trunk_deg=5.0, thigh_deg=5.0, shank_deg=5.0, hips_m=0.3, shoulders_m=0.3)
    in_bed = replace(lying_low.placement, support="bed")
    monitor.see(replace(lying_low, stamp_s=2.8, placement=in_bed))
    monitor.see(replace(lying_low, stamp_s=3.4))
    assert [monitor.miss(float(stamp_s), 0.3) for stamp_s in np.arange(3.6, 12.0, 0.2)] == [None] * 42


def test_who_sank_onto_a_chair_and_out_of_sight_sits_there() -> None:
    monitor = FallMonitor(FallRules())
    sunk_out_of_sight(monitor)
    monitor.see(replace(SINKING, stamp_s=2.8, placement=replace(SINKING.placement, seat="dining_chair")))
    assert [monitor.miss(float(stamp_s)) for stamp_s in np.arange(3.0, 6.0, 0.2)] == [None] * 15


def test_what_moves_long_after_somebody_was_lost_is_somebody_else() -> None:
    monitor = FallMonitor(FallRules())
    stays(monitor, body_with(), 0.0, 2.0)
    for stamp_s, shoulders_m in ((2.0, 1.2), (2.2, 1.0), (2.4, 0.8), (2.6, 0.7)):
        features = replace(SINKING.features, trunk_deg=70.0, shoulders_m=shoulders_m)
        monitor.see(replace(SINKING, stamp_s=stamp_s, features=features))
    assert [monitor.miss(float(stamp_s), None) for stamp_s in np.arange(2.8, 8.0, 0.2)] == [None] * 26
    assert [monitor.miss(float(stamp_s), 0.4) for stamp_s in np.arange(8.0, 12.0, 0.2)] == [None] * 20


@pytest.mark.parametrize(
    "posture",
    [
        {"trunk_deg": 13.0, "thigh_deg": 47.0, "shank_deg": 74.0, "hips_m": 0.43, "shoulders_m": 0.52},
        {"trunk_deg": 32.0, "thigh_deg": 5.0, "shank_deg": 70.0, "hips_m": 0.36, "shoulders_m": 0.56},
        {"trunk_deg": -13.0, "thigh_deg": 26.0, "shank_deg": 54.0, "hips_m": 0.4, "shoulders_m": 0.32},
    ],
    ids=["picks something up", "ties a shoe", "crouches, seen small"],
)
def test_who_bows_or_crouches_stands_on_their_feet(posture: dict[str, float]) -> None:
    monitor = FallMonitor(FallRules())
    stays(monitor, body_with(), 0.0, 2.0)
    assert stays(monitor, body_with(**posture), 2.2, 20.0) == []


def test_who_came_down_fast_and_sits_propped_up_is_suspected_at_once_and_confirmed_late() -> None:
    monitor = FallMonitor(FallRules())
    stays(monitor, body_with(), 0.0, 2.0)
    propped = body_with(trunk_deg=50.0, thigh_deg=10.0, shank_deg=10.0, hips_m=0.12, shoulders_m=0.42)
    assert stays(monitor, propped, 2.6, 12.0) == [SUSPECTED]
    assert stays(monitor, propped, 12.0, 14.0) == [DETECTED]


@pytest.mark.parametrize(("missed_every", "confirmed_s"), [(10, 4.2), (2, 7.6)])
def test_a_body_that_is_seldom_seen_is_confirmed_late(missed_every: int, confirmed_s: float) -> None:
    monitor, found = FallMonitor(FallRules()), []
    stays(monitor, body_with(), 0.0, 2.0)
    flat = body_with(trunk_deg=3.0, thigh_deg=5.0, shank_deg=5.0, hips_m=0.12, shoulders_m=0.15)
    for frame, stamp_s in enumerate(np.arange(2.6, 20.0, 0.2)):
        missed = frame % missed_every == missed_every - 1
        seen_now = monitor.miss(float(stamp_s)) if missed else monitor.see(replace(flat, stamp_s=float(stamp_s)))
        found += [seen_now] if seen_now is not None else []
    (detected,) = [finding for finding in found if finding.kind is DETECTED]
    assert detected.stamp_s == pytest.approx(confirmed_s, abs=0.3)


def test_whose_legs_are_only_guessed_is_suspected_at_once_and_confirmed_late() -> None:
    monitor = FallMonitor(FallRules())
    stays(monitor, body_with(), 0.0, 2.0)
    lying_low = body_with(trunk_deg=3.0, thigh_deg=5.0, shank_deg=5.0, hips_m=0.12, shoulders_m=0.15)
    behind_something = replace(lying_low, legs_seen=False)
    assert stays(monitor, behind_something, 2.6, 12.0) == [SUSPECTED]
    assert stays(monitor, behind_something, 12.0, 14.0) == [DETECTED]


def test_who_lies_with_knees_drawn_up_is_down() -> None:
    monitor = FallMonitor(FallRules())
    stays(monitor, body_with(), 0.0, 2.0)
    on_the_back = body_with(trunk_deg=5.0, thigh_deg=-45.0, shank_deg=60.0, hips_m=0.12, shoulders_m=0.18)
    assert stays(monitor, on_the_back, 2.8, 5.0) == [SUSPECTED, DETECTED]


@pytest.mark.parametrize(("descends", "found"), [(False, []), (True, [SUSPECTED, DETECTED])])
def test_a_body_before_a_table_top_is_believed_only_after_a_descent(descends: bool, found: list[FallKind]) -> None:
    """Pose models find bodies in things; but who was seen falling may lie with the hips behind a table."""
    monitor = FallMonitor(FallRules())
    if descends:
        stays(monitor, body_with(), 0.0, 2.0)
    flat = body_with(trunk_deg=5.0, thigh_deg=5.0, shank_deg=5.0, hips_m=0.12, shoulders_m=0.15)
    at_table = replace(flat, placement=replace(flat.placement, before="coffee_table"))
    assert stays(monitor, at_table, 2.8, 18.0) == found


def test_who_was_never_seen_up_cannot_sink_out_of_sight() -> None:
    monitor = FallMonitor(FallRules())
    for stamp_s, shoulders_m in ((2.0, 1.2), (2.2, 0.9), (2.4, 0.7)):
        monitor.see(replace(SINKING, stamp_s=stamp_s, features=replace(SINKING.features, shoulders_m=shoulders_m)))
    assert [monitor.miss(float(stamp_s)) for stamp_s in np.arange(2.6, 6.0, 0.2)] == [None] * 17


def test_hands_and_knees_are_not_down() -> None:
    on_all_fours = body_with(trunk_deg=12.0, thigh_deg=75.0, shank_deg=5.0, hips_m=0.38, shoulders_m=0.45)
    assert stays(FallMonitor(FallRules()), on_all_fours, 0.0, 12.0) == []


def test_whose_trunk_is_outside_the_picture_is_not_judged() -> None:
    guessed = replace(body_with(trunk_deg=12.0, thigh_deg=5.0, hips_m=0.1, shoulders_m=0.2), trunk_in_view=False)
    assert stays(FallMonitor(FallRules()), guessed, 0.0, 12.0) == []


def test_a_fallen_person_who_stays_down_is_a_long_lie_even_out_of_sight() -> None:
    monitor = FallMonitor(FallRules())
    stays(monitor, body_with(), 0.0, 2.0)
    lying_down = body_with(trunk_deg=2.0, thigh_deg=5.0, shank_deg=5.0, hips_m=0.12, shoulders_m=0.15)
    assert stays(monitor, lying_down, 2.8, 5.0) == [SUSPECTED, DETECTED]
    found = [monitor.miss(float(stamp_s)) for stamp_s in np.arange(5.0, 30.0, 0.2)]
    (long_lie,) = [finding for finding in found if finding is not None]
    assert long_lie.kind is FallKind.LONG_LIE
    assert long_lie.stamp_s == pytest.approx(22.8, abs=0.3)


def test_single_sightings_far_apart_are_nobody_who_lies() -> None:
    monitor = FallMonitor(FallRules())
    lying_down = body_with(trunk_deg=2.0, thigh_deg=5.0, shank_deg=5.0, hips_m=0.12, shoulders_m=0.15)
    assert [monitor.see(replace(lying_down, stamp_s=stamp_s)) for stamp_s in (0.0, 5.0, 10.0, 15.0)] == [None] * 4
