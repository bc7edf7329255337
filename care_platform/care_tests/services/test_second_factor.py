"""The second factor: codes of an app and of paper, each good once, and no way past them."""

from collections.abc import Callable

import pyotp
import pytest
from sqlalchemy import select

from care_platform.core.authority import AccountRole
from care_platform.core.login_limit import SAME_ACCOUNT_AND_ADDRESS, WINDOW
from care_platform.core.refusals import NotAllowed, OutOfTurn, TooMany, Unusable
from care_platform.core.sign_in_stages import Stage
from care_platform.services.accounts import INITIAL_LASTS
from care_platform.services.second_factor import DRIFT, RECOVERY_CODES, STEP_S
from care_platform.services.sessions import UNFINISHED_LASTS
from care_platform.services.sign_in import Client
from care_platform.store.people_tables import RecoveryCode, SecondFactor
from care_platform.store.tables import Account, SignIn
from care_tests.conftest import PASSWORD, World

HERE = Client("1.2.3.4", "a browser")


class Phone:
    """Somebody's authenticator app."""

    def __init__(self, world: World, secret: str) -> None:
        self._world = world
        self._totp = pyotp.TOTP(secret)

    def code(self, steps: int = 0) -> str:
        return self._totp.at(int(self._world.clock.now().timestamp()) + steps * STEP_S)


def sign_in(world: World, name: str = "nora", password: str = PASSWORD) -> tuple[str, Stage]:
    cookie, visitor = world.platform.sign_ins.sign_in(name, password, HERE.address)
    return cookie, visitor.stage


def enrol(world: World, cookie: str) -> tuple[str, Phone, list[str]]:
    """The cookie afterwards, the app and the recovery codes."""
    phone = Phone(world, world.platform.sign_ins.offer_factor(cookie).secret)
    cookie, visitor, codes = world.platform.sign_ins.enrol(cookie, phone.code(), HERE)
    assert visitor.stage is Stage.OPEN
    world.clock.advance(STEP_S)
    return cookie, phone, codes


@pytest.fixture
def nora(world: World) -> Account:
    """A nurse of a real installation."""
    with world.platform.database.writing() as session:
        return world.platform.accounts.add(session, "nora", AccountRole.NURSE, {"en": "Nora"}, PASSWORD, "home")


@pytest.fixture
def enrolled(world: World, nora: Account) -> tuple[Phone, list[str]]:
    _, phone, codes = enrol(world, sign_in(world)[0])
    return phone, codes


@pytest.mark.parametrize("role", [role for role in AccountRole if role is not AccountRole.FAMILY])
def test_staff_has_to_enrol_before_anything_opens(world: World, role: AccountRole) -> None:
    with world.platform.database.writing() as session:
        world.platform.accounts.add(session, "new", role, {"en": "New"}, PASSWORD, "home")
    cookie, stage = sign_in(world, "new")
    assert stage is Stage.ENROL
    assert world.platform.sign_ins.visitor(cookie) is None
    cookie, _, codes = enrol(world, cookie)
    visitor = world.platform.sign_ins.visitor(cookie)
    assert visitor is not None and visitor.account.role == role.value
    assert len(set(codes)) == RECOVERY_CODES


def test_families_may_do_without(world: World) -> None:
    with world.platform.database.writing() as session:
        world.platform.accounts.add(session, "son", AccountRole.FAMILY, {"en": "Son"}, PASSWORD, "home")
    assert sign_in(world, "son")[1] is Stage.OPEN


def test_after_the_password_the_code_is_asked_for(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    cookie, stage = sign_in(world)
    assert stage is Stage.CODE
    assert world.platform.sign_ins.visitor(cookie) is None
    inside, visitor = world.platform.sign_ins.give_code(cookie, enrolled[0].code(), HERE)
    assert visitor.stage is Stage.OPEN and world.platform.sign_ins.visitor(inside) is not None


def test_each_step_has_a_token_of_its_own(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    """Who saw the cookie of the first step is not inside after the second."""
    before, _ = sign_in(world)
    inside, _ = world.platform.sign_ins.give_code(before, enrolled[0].code(), HERE)
    assert inside != before
    assert world.platform.sign_ins.visitor(before) is None
    assert world.platform.sign_ins.unfinished(before) is None


@pytest.mark.parametrize("drift", DRIFT)
def test_a_telephone_may_be_a_little_fast_or_slow(world: World, enrolled: tuple[Phone, list[str]], drift: int) -> None:
    world.clock.advance(10 * STEP_S)
    assert world.platform.sign_ins.give_code(sign_in(world)[0], enrolled[0].code(drift), HERE)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda phone: phone.code(2),
        lambda phone: phone.code(-2),
        lambda phone: "000000" if phone.code() != "000000" else "111111",
        lambda phone: "",
        lambda phone: "１２３４５６",
        lambda phone: "x" * 64,
    ],
)
def test_other_codes_are_refused(
    world: World, enrolled: tuple[Phone, list[str]], wrong: Callable[[Phone], str]
) -> None:
    world.clock.advance(10 * STEP_S)
    with pytest.raises(NotAllowed, match="refused-code"):
        world.platform.sign_ins.give_code(sign_in(world)[0], wrong(enrolled[0]), HERE)


