from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.consent import Capacity, Purpose
from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Unusable
from care_platform.store.people_tables import Consent, Elder
from care_platform.store.tables import AuditEntry
from care_tests.conftest import World

SignIn = Callable[[str], TestClient]
VIDEO = Purpose.LIVE_VIDEO
NEW = {"purpose": "live_video", "given_by": "Wang Fang", "capacity": "guardian", "note": "for the daughter"}


def elder(session: Session) -> Elder:
    return session.scalars(select(Elder)).one()


def give(world: World, session: Session, who: str = "li", **terms: object) -> Consent:
    given_by, capacity = "Wang Xiulan", Capacity.SELF
    return world.platform.consents.give(session, world.account(who), elder(session), VIDEO, given_by, capacity, **terms)


def holds(world: World, session: Session, purpose: Purpose = VIDEO) -> bool:
    return world.platform.consents.holds(session, elder(session).key, purpose)


def test_nothing_is_allowed_before_somebody_agreed(world: World) -> None:
    with world.platform.database.writing() as session:
        assert not holds(world, session)
        give(world, session)
        assert holds(world, session)
        assert not holds(world, session, Purpose.RESEARCH)
        assert not world.platform.consents.holds(session, None, VIDEO)


def test_a_withdrawal_ends_it_at_once_and_stays_in_the_register(world: World) -> None:
    with world.platform.database.writing() as session:
        consent = give(world, session)
        world.clock.advance(60)
        world.platform.consents.withdraw(session, world.account("daughter"), elder(session), consent.key)
        assert not holds(world, session)
        (kept,) = world.platform.consents.register(session, elder(session))
        assert kept.withdrawn is not None and kept.withdrawn_by == world.account("daughter").key
        with pytest.raises(OutOfTurn):
            world.platform.consents.withdraw(session, world.account("li"), elder(session), consent.key)


def test_it_begins_when_it_was_agreed_and_never_before(world: World) -> None:
    now, day = world.clock.now(), timedelta(days=1)
    with world.platform.database.writing() as session:
        assert give(world, session, begins=now - day).begins == now
        later = give(world, session, begins=now + day, ends=now + 2 * day)
        world.platform.consents.withdraw(session, world.account("li"), elder(session), later.key - 1)
        assert not holds(world, session)
        world.clock.advance(day.total_seconds())
        assert holds(world, session)
        world.clock.advance(day.total_seconds())
        assert not holds(world, session)


def test_terms_that_make_no_sense_are_refused(world: World) -> None:
    with world.platform.database.writing() as session:
        for ends in (world.clock.now(), world.clock.now() - timedelta(days=1)):
            with pytest.raises(Unusable):
                give(world, session, ends=ends)


def test_who_does_not_care_for_people_keeps_no_consents(world: World) -> None:
    with world.platform.database.writing() as session:
        with pytest.raises(NotAllowed):
            give(world, session, "tom")
        consent = give(world, session)
        with pytest.raises(NotAllowed):
            world.platform.consents.withdraw(session, world.account("tom"), elder(session), consent.key)


def test_a_consent_is_withdrawn_for_its_own_elder_only(world: World) -> None:
    with world.platform.database.writing() as session:
        consent = give(world, session)
        other = world.platform.people.add_elder(session, "test", "home", {"en": "Other"})
        with pytest.raises(NotFound):
            world.platform.consents.withdraw(session, world.account("li"), other, consent.key)


def test_the_trail_tells_what_was_agreed_without_names(world: World) -> None:
    with world.platform.database.writing() as session:
        give(world, session, note="told us herself")
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last is not None and (last.action, last.subject) == ("consent_given", "elder/1")
    assert last.detail == {"consent": 1, "purpose": "live_video", "capacity": "self"}


def test_the_register_over_the_api(world: World, signed_in: SignIn) -> None:
    client = signed_in("li")
    made = client.post("/api/elders/1/consents", json=NEW)
    assert made.status_code == 201 and made.json()["in_force"] is True
    ended = client.post(f"/api/elders/1/consents/{made.json()['key']}/withdraw", json={})
    assert ended.json()["in_force"] is False
    (listed,) = client.get("/api/elders/1/consents").json()
    assert (listed["given_by"], listed["withdrawn"] is not None) == ("Wang Fang", True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "everything"},
        {"capacity": "friend"},
        {"given_by": ""},
        {"ends": "2020-01-01T00:00:00Z"},
        {"begins": "tomorrow"},
    ],
)
def test_a_consent_that_makes_no_sense_is_refused_over_the_api(
    world: World, signed_in: SignIn, wrong: dict[str, str]
) -> None:
    assert signed_in("li").post("/api/elders/1/consents", json={**NEW, **wrong}).status_code == 422
