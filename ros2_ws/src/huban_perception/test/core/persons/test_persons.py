"""Persons are joined from what is seen and heard, and keep their ids."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_perception.core.persons.manager import Appearing, Person, PersonManager
from huban_perception.core.persons.matches import Feature, Kind, Matches

FACE, VOICE = Feature(Kind.FACE, "f1"), Feature(Kind.VOICE, "v1")


@pytest.fixture
def manager() -> PersonManager:
    names = count(1)
    return PersonManager(lambda: f"anon{next(names)}", match_threshold=0.5)


def test_a_body_nobody_knows_is_one_anonymous_person(manager: PersonManager) -> None:
    first = manager.persons([Appearing("b1")], [], 0.0)
    later = manager.persons([Appearing("b1", "f1")], [], 9.0)
    assert first == [Person("anon1", True, "b1")]
    assert later == [Person("anon1", True, "b1", "f1")]
    assert manager.of_body("b1") == "anon1"


def test_a_face_that_is_recognised_makes_the_person_known_and_leaves_an_alias(manager: PersonManager) -> None:
    manager.persons([Appearing("b1", "f1")], [], 0.0)
    manager.match(FACE, "wang", 0.9, 1.0)
    known, alias = manager.persons([Appearing("b1", "f1")], [], 1.0)
    assert known == Person("wang", False, "b1", "f1")
    assert (alias.id, alias.alias) == ("anon1", "wang")
    assert manager.of_body("b1") == "wang"
    assert manager.known == {"wang"}


def test_a_known_person_who_looks_away_is_still_known(manager: PersonManager) -> None:
    manager.match(FACE, "wang", 0.9, 0.0)
    manager.persons([Appearing("b1", "f1")], [], 0.0)
    assert manager.persons([Appearing("b1")], [], 5.0)[0].id == "wang"


def test_a_known_person_keeps_the_id_under_a_new_body_and_face(manager: PersonManager) -> None:
    manager.match(FACE, "wang", 0.9, 0.0)
    manager.persons([Appearing("b1", "f1")], [], 0.0)
    manager.match(Feature(Kind.FACE, "f2"), "wang", 0.9, 100.0)
    persons = manager.persons([Appearing("b2", "f2")], [], 100.0)
    assert persons == [Person("wang", False, "b2", "f2")]


def test_a_voice_belongs_to_the_person_who_is_seen(manager: PersonManager) -> None:
    manager.match(FACE, "wang", 0.9, 0.0)
    manager.match(VOICE, "wang", 0.8, 0.0)
    (person,) = manager.persons([Appearing("b1", "f1")], ["v1"], 0.0)
    assert person == Person("wang", False, "b1", "f1", "v1")


def test_somebody_who_is_only_heard_is_a_person_too(manager: PersonManager) -> None:
    manager.match(VOICE, "wang", 0.8, 0.0)
    assert manager.persons([], ["v1"], 0.0) == [Person("wang", False, voice_id="v1")]
    assert manager.persons([], [], 0.0) == []


def test_nobody_is_there_twice_the_likelier_one_is_it(manager: PersonManager) -> None:
    manager.match(FACE, "wang", 0.6, 0.0)
    manager.match(Feature(Kind.FACE, "f2"), "wang", 0.9, 0.0)
    first, second = manager.persons([Appearing("b1", "f1"), Appearing("b2", "f2")], [], 0.0)
    assert (first.anonymous, second.id) == (True, "wang")


def test_what_is_taken_back_is_no_longer_believed(manager: PersonManager) -> None:
    manager.match(FACE, "wang", 0.9, 0.0)
    manager.persons([Appearing("b1", "f1")], [], 0.0)
    manager.match(FACE, "wang", 0.0, 1.0)
    (person,) = manager.persons([Appearing("b1", "f1")], [], 1.0)
    assert person.anonymous
    assert manager.of_body("b1") == person.id


def test_a_weak_match_joins_nothing(manager: PersonManager) -> None:
    manager.match(FACE, "wang", 0.4, 0.0)
    assert manager.persons([Appearing("b1", "f1")], [], 0.0)[0].anonymous


def test_what_is_not_a_number_says_nothing(manager: PersonManager) -> None:
    manager.match(FACE, "wang", float("nan"), 0.0)
    assert manager.known == set()


def test_a_face_that_turns_out_to_be_somebody_elses_changes_hands() -> None:
    matches = Matches()
    matches.observe(FACE, "wang", 0.9, 0.0)
    matches.observe(FACE, "li", 0.9, 1.0)
    owners = matches.owners(FACE, 1.0)
    assert owners["li"] == pytest.approx(0.9)
    assert owners["wang"] < 0.1


def test_evidence_grows_old() -> None:
    matches = Matches()
    matches.observe(FACE, "wang", 0.8, 0.0)
    assert matches.owners(FACE, 600.0)["wang"] == pytest.approx(0.4)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0.0, 1.0)), max_size=30))
def test_probabilities_never_exceed_one_together(evidence: list[tuple[str, float]]) -> None:
    matches = Matches()
    for stamp_s, (person, confidence) in enumerate(evidence):
        matches.observe(FACE, person, confidence, float(stamp_s))
    owners = matches.owners(FACE, float(len(evidence)))
    assert all(0.0 <= p <= 1.0 for p in owners.values())
    assert sum(owners.values()) <= 1.0 + 1e-9


def test_bodies_do_not_pile_up(manager: PersonManager) -> None:
    for body in range(1000):
        manager.of_body(f"b{body}")
    assert manager.of_body("b0") == "anon1001"