def test_a_code_is_good_once(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    code = enrolled[0].code()
    world.platform.sign_ins.give_code(sign_in(world)[0], code, HERE)
    with pytest.raises(NotAllowed):
        world.platform.sign_ins.give_code(sign_in(world)[0], code, HERE)


def test_an_older_code_is_not_good_after_a_newer_one(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    world.clock.advance(10 * STEP_S)
    world.platform.sign_ins.give_code(sign_in(world)[0], enrolled[0].code(1), HERE)
    with pytest.raises(NotAllowed):
        world.platform.sign_ins.give_code(sign_in(world)[0], enrolled[0].code(0), HERE)


def test_a_recovery_code_opens_once(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    codes = enrolled[1]
    world.platform.sign_ins.give_code(sign_in(world)[0], f" {codes[3].upper()} ", HERE)
    with pytest.raises(NotAllowed):
        world.platform.sign_ins.give_code(sign_in(world)[0], codes[3], HERE)
    with world.platform.database.reading() as session:
        assert world.platform.factors.recovery_codes_left(session, world.account("nora")) == RECOVERY_CODES - 1


def test_a_recovery_code_of_somebody_else_opens_nothing(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    with world.platform.database.writing() as session:
        world.platform.accounts.add(session, "mia", AccountRole.NURSE, {"en": "Mia"}, PASSWORD, "home")
    enrol(world, sign_in(world, "mia")[0])
    with pytest.raises(NotAllowed):
        world.platform.sign_ins.give_code(sign_in(world, "mia")[0], enrolled[1][0], HERE)


def test_guessing_codes_is_limited_like_guessing_passwords(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    cookie, _ = sign_in(world)
    for _ in range(SAME_ACCOUNT_AND_ADDRESS):
        with pytest.raises(NotAllowed):
            world.platform.sign_ins.give_code(cookie, "000000", HERE)
    with pytest.raises(TooMany):
        world.platform.sign_ins.give_code(cookie, enrolled[0].code(), HERE)
    with pytest.raises(TooMany):
        sign_in(world)
    world.clock.advance(WINDOW.total_seconds())
    assert world.platform.sign_ins.give_code(sign_in(world)[0], enrolled[0].code(), HERE)


def test_the_way_in_is_open_for_some_minutes_only(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    cookie, _ = sign_in(world)
    world.clock.advance(UNFINISHED_LASTS.total_seconds() + 1)
    with pytest.raises(OutOfTurn):
        world.platform.sign_ins.give_code(cookie, enrolled[0].code(), HERE)


def test_steps_are_not_taken_out_of_turn(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    """With the password alone nobody enrols another telephone or changes the password."""
    cookie, _ = sign_in(world)
    sign_ins = world.platform.sign_ins
    for step in (
        lambda: sign_ins.offer_factor(cookie),
        lambda: sign_ins.enrol(cookie, "000000", HERE),
        lambda: sign_ins.give_new_password(cookie, "another long password", HERE),
    ):
        with pytest.raises(OutOfTurn):
            step()


def test_a_second_telephone_can_not_take_the_place_of_the_first(
    world: World, enrolled: tuple[Phone, list[str]]
) -> None:
    with world.platform.database.writing() as session:
        with pytest.raises(OutOfTurn):
            world.platform.factors.offer(session, world.account("nora"))
        with pytest.raises(OutOfTurn):
            world.platform.factors.confirm(session, world.account("nora"), enrolled[0].code())


def test_the_database_holds_neither_secret_nor_codes(world: World, enrolled: tuple[Phone, list[str]]) -> None:
    with world.platform.database.reading() as session:
        secret = session.scalars(select(SecondFactor.secret)).one()
        digests = session.scalars(select(RecoveryCode.digest)).all()
    content = (world.settings.state / "care.db").read_bytes() + (world.settings.state / "care.db-wal").read_bytes()
    assert digests[0].encode() in content
    for hidden in (secret, *enrolled[1]):
        assert hidden.encode() not in content


@pytest.fixture
def boss(world: World) -> Account:
    with world.platform.database.writing() as session:
        role = AccountRole.ADMINISTRATOR
        return world.platform.accounts.add(session, "boss", role, {"en": "Boss"}, PASSWORD, "home", demo=True)


def test_who_is_invited_chooses_an_own_password_and_enrols(world: World, boss: Account) -> None:
    with world.platform.database.writing() as session:
        names = {"en": "Ned"}
        _, password = world.platform.accounts.invite(session, boss, "ned", AccountRole.NURSE, names, "home")
    cookie, stage = sign_in(world, "ned", password)
    assert stage is Stage.NEW_PASSWORD
    with pytest.raises(OutOfTurn, match="refused-same-password"):
        world.platform.sign_ins.give_new_password(cookie, password, HERE)
    with pytest.raises(Unusable, match="refused-weak-password"):
        world.platform.sign_ins.give_new_password(cookie, "passwordpassword", HERE)
    cookie, visitor = world.platform.sign_ins.give_new_password(cookie, "seven green umbrellas", HERE)
    assert visitor.stage is Stage.ENROL
    enrol(world, cookie)
    with pytest.raises(NotAllowed):
        sign_in(world, "ned", password)
    assert sign_in(world, "ned", "seven green umbrellas")[1] is Stage.CODE


def test_a_first_password_is_good_for_a_week(world: World, boss: Account) -> None:
    with world.platform.database.writing() as session:
        _, password = world.platform.accounts.invite(session, boss, "ned", AccountRole.NURSE, {"en": "Ned"}, "home")
    world.clock.advance(INITIAL_LASTS.total_seconds() + 1)
    with pytest.raises(NotAllowed, match="refused-initial-password-too-old"):
        sign_in(world, "ned", password)


def test_who_lost_everything_starts_anew(world: World, boss: Account, enrolled: tuple[Phone, list[str]]) -> None:
    inside, _ = world.platform.sign_ins.give_code(sign_in(world)[0], enrolled[0].code(), HERE)
    with world.platform.database.writing() as session:
        password = world.platform.accounts.start_anew(session, boss, "nora")
    assert world.platform.sign_ins.visitor(inside) is None
    with pytest.raises(NotAllowed):
        sign_in(world)
    cookie, stage = sign_in(world, "nora", password)
    assert stage is Stage.NEW_PASSWORD
    _, visitor = world.platform.sign_ins.give_new_password(cookie, "seven green umbrellas", HERE)
    assert visitor.stage is Stage.ENROL


def test_an_own_password_ends_all_other_sessions(world: World) -> None:
    sign_ins = world.platform.sign_ins
    elsewhere, _ = sign_ins.sign_in("li", PASSWORD, "5.6.7.8")
    here, visitor = sign_ins.sign_in("li", PASSWORD, HERE.address)
    with pytest.raises(NotAllowed):
        sign_ins.change_password(visitor, "wrong", "seven green umbrellas", HERE)
    sign_ins.change_password(visitor, PASSWORD, "seven green umbrellas", HERE)
    assert sign_ins.visitor(here) is not None and sign_ins.visitor(elsewhere) is None
    assert sign_in(world, "li", "seven green umbrellas")[1] is Stage.OPEN


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "refused-short-password"),
        ("passwordpassword", "refused-weak-password"),
        ("123456789012", "refused-weak-password"),
        ("qwertyuiopas", "refused-weak-password"),
        ("nora care 2026", "refused-weak-password"),
    ],
)
def test_passwords_that_others_guess_are_refused(world: World, password: str, reason: str) -> None:
    with world.platform.database.writing() as session:
        with pytest.raises(Unusable, match=reason):
            world.platform.accounts.add(session, "nora", AccountRole.NURSE, {"en": "Nora Care"}, password, "home")


@pytest.mark.parametrize(
    "password",
    [
        "seven green umbrellas",
        "七把绿色的雨伞在门口等着我们",
        " ".join("abcdefghijklmnopqrstuvwxyz"[i] * (i % 5 + 1) for i in range(26)),
    ],
)
def test_long_passwords_of_any_characters_are_fine(world: World, password: str) -> None:
    with world.platform.database.writing() as session:
        world.platform.accounts.add(session, "nora", AccountRole.FAMILY, {"en": "N"}, f"{password} gate", "home")
    assert sign_in(world, "nora", f"{password} gate")[1] is Stage.OPEN
    for near in (password, f"{password} gat", f"{password} GATE", f" {password} gate"):
        with pytest.raises((NotAllowed, TooMany)):
            sign_in(world, "nora", near)


def test_sessions_are_listed_and_ended_one_by_one(world: World) -> None:
    sign_ins, sessions = world.platform.sign_ins, world.platform.sessions
    phone, _ = sign_ins.sign_in("li", PASSWORD, "5.6.7.8", "phone " * 100)
    _, visitor = sign_ins.sign_in("li", PASSWORD, HERE.address, HERE.agent)
    world.platform.sign_ins.sign_in("tom", PASSWORD, HERE.address)
    found = {session.address: session for session in sessions.of(visitor.account)}
    assert set(found) == {"1.2.3.4", "5.6.7.8"} and len(found["5.6.7.8"].agent) <= 120
    with world.platform.database.writing() as session:
        sessions.end_one(session, "li", visitor.account, found["5.6.7.8"].id)
    assert sign_ins.visitor(phone) is None
    assert [session.id for session in sessions.of(visitor.account)] == [visitor.session_id]


def test_nobody_ends_the_session_of_somebody_else(world: World) -> None:
    _, toms = world.platform.sign_ins.sign_in("tom", PASSWORD, HERE.address)
    with world.platform.database.writing() as session:
        with pytest.raises(Exception, match="refused-unknown-session"):
            world.platform.sessions.end_one(session, "li", world.account("li"), toms.session_id)
        assert session.scalars(select(SignIn).where(SignIn.ended.is_not(None))).all() == []
