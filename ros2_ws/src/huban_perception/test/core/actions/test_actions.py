"""What people do is read from their bodies over time."""

from collections.abc import Callable, Iterable
from math import atan2, cos, degrees, pi, radians, sin

import numpy as np
import pytest

from huban_perception.core.actions.diary import DiaryRules, MobilityDiary, mobility_reason, wandering_reason
from huban_perception.core.actions.gestures import GestureKind, GestureRules, GestureWatch
from huban_perception.core.actions.types import Action, ActionKind, Moment
from huban_perception.core.actions.watch import ActionRules, ActionWatch
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.placement import Placement
from huban_perception.core.types import Landmark, Posture
from huban_perception.simulation import Mannequin, seated, standing

FRAME_S = 0.2
RANDOM = np.random.default_rng(1)
UPRIGHT = BodyFeatures(85.0, 88.0, 88.0, 0.9, 1.4, 1.6, 0.84)
CHAIR = BodyFeatures(85.0, 5.0, 85.0, 0.5, 1.0, 1.2, 0.42)
COUCHED = BodyFeatures(5.0, 5.0, 5.0, 0.6, 0.62, 0.65, 0.02)
Arm = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Upper arm and forearm from the shoulder: ahead, left, up in m."""

HANGING: Arm = ((0.02, 0.0, -0.27), (0.05, 0.0, -0.24))


def moment(
    stamp_s: float,
    right: Arm = HANGING,
    left: Arm = HANGING,
    figure: Mannequin | None = None,
    features: BodyFeatures = UPRIGHT,
    posture: Posture = Posture.STANDING,
    at: tuple[float, float] = (3.0, 0.0),
    support: str | None = None,
    noise_m: float = 0.0,
) -> Moment:
    """A body 3 m before the camera that looks back at it."""
    points = (figure or standing(3.0, 0.0, yaw_deg=180.0)).points()
    for joints, arm in (
        ((Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST), right),
        ((Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST), left),
    ):
        upper, fore = (np.array([-x, -y, z]) for x, y, z in arm)
        points[joints[1]] = points[joints[0]] + upper
        points[joints[2]] = points[joints[1]] + fore
    points = points + RANDOM.normal(0.0, noise_m, points.shape)
    placement = Placement(np.array([*at, features.hips_m]), 0.1, True, support, "living_room")
    return Moment(BodyState(stamp_s, features, posture, placement), points, np.ones(len(points)))


def played(watch: ActionWatch, moments: Iterable[Moment]) -> list[Action]:
    return [action for one in moments for action in watch.see(one)]


def over(seconds: float, start_s: float = 0.0) -> list[float]:
    return [start_s + FRAME_S * i for i in range(round(seconds / FRAME_S))]


def waving(stamp_s: float, swing_deg: float = 20.0, hz: float = 1.1) -> Arm:
    lean = radians(swing_deg) * sin(2 * pi * hz * stamp_s)
    return ((0.1, -0.1, 0.05), (0.0, 0.25 * sin(lean), 0.25 * cos(lean)))


def gestures(arms: Callable[[float], Arm], seconds: float = 4.0, noise_m: float = 0.01) -> list[GestureKind]:
    watch = GestureWatch(GestureRules())
    found = []
    for stamp_s in over(seconds):
        list(watch.see(moment(stamp_s, right=arms(stamp_s), noise_m=noise_m)))
        found.append(watch.now.kind)
    return found


def test_a_hand_that_swings_to_and_fro_waves() -> None:
    found = gestures(waving)
    assert GestureKind.WAVING in found[:12]
    assert found[-1] is GestureKind.WAVING


def test_a_raised_hand_held_still_does_not_wave() -> None:
    found = gestures(lambda stamp_s: waving(0.0))
    assert GestureKind.WAVING not in found


def test_arms_that_hang_or_swing_in_walking_say_nothing() -> None:
    def swinging(stamp_s: float) -> Arm:
        turn = radians(25.0) * sin(2 * pi * 0.8 * stamp_s)
        return ((0.27 * sin(turn), 0.0, -0.27 * cos(turn)), (0.24 * sin(turn + 0.3), 0.0, -0.24 * cos(turn + 0.3)))

    assert set(gestures(swinging, seconds=10.0)) == {GestureKind.OTHER}


@pytest.mark.parametrize("bearing_deg", [90.0, 135.0, 225.0, 270.0])
def test_an_arm_held_out_points_where_eyes_and_hand_say(bearing_deg: float) -> None:
    ahead, left = -cos(radians(bearing_deg)), -sin(radians(bearing_deg))
    held: Arm = ((0.27 * ahead, 0.27 * left, -0.05), (0.25 * ahead, 0.25 * left, -0.03))
    watch = GestureWatch(GestureRules())
    for stamp_s in over(2.0):
        now = moment(stamp_s, right=held, noise_m=0.005)
        list(watch.see(now))
    assert watch.now.kind is GestureKind.POINTING
    eyes = now.middle((Landmark.LEFT_EYE, Landmark.RIGHT_EYE))
    aim = now.points[Landmark.RIGHT_WRIST] - eyes
    assert watch.now.figures["bearing_deg"] == pytest.approx(degrees(atan2(aim[1], aim[0])), abs=3.0)


def test_an_arm_that_only_passes_does_not_point() -> None:
    def lifting(stamp_s: float) -> Arm:
        turn = min(2.5, 2.0 * stamp_s)
        return ((0.0, -0.27 * sin(turn), -0.27 * cos(turn)), (0.0, -0.25 * sin(turn), -0.25 * cos(turn)))

    assert GestureKind.POINTING not in gestures(lifting, seconds=1.2)


def test_hands_on_the_face_both_hands_raised_and_crossed_arms() -> None:
    face: Arm = ((0.15, 0.0, -0.15), (0.05, -0.1, 0.2))
    mirrored: Arm = ((0.15, 0.0, -0.15), (0.05, 0.1, 0.2))
    watch = GestureWatch(GestureRules())
    list(watch.see(moment(0.0, right=mirrored, left=face)))
    assert watch.now.kind is GestureKind.HANDS_ON_FACE
    high: Arm = ((0.05, 0.0, 0.27), (0.0, 0.0, 0.25))
    watch = GestureWatch(GestureRules())
    list(watch.see(moment(0.0, right=high, left=high)))
    assert watch.now.kind is GestureKind.BOTH_HANDS_RAISED
    across_left: Arm = ((0.1, 0.05, -0.25), (0.1, 0.35, 0.05))
    across_right: Arm = ((0.1, -0.05, -0.25), (0.1, -0.35, 0.05))
    watch = GestureWatch(GestureRules())
    list(watch.see(moment(0.0, right=across_left, left=across_right)))
    assert watch.now.kind is GestureKind.ARMS_CROSSED


def meal(bites: int, held_s: float = 1.2, every_s: float = 4.0) -> list[Moment]:
    mouth: Arm = ((0.15, 0.05, -0.15), (0.05, 0.12, 0.2))
    plate: Arm = ((0.1, 0.0, -0.25), (0.25, 0.05, 0.0))
    return [
        moment(stamp_s, right=mouth if stamp_s % every_s < held_s else plate, figure=seated(3.0, 0.0, yaw_deg=180.0))
        for stamp_s in over(bites * every_s)
    ]


def test_a_hand_that_goes_to_the_mouth_again_and_again_eats() -> None:
    watch = ActionWatch(ActionRules())
    played(watch, meal(4))
    assert watch.current is not None and watch.current.kind is ActionKind.EATING
    ended = played(watch, [moment(stamp_s) for stamp_s in over(35.0, start_s=16.0)])
    assert [(one.kind, one.figures["bites"]) for one in ended] == [(ActionKind.EATING, 4.0)]


def test_scratching_the_nose_twice_or_propping_the_head_is_no_meal() -> None:
    watch = ActionWatch(ActionRules())
    assert not played(watch, [*meal(2), *(moment(stamp_s) for stamp_s in over(40.0, start_s=8.0))])
    watch = ActionWatch(ActionRules())
    assert not played(watch, meal(4, held_s=14.0, every_s=15.0))
    assert watch.current is None


def blend(first: BodyFeatures, second: BodyFeatures, share: float, lean_deg: float = 0.0) -> BodyFeatures:
    values = [a + share * (b - a) for a, b in zip(vars(first).values(), vars(second).values(), strict=True)]
    values[0] -= lean_deg * sin(pi * min(1.0, max(0.0, share)))
    return BodyFeatures(*values)


def moved(first: BodyFeatures, second: BodyFeatures, start_s: float, takes_s: float, lean_deg: float) -> list[Moment]:
    """At rest for `start_s`, a movement, at rest for 3 s; the posture flips in the middle."""
    names = {id(UPRIGHT): Posture.STANDING, id(CHAIR): Posture.SITTING, id(COUCHED): Posture.LYING}
    moments = []
    for stamp_s in over(start_s + takes_s + 3.0):
        share = min(1.0, max(0.0, (stamp_s - start_s) / takes_s))
        posture = names[id(first)] if share < 0.5 else names[id(second)]
        features = blend(first, second, share, lean_deg)
        noisy = BodyFeatures(*(value + RANDOM.normal(0.0, 0.005) for value in vars(features).values()))
        moments.append(moment(stamp_s, features=noisy, posture=posture, support="bed"))
    return moments


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (CHAIR, UPRIGHT, ActionKind.STANDING_UP),
        (UPRIGHT, CHAIR, ActionKind.SITTING_DOWN),
        (CHAIR, COUCHED, ActionKind.LYING_DOWN),
        (COUCHED, CHAIR, ActionKind.SITTING_UP),
    ],
)
@pytest.mark.parametrize("takes_s", [1.0, 2.4, 5.0])
def test_changes_of_posture_are_named_and_timed(
    first: BodyFeatures, second: BodyFeatures, kind: ActionKind, takes_s: float
) -> None:
    lean_deg = 0.0 if COUCHED in (first, second) else 35.0
    done = played(ActionWatch(ActionRules()), moved(first, second, 3.0, takes_s, lean_deg))
    assert [one.kind for one in done] == [kind]
    assert done[0].figures["duration_s"] == pytest.approx(takes_s, abs=0.3 + 0.12 * takes_s)
    assert done[0].start_s == pytest.approx(3.0, abs=0.5)


def test_one_wrong_frame_is_no_change_of_posture() -> None:
    moments = [
        moment(stamp_s, features=CHAIR, posture=Posture.STANDING if i % 7 == 3 else Posture.SITTING)
        for i, stamp_s in enumerate(over(10.0))
    ]
    assert not played(ActionWatch(ActionRules()), moments)


def test_who_lies_beside_the_bed_has_not_lain_down() -> None:
    moments = moved(CHAIR, COUCHED, 3.0, 1.0, 0.0)
    beside = [
        moment(one.stamp_s, features=one.body.features, posture=one.body.posture, support=None) for one in moments
    ]
    assert not played(ActionWatch(ActionRules()), beside)


def walk(speed_mps: float, seconds: float, noise_m: float = 0.05, start_s: float = 0.0) -> list[Moment]:
    """Three seconds of standing, a straight walk, three seconds of standing."""
    moments = []
    for stamp_s in over(seconds + 6.0):
        way = speed_mps * min(max(stamp_s - 3.0, 0.0), seconds)
        x, y = np.array([2.0 + way * 0.8, 1.0 + way * 0.6]) + RANDOM.normal(0.0, noise_m, 2)
        moments.append(moment(start_s + stamp_s, at=(float(x), float(y))))
    return moments


@pytest.mark.parametrize("speed_mps", [0.4, 0.6, 0.9, 1.3])
def test_gait_speed_is_measured_over_the_walk(speed_mps: float) -> None:
    (done,) = played(ActionWatch(ActionRules()), walk(speed_mps, 6.0))
    assert done.kind is ActionKind.WALKING
    assert done.figures["speed_mps"] == pytest.approx(speed_mps, rel=0.1)
    assert done.figures["way_m"] == pytest.approx(6.0 * speed_mps, rel=0.2)


def test_standing_about_is_no_walk_and_a_few_steps_give_no_speed() -> None:
    assert not played(ActionWatch(ActionRules()), walk(0.0, 30.0))
    (done,) = played(ActionWatch(ActionRules()), walk(0.6, 2.5))
    assert "speed_mps" not in done.figures


def test_a_place_that_nobody_could_reach_is_left_out() -> None:
    moments = walk(0.6, 6.0)
    moments[25] = moment(moments[25].stamp_s, at=(40.0, 40.0))
    (done,) = played(ActionWatch(ActionRules()), moments)
    assert done.figures["speed_mps"] == pytest.approx(0.6, rel=0.15)


def test_without_places_there_is_no_gait() -> None:
    moments = walk(0.6, 6.0)
    lost = [
        Moment(
            BodyState(one.stamp_s, UPRIGHT, Posture.STANDING, Placement(one.body.placement.hips, 0.1, located=False)),
            one.points,
            one.visibility,
        )
        for one in moments
    ]
    assert not played(ActionWatch(ActionRules()), lost)


def paced(seconds: float, stop_s: float, legs_m: float = 4.0, speed_mps: float = 0.6) -> list[Moment]:
    """To and fro between two points with a stop at each."""
    leg_s = legs_m / speed_mps + stop_s
    moments = []
    for stamp_s in over(seconds):
        turn, since_s = divmod(stamp_s, leg_s)
        way = min(legs_m, since_s * speed_mps)
        moments.append(moment(stamp_s, at=(1.0 + (way if turn % 2 == 0 else legs_m - way), 1.0)))
    return moments


def test_pacing_to_and_fro_for_minutes_is_wandering() -> None:
    watch = ActionWatch(ActionRules())
    played(watch, paced(200.0, stop_s=1.0))
    assert watch.current is not None and watch.current.kind is ActionKind.WANDERING
    assert watch.current.figures["returns"] >= 4
    assert "back at the same places" in wandering_reason(watch.current, "en")
    assert "来回走动" in wandering_reason(watch.current, "zh-CN")


def test_walking_with_stays_or_one_long_walk_is_not() -> None:
    for moments in (paced(300.0, stop_s=40.0), walk(0.8, 60.0)):
        watch = ActionWatch(ActionRules())
        assert all(action.kind is ActionKind.WALKING for action in played(watch, moments))
        assert watch.current is None or watch.current.kind is ActionKind.WALKING


def test_mobility_is_told_once_a_period_in_words_and_figures() -> None:
    diary = MobilityDiary(DiaryRules(mobility_period_s=100.0))
    assert diary.due(0.0) == []
    for speed in (0.5, 0.6, 0.9):
        diary.note("anna", Action(ActionKind.WALKING, 1.0, 9.0, {"way_m": 4.0, "speed_mps": speed}))
    diary.note("anna", Action(ActionKind.WALKING, 10.0, 11.0, {"way_m": 0.6}))
    diary.note("anna", Action(ActionKind.STANDING_UP, 20.0, 22.5))
    diary.note("anna", Action(ActionKind.WAVING, 20.0, 22.5))
    assert diary.due(99.0) == []
    (told,) = diary.due(100.0)
    assert told.figures == {
        "period_s": 100.0,
        "walks": 4,
        "way_m": 12.6,
        "gait_mps": 0.6,
        "stand_ups": 1,
        "stand_up_s": 2.5,
    }
    assert mobility_reason(told, "en") == (
        "Walked about 13 m in view of the robot. Gait speed 0.60 m/s. Stood up 1 times, in 2.5 s."
    )
    assert "步速每秒0.60米" in mobility_reason(told, "zh-CN")
    assert diary.due(250.0) == []
