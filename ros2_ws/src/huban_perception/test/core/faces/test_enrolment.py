"""What an enrolment asks for, when it is done, and when nothing must be learned."""

import pytest

from huban_perception.core.faces.enrolment import Advice, Enrolment, EnrolmentRules, remedy
from huban_perception.core.faces.face_quality import FaceQuality, Flaw
from huban_perception.core.faces.liveness import UNKNOWN, Depth, Liveness
from huban_perception.simulated_faces import someone

RULES = EnrolmentRules()
ELDER = someone(1)


def turned(yaw_deg: float) -> FaceQuality:
    return FaceQuality(40.0, yaw_deg, 0.0, 120.0, 0.0, 0.1)


def photographed(*yaws_deg: float, period_s: float = 1.0) -> Enrolment:
    enrolment = Enrolment("elder", RULES, begun_s=0.0)
    for at, yaw_deg in enumerate(yaws_deg):
        enrolment.photograph(ELDER, turned(yaw_deg), at * period_s)
    return enrolment


@pytest.mark.parametrize("flaw", list(Flaw))
def test_every_flaw_has_a_remedy(flaw: Flaw) -> None:
    assert remedy([flaw]) is not None


def test_nothing_is_asked_of_a_good_face() -> None:
    assert remedy([]) is None


def test_enough_photographs_of_a_head_that_turned_make_a_template() -> None:
    enrolment = photographed(0.0, 0.0, 5.0, -6.0, 0.0, 1.0)
    assert enrolment.template(UNKNOWN, 6.0) == pytest.approx(ELDER)


def test_one_photograph_less_makes_none() -> None:
    assert photographed(0.0, 0.0, 5.0, -6.0, 0.0).template(UNKNOWN, 6.0) is None


def test_a_head_that_has_not_turned_is_asked_to() -> None:
    enrolment = photographed(0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0)
    assert enrolment.advice(7.0) is Advice.TURN_HEAD and enrolment.template(UNKNOWN, 7.0) is None


def test_somebody_who_cannot_turn_the_head_is_learned_all_the_same() -> None:
    assert photographed(*[0.0] * 25).template(UNKNOWN, 25.0) is not None


def test_only_the_last_photographs_are_kept() -> None:
    assert photographed(*[0.0] * 25).taken == RULES.enrolment_photos


def test_somebody_else_before_the_camera_begins_anew() -> None:
    enrolment = photographed(0.0, 5.0, -5.0, 0.0, 0.0)
    enrolment.photograph(someone(2), turned(0.0), 6.0)
    assert enrolment.taken == 1 and enrolment.template(UNKNOWN, 7.0) is None


def test_a_picture_held_up_is_not_learned() -> None:
    enrolment = photographed(0.0, 0.0, 5.0, -6.0, 0.0, 1.0)
    assert enrolment.template(Liveness(Depth.FLAT, 0.7), 6.0) is None
    assert enrolment.advice(6.0) is Advice.NO_PICTURE


@pytest.mark.parametrize("hint", [Liveness(Depth.FLAT, 0.4), Liveness(Depth.SOLID, 0.9), UNKNOWN])
def test_somebody_who_only_sits_very_still_is_learned(hint: Liveness) -> None:
    assert photographed(0.0, 0.0, 5.0, -6.0, 0.0, 1.0).template(hint, 6.0) is not None


def test_who_is_out_of_sight_is_called_after_a_moment() -> None:
    enrolment = photographed(0.0)
    assert (enrolment.advice(2.0), enrolment.advice(4.0)) == (Advice.STAY, Advice.SHOW_FACE)


def test_a_face_that_cannot_be_photographed_counts_as_seen() -> None:
    enrolment = photographed(0.0)
    enrolment.hold(Advice.CLOSER, 10.0)
    assert enrolment.advice(11.0) is Advice.CLOSER


@pytest.mark.parametrize(("now_s", "over"), [(0.0, False), (60.0, False), (60.1, True), (-5.0, True)])
def test_it_ends_by_itself(now_s: float, over: bool) -> None:
    assert photographed(0.0).is_over(now_s) is over
