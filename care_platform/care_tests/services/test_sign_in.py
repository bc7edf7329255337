import pytest
from sqlalchemy import select

from care_platform.core.login_limit import SAME_ACCOUNT_AND_ADDRESS, WINDOW
from care_platform.core.refusals import NotAllowed, TooMany
from care_platform.services.sign_in import IDLE, LASTS
from care_platform.store.tables import Account, AuditEntry, SignIn
from care_tests.conftest import PASSWORD, World


def test_the_right_password_opens_and_signing_out_closes(world: World) -> None:
    sign_ins = world.platform.sign_ins
    cookie, visitor = sign_ins.sign_in("li", PASSWORD, "1.2.3.4")
    assert visitor.account.name == "li"
    again = sign_ins.visitor(cookie)
    assert again is not None and again.csrf_token == visitor.csrf_token
    sign_ins.sign_out(cookie)
    assert sign_ins.visitor(cookie) is None


@pytest.mark.parametrize(("name", "password"), [("li", "wrong"), ("nobody", PASSWORD), ("li", ""), ("", "")])
def test_anything_else_does_not(world: World, name: str, password: str) -> None:
    with pytest.raises(NotAllowed):
        world.platform.sign_ins.sign_in(name, password, "1.2.3.4")


def test_after_too_many_tries_even_the_right_password_waits(world: World) -> None:
    sign_in = world.platform.sign_ins.sign_in
    for _ in range(SAME_ACCOUNT_AND_ADDRESS):
        with pytest.raises(NotAllowed):
            sign_in("li", "wrong", "1.2.3.4")
    with pytest.raises(TooMany) as caught:
        sign_in("li", PASSWORD, "1.2.3.4")
    assert caught.value.wait_s == WINDOW.total_seconds()
    assert sign_in("li", PASSWORD, "5.6.7.8")
    world.clock.advance(WINDOW.total_seconds())
    assert sign_in("li", PASSWORD, "1.2.3.4")


def test_the_limit_survives_a_restart(world: World) -> None:
    for _ in range(SAME_ACCOUNT_AND_ADDRESS):
        with pytest.raises(NotAllowed):
            world.platform.sign_ins.sign_in("li", "wrong", "1.2.3.4")
    with pytest.raises(TooMany):
        world.start().sign_ins.sign_in("li", PASSWORD, "1.2.3.4")


@pytest.mark.parametrize("pause", [IDLE, LASTS])
def test_a_session_ends_by_itself(world: World, pause: object) -> None:
    cookie, _ = world.platform.sign_ins.sign_in("li", PASSWORD, "1.2.3.4")
    world.clock.advance(pause.total_seconds() + 1)
    assert world.platform.sign_ins.visitor(cookie) is None


def test_a_session_in_use_lasts_one_shift_and_no_longer(world: World) -> None:
    cookie, _ = world.platform.sign_ins.sign_in("li", PASSWORD, "1.2.3.4")
    hours = 0
    while world.platform.sign_ins.visitor(cookie):
        world.clock.advance(3600)
        hours += 1
    assert hours == LASTS.total_seconds() / 3600 + 1


def test_an_account_that_is_switched_off_is_out_at_once(world: World) -> None:
    cookie, _ = world.platform.sign_ins.sign_in("li", PASSWORD, "1.2.3.4")
    with world.platform.database.writing() as session:
        session.scalars(select(Account).filter_by(name="li")).one().active = False
    assert world.platform.sign_ins.visitor(cookie) is None
    with pytest.raises(NotAllowed):
        world.platform.sign_ins.sign_in("li", PASSWORD, "1.2.3.4")


@pytest.mark.parametrize("cookie", [None, "", "x", "ImEi.c2lnbmF0dXJl"])
def test_a_made_up_cookie_is_nobody(world: World, cookie: str | None) -> None:
    assert world.platform.sign_ins.visitor(cookie) is None


def test_the_database_holds_neither_password_nor_token(world: World) -> None:
    cookie, _ = world.platform.sign_ins.sign_in("li", PASSWORD, "1.2.3.4")
    with world.platform.database.reading() as session:
        stored = session.scalars(select(Account.password_hash)).all() + session.scalars(select(SignIn.digest)).all()
    assert all(PASSWORD not in text and cookie not in text for text in stored)
    assert stored[0].startswith("$argon2id$")


def test_a_password_typed_as_a_name_does_not_reach_the_audit_trail(world: World) -> None:
    with pytest.raises(NotAllowed):
        world.platform.sign_ins.sign_in(PASSWORD, "", "1.2.3.4")
    with world.platform.database.reading() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (last.action, last.actor, last.subject) == ("sign_in_failed", "unknown", "unknown")
