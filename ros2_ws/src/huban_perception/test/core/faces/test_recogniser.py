"""From pictures to names: enrolment and recognition together, with people who are told apart by a colour."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import cv2
import numpy as np
import pytest

from huban_perception.core.faces.enrolment import Advice
from huban_perception.core.faces.enrolment_desk import EnrolmentDesk, Progress
from huban_perception.core.faces.face_template import Embedding
from huban_perception.core.faces.liveness import Depth
from huban_perception.core.faces.recogniser import Face, KnownFaceRules, Recogniser, Recognition
from huban_perception.core.faces.recognition import Gallery
from huban_perception.core.types import Array, RgbImage
from huban_perception.simulated_faces import SimulatedFaceModel, head, picture_of_a_head, seen_face

ELDER, NURSE, STRANGER = 60, 90, 120
"""Their colours."""
SIZE = (640, 480)


class Disk:
    """A FaceStore that may be full."""

    def __init__(self) -> None:
        self.kept: dict[str, Embedding] = {}
        self.full = False

    def load(self) -> Mapping[str, Embedding]:
        return self.kept

    def save(self, templates: Mapping[str, Embedding]) -> None:
        if self.full:
            raise OSError("no space left")
        self.kept = dict(templates)


class CountingModel(SimulatedFaceModel):
    """Counts the looks."""

    def __init__(self) -> None:
        self.looks = 0

    def embed(self, *args: Any) -> Embedding:
        self.looks += 1
        return super().embed(*args)


@cache
def picture(colour: int) -> RgbImage:
    """Somebody in good light."""
    dice = np.random.default_rng(1)
    pores = cv2.GaussianBlur(dice.normal(scale=60.0, size=(SIZE[1], SIZE[0])), (0, 0), 1.0)
    shade = 40.0 * np.sin(np.arange(SIZE[0]) / 12.0)[None, :] + pores
    lit = np.clip(120.0 + shade, 0, 255)[:, :, None].repeat(3, axis=2).astype(np.uint8)
    lit[:, :, 0] = colour
    return lit


class Flat:
    """A robot's eyes and who is before them, second by second."""

    def __init__(self, **rules: Any) -> None:
        self.disk, self.model, self.now_s = Disk(), CountingModel(), 100.0
        self.rules = KnownFaceRules(**rules)
        self.desk = EnrolmentDesk(Gallery(self.disk, self.rules), self.rules)
        self.recogniser = Recogniser(self.rules, self.desk, lambda: self.model)

    def show(
        self,
        colour: int,
        seconds: int = 1,
        face_id: str = "face",
        shape: Array | None = None,
        eyes_px: float = 40.0,
        swing_deg: float = 25.0,
    ) -> list[Recognition]:
        """Somebody turns the head from side to side; what was found in the last second in which anything was."""
        found: list[Recognition] = []
        for _ in range(seconds):
            self.now_s += 1.0
            yaw_deg = swing_deg * np.sin(2.1 * self.now_s)
            landmarks = seen_face(head() if shape is None else shape, yaw_deg, eyes_px=eyes_px)
            faces = [Face(face_id, landmarks)]
            self.recogniser.watch(faces, SIZE, self.now_s)
            found = self.recogniser.examine(picture(colour), faces, self.now_s) or found
        return found

    def progress(self, person: str) -> Progress:
        return self.desk.progress(person, self.now_s)

    def enrol(self, person: str, colour: int, **shown: Any) -> Progress:
        self.desk.begin(person, self.now_s)
        self.show(colour, seconds=8, face_id=f"{person}'s", **shown)
        return self.progress(person)


@pytest.fixture
def flat() -> Flat:
    return Flat()


def test_who_enrolled_is_known_and_others_are_not(flat: Flat) -> None:
    assert flat.enrol("elder", ELDER).done and flat.enrol("nurse", NURSE).done
    named = {colour: flat.show(colour, face_id=str(colour))[0].likeness for colour in (ELDER, NURSE, STRANGER)}
    assert {colour: likeness.person if likeness else "" for colour, likeness in named.items()} == {
        ELDER: "elder",
        NURSE: "nurse",
        STRANGER: "",
    }


def test_where_nobody_agreed_no_face_is_looked_at(flat: Flat) -> None:
    assert flat.show(ELDER, seconds=20) == [] and flat.model.looks == 0


def test_a_known_face_is_looked_at_seldom(flat: Flat) -> None:
    flat.enrol("elder", ELDER)
    before = flat.model.looks
    flat.show(ELDER, seconds=23)
    assert flat.model.looks - before == 5


