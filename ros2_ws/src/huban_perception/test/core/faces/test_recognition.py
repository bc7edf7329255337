"""Who a face belongs to, over several looks; unknown stays unknown."""

from collections.abc import Mapping

import numpy as np
import pytest

from huban_perception.core.faces.face_template import SIZE, Embedding, embedding
from huban_perception.core.faces.recognition import Acquaintance, Gallery, RecognitionRules, chances
from huban_perception.simulated_faces import someone

RULES = RecognitionRules()
ELDER, NURSE, STRANGER = someone(1), someone(2), someone(3)


class Memory:
    """A FaceStore that may be full."""

    def __init__(self, **templates: Embedding) -> None:
        self.kept: dict[str, Embedding] = dict(templates)
        self.full = False

    def load(self) -> Mapping[str, Embedding]:
        return self.kept

    def save(self, templates: Mapping[str, Embedding]) -> None:
        if self.full:
            raise OSError("no space left")
        self.kept = dict(templates)


def like(person: Embedding, cosine: float, seed: int = 100) -> Embedding:
    """A look at this angle to a person's."""
    aside = np.random.default_rng(seed).normal(size=SIZE)
    aside -= (aside @ person) * person
    return embedding(cosine * person + np.sqrt(1.0 - cosine**2) * aside / np.linalg.norm(aside))


def test_a_person_who_agreed_is_found() -> None:
    found = Gallery(Memory(elder=ELDER, nurse=NURSE), RULES).nearest(like(NURSE, 0.96))
    assert found is not None and found.person == "nurse" and found.is_meant
    assert found.similarity == pytest.approx(0.96)


def test_a_stranger_is_nobody_however_many_are_known() -> None:
    gallery = Gallery(Memory(**{str(number): someone(number) for number in range(10, 60)}), RULES)
    found = gallery.nearest(STRANGER)
    assert found is not None and not found.is_meant


def test_where_nobody_agreed_nobody_is_found() -> None:
    assert Gallery(Memory(), RULES).nearest(ELDER) is None


def test_confidence_is_half_at_the_threshold_and_grows() -> None:
    below, at, above = (float(chances(np.array([found]), 0.94)[0]) for found in (0.92, 0.94, 0.97))
    assert below < 0.15 and at == 0.5 and above > 0.9


def test_who_is_like_two_people_is_neither() -> None:
    assert chances(np.array([0.96, 0.959]), 0.94).max() < 0.5
    assert chances(np.array([0.98, 0.95]), 0.94)[0] > 0.9
    between = embedding(ELDER + NURSE)
    found = Gallery(Memory(elder=ELDER, nurse=NURSE), RecognitionRules(same_face=0.5)).nearest(between)
    assert found is not None and not found.is_meant


def test_who_is_learned_is_kept_and_who_is_forgotten_is_gone_from_both() -> None:
    memory = Memory()
    gallery = Gallery(memory, RULES)
    gallery.learn("elder", ELDER)
    assert set(memory.kept) == {"elder"} == set(gallery.known)
    gallery.forget("elder")
    assert memory.kept == {} and gallery.known == () and gallery.nearest(ELDER) is None


def test_a_disk_that_fails_is_told_and_the_wish_counts_all_the_same() -> None:
    memory = Memory(elder=ELDER)
    gallery = Gallery(memory, RULES)
    memory.full = True
    with pytest.raises(OSError, match="no space"):
        gallery.forget("elder")
    assert gallery.known == ()
    with pytest.raises(OSError, match="no space"):
        gallery.learn("nurse", NURSE)
    assert gallery.known == ("nurse",)


def test_forgetting_somebody_unknown_touches_no_disk() -> None:
    memory = Memory()
    memory.full = True
    Gallery(memory, RULES).forget("elder")


def test_a_new_face_is_looked_at_each_second_until_it_is_sure_and_then_seldom() -> None:
    acquaintance = Acquaintance(RULES)
    looked = []
    for tenth in range(300):
        now_s = tenth / 10
        if acquaintance.is_due("face", now_s):
            acquaintance.look("face", ELDER, now_s)
            looked.append(now_s)
    assert looked == [0.0, 1.0, 2.0, 12.0, 22.0]


def test_a_clock_that_jumps_back_does_not_keep_faces_waiting() -> None:
    acquaintance = Acquaintance(RULES)
    acquaintance.look("face", ELDER, 100.0)
    assert acquaintance.is_due("face", 5.0)


def test_looks_that_are_each_doubtful_are_sure_together() -> None:
    acquaintance, gallery = Acquaintance(RecognitionRules(same_look=0.8)), Gallery(Memory(elder=ELDER), RULES)
    looks = [like(ELDER, 0.935, seed) for seed in (100, 101, 102)]
    alone = [gallery.nearest(look) for look in looks]
    together = [gallery.nearest(acquaintance.look("face", look, float(at))) for at, look in enumerate(looks)]
    assert [found is not None and found.is_meant for found in alone] == [False, False, False]
    assert [found is not None and found.is_meant for found in together] == [False, True, True]


def test_somebody_else_under_the_same_id_is_not_mixed_with_who_was_there() -> None:
    acquaintance = Acquaintance(RULES)
    for second in range(3):
        acquaintance.look("face", ELDER, float(second))
    assert acquaintance.look("face", NURSE, 3.0) == pytest.approx(NURSE)


def test_only_so_many_faces_are_remembered() -> None:
    acquaintance = Acquaintance(RULES)
    for number in range(60):
        acquaintance.look(f"face{number}", ELDER, float(number))
    assert acquaintance.is_due("face0", 60.0) and not acquaintance.is_due("face59", 59.5)