def test_consent_alone_is_no_template(flat: Flat) -> None:
    flat.desk.begin("elder", flat.now_s)
    assert flat.progress("elder") == Progress(advice=Advice.STAY) and flat.disk.kept == {}


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ({"eyes_px": 24.0}, Advice.CLOSER),
        ({"swing_deg": 80.0}, Advice.LOOK_HERE),
        ({"swing_deg": 1.0}, Advice.TURN_HEAD),
    ],
)
def test_people_are_told_what_to_do(flat: Flat, shown: dict[str, float], wanted: Advice) -> None:
    flat.desk.begin("elder", flat.now_s)
    seen = set()
    for _ in range(8):
        flat.show(ELDER, **shown)  # type: ignore[arg-type]
        seen.add(flat.progress("elder").advice)
    assert wanted in seen


def test_several_faces_are_no_enrolment(flat: Flat) -> None:
    flat.desk.begin("elder", flat.now_s)
    faces = [Face("one", seen_face(head(), at=(0.3, 0.5))), Face("two", seen_face(head(), at=(0.7, 0.5)))]
    flat.recogniser.examine(picture(ELDER), faces, flat.now_s + 1.0)
    assert flat.progress("elder").advice is Advice.ALONE and flat.model.looks == 0


def test_nobody_in_view_is_called(flat: Flat) -> None:
    flat.desk.begin("elder", flat.now_s)
    flat.now_s += 5.0
    assert flat.progress("elder").advice is Advice.SHOW_FACE


def test_a_photograph_held_up_is_not_enrolled(flat: Flat) -> None:
    progress = flat.enrol("elder", ELDER, shape=picture_of_a_head(), swing_deg=38.0)
    assert progress.advice is Advice.NO_PICTURE and flat.disk.kept == {}


def test_a_photograph_of_the_elder_is_believed_less_than_the_elder(flat: Flat) -> None:
    flat.enrol("elder", ELDER)
    herself = flat.show(ELDER, seconds=13, face_id="herself")[0]
    card = flat.show(ELDER, seconds=13, face_id="card", shape=picture_of_a_head(), swing_deg=39.0)[0]
    assert herself.liveness.depth is Depth.SOLID and card.liveness.depth is Depth.FLAT
    assert herself.likeness is not None and card.likeness is not None
    assert card.likeness.confidence < 0.8 * herself.likeness.confidence


def test_one_face_is_not_two_people(flat: Flat) -> None:
    flat.enrol("elder", ELDER)
    assert flat.enrol("nurse", ELDER) == Progress(advice=Advice.RESEMBLES)
    assert set(flat.disk.kept) == {"elder"}


def test_who_enrols_again_is_not_their_own_double(flat: Flat) -> None:
    assert flat.enrol("elder", ELDER).done and flat.enrol("elder", ELDER).done


def test_a_change_of_mind_ends_what_is_under_way(flat: Flat) -> None:
    flat.desk.begin("elder", flat.now_s)
    flat.show(ELDER, seconds=4)
    enrolment = flat.desk.current(flat.now_s)
    flat.desk.withdraw("elder")
    flat.show(ELDER, seconds=10)
    assert flat.progress("elder") == Progress() and flat.disk.kept == {}
    assert enrolment is not None and enrolment.taken < flat.rules.enrolment_photos


def test_what_was_under_way_in_another_thread_is_not_learned_after_a_change_of_mind(flat: Flat) -> None:
    flat.desk.begin("elder", flat.now_s)
    flat.show(ELDER, seconds=5)
    enrolment = flat.desk.current(flat.now_s)
    flat.desk.withdraw("elder")
    assert enrolment is not None
    face = seen_face(head(), -20.0)
    for _ in range(6):
        flat.recogniser._photograph(enrolment, picture(ELDER), Face("face", face), flat.now_s)
    assert enrolment.taken == flat.rules.enrolment_photos and flat.disk.kept == {}


def test_the_other_persons_enrolment_goes_on(flat: Flat) -> None:
    flat.desk.begin("elder", flat.now_s)
    flat.desk.withdraw("nurse")
    assert flat.progress("elder").advice is Advice.STAY


def test_who_is_forgotten_is_a_stranger_at_once(flat: Flat) -> None:
    flat.enrol("elder", ELDER)
    flat.enrol("nurse", NURSE)
    flat.desk.withdraw("elder")
    assert [found.likeness for found in flat.show(ELDER)] == [None] and set(flat.disk.kept) == {"nurse"}


def test_a_face_that_could_not_be_stored_is_known_for_now_and_that_is_said(flat: Flat) -> None:
    flat.disk.full = True
    assert flat.enrol("elder", ELDER) == Progress(done=True, unkept="no space left")
    assert flat.show(ELDER)[0].likeness is not None


def test_an_enrolment_that_nobody_comes_to_ends(flat: Flat) -> None:
    flat.desk.begin("elder", flat.now_s)
    flat.now_s += 61.0
    assert flat.progress("elder") == Progress()


def test_faces_that_are_too_small_or_turned_away_are_not_judged(flat: Flat) -> None:
    flat.enrol("elder", ELDER)
    before = flat.model.looks
    assert flat.show(ELDER, eyes_px=12.0, face_id="far") == [] and flat.model.looks == before
