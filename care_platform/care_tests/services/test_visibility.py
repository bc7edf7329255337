"""Other tenant, other elder: not there. One rule, in both directions, and behind every door."""

from collections.abc import Callable
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.authority import AccountRole
from care_platform.core.refusals import NotFound, OutOfTurn, Unusable
from care_platform.services.accounts import add_robot
from care_platform.services.people import TenantKind
from care_platform.store.people_tables import Care, Elder
from care_platform.store.tables import Account, Robot
from care_platform.store.visibility import administered, find_robot, those_who_see, visible_elders, visible_robots
from care_protocol.channels import Address
from care_protocol.messages import Priority
from care_tests.conftest import PASSWORD, World

SignIn = Callable[[str], TestClient]
OTHER = Address("home", "second")


def account(session: Session, world: World, name: str, role: AccountRole, tenant: str = "home") -> Account:
    return world.platform.accounts.add(session, name, role, {"en": name}, PASSWORD, tenant, demo=True)


def elder_with_robot(session: Session, world: World, address: Address) -> Elder:
    robot = add_robot(session, world.platform.audit, address.tenant, address.robot_id)
    elder = world.platform.people.add_elder(session, "test", address.tenant, {"en": f"Elder of {address}"})
    world.platform.people.give_robot(session, "test", robot, elder)
    return elder


def names(session: Session, condition: object) -> list[str]:
    return sorted(session.scalars(select(Robot.robot_id).where(condition)))


@pytest.fixture
def second(world: World) -> int:
    """A second elder in the same home, with a robot of her own and a son who cares for her only; her key."""
    with world.platform.database.writing() as session:
        elder = elder_with_robot(session, world, OTHER)
        world.platform.people.entrust(session, "test", account(session, world, "son", AccountRole.FAMILY), elder)
        return elder.key


def test_a_family_sees_its_own_elder_only(world: World, second: int) -> None:
    with world.platform.database.reading() as session:
        assert names(session, visible_robots(world.account("daughter"))) == ["huban"]
        assert names(session, visible_robots(world.account("son"))) == ["second"]
        assert session.scalars(select(Elder.key).where(visible_elders(world.account("son")))).all() == [second]


def test_staff_sees_the_whole_tenant_until_it_has_people_of_its_own(world: World, second: int) -> None:
    with world.platform.database.writing() as session:
        assert names(session, visible_robots(world.account("li"))) == ["huban", "second"]
        elder = session.get_one(Elder, second)
        world.platform.people.entrust(session, "test", world.account("li"), elder)
        assert names(session, visible_robots(world.account("li"))) == ["second"]
        world.platform.people.dismiss(session, "test", world.account("li"), elder)
        assert names(session, visible_robots(world.account("li"))) == ["huban", "second"]


def test_an_administrator_sees_accounts_and_no_care(world: World, second: int) -> None:
    with world.platform.database.writing() as session:
        boss = account(session, world, "boss", AccountRole.ADMINISTRATOR)
        account(session, world, "eve", AccountRole.NURSE, "elsewhere")
        assert names(session, visible_robots(boss)) == []
        found = sorted(session.scalars(select(Account.name).where(administered(boss))))
        assert found == ["boss", "daughter", "li", "son", "tom"]
        assert session.scalars(select(Account.name).where(administered(world.account("li")))).all() == []


def test_the_staff_of_a_community_sees_the_homes_below_and_not_beside(world: World) -> None:
    people = world.platform.people
    with world.platform.database.writing() as session:
        people.add_tenant(session, "district", TenantKind.COMMUNITY)
        people.add_tenant(session, "house", TenantKind.INSTITUTION, parent="district")
        people.add_tenant(session, "home", TenantKind.HOME, parent="house")
        elder_with_robot(session, world, Address("elsewhere", "far"))
        for place in ("district", "house", "elsewhere"):
            account(session, world, f"nurse_of_{place}", AccountRole.NURSE, place)
    with world.platform.database.reading() as session:
        seen = {
            name: names(session, visible_robots(world.account(f"nurse_of_{name}"))) for name in ("district", "house")
        }
        assert seen == {"district": ["huban"], "house": ["huban"]}
        assert names(session, visible_robots(world.account("nurse_of_elsewhere"))) == ["far"]
        assert names(session, visible_robots(world.account("li"))) == ["huban"]


def test_tenants_never_stand_in_a_circle(world: World) -> None:
    people = world.platform.people
    with world.platform.database.writing() as session:
        people.add_tenant(session, "district", TenantKind.COMMUNITY)
        people.add_tenant(session, "home", TenantKind.HOME, parent="district")
        with pytest.raises(Unusable):
            people.add_tenant(session, "district", TenantKind.COMMUNITY, parent="home")
        with pytest.raises(Unusable):
            people.add_tenant(session, "home", TenantKind.HOME, parent="home")


def test_an_id_that_two_tenants_use_needs_the_tenant(world: World) -> None:
    people = world.platform.people
    with world.platform.database.writing() as session:
        people.add_tenant(session, "district", TenantKind.COMMUNITY)
        for home in ("home", "other_home"):
            people.add_tenant(session, home, TenantKind.HOME, parent="district")
        elder_with_robot(session, world, Address("other_home", "huban"))
        nurse = account(session, world, "nurse", AccountRole.NURSE, "district")
        assert find_robot(session, nurse, "other_home/huban").tenant == "other_home"
        for address in ("huban", "elsewhere/huban", "", "/", "home/huban/x"):
            with pytest.raises(NotFound):
                find_robot(session, nurse, address)


def test_a_robot_with_a_history_is_not_given_to_another_elder(world: World, second: int) -> None:
    """Else the other family would read whose days these were."""
    world.alarm()
    with world.platform.database.writing() as session:
        robot = session.scalars(select(Robot).filter_by(robot_id="huban")).one()
        for elder in (session.get_one(Elder, second), None):
            with pytest.raises(OutOfTurn):
                world.platform.people.give_robot(session, "test", robot, elder)


def test_nobody_is_entrusted_with_somebody_elsewhere(world: World, second: int) -> None:
    with world.platform.database.writing() as session:
        elder = session.get_one(Elder, second)
        stranger = account(session, world, "eve", AccountRole.FAMILY, "elsewhere")
        boss = account(session, world, "boss", AccountRole.ADMINISTRATOR)
        for who in (stranger, boss):
            with pytest.raises(Unusable):
                world.platform.people.entrust(session, "test", who, elder)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 2))))
def test_who_sees_a_robot_is_asked_for_it_and_nobody_else(world: World, cares: set[tuple[int, int]]) -> None:
    """`visible_robots` and `those_who_see` are one rule, for any rights that somebody has."""
    with world.platform.database.writing() as session:
        people, robots = _some_world(session, world)
        for who, whom in cares:
            session.add(Care(account_key=people[who].key, elder_key=robots[whom].elder_key, since=world.clock.now()))
        session.flush()
        seen = {
            (who.key, key) for who in people for key in session.scalars(select(Robot.key).where(visible_robots(who)))
        }
        told = {
            (key, robot.key)
            for robot in robots
            for key in session.scalars(select(Account.key).where(those_who_see(robot)))
        }
        ours = {robot.key for robot in robots}
        assert {pair for pair in seen if pair[1] in ours} == {
            pair for pair in told if pair[0] in {p.key for p in people}
        }
        session.rollback()


def _some_world(session: Session, world: World) -> tuple[list[Account], list[Robot]]:
    world.platform.people.add_tenant(session, "district", TenantKind.COMMUNITY)
    world.platform.people.add_tenant(session, "below", TenantKind.HOME, parent="district")
    elders = [
        elder_with_robot(session, world, Address(*a)) for a in (("below", "a"), ("below", "b"), ("district", "c"))
    ]
    roles = (AccountRole.FAMILY, AccountRole.NURSE, AccountRole.ADMINISTRATOR)
    people = [
        Account(tenant=place, name=f"{place}_{role.value}", names={}, role=role.value, password_hash="", active=True)
        for place in ("below", "district")
        for role in roles
    ]
    session.add_all(people)
    session.flush()
    keys = [elder.key for elder in elders]
    return people, list(session.scalars(select(Robot).where(Robot.elder_key.in_(keys))))


def test_an_alarm_never_asks_the_family_of_another_elder(world: World, second: int) -> None:
    alarm_id = world.alarm()
    for _ in range(4):
        world.tick(100)
    assert {call.account.name for call in world.read(alarm_id).asked} == {"li", "daughter"}


def paths(alarm_id: UUID, order_id: str) -> list[tuple[str, str, dict[str, object]]]:
    """Everything of the API that names an alarm, a robot or a command."""
    steps = [("POST", f"/api/alarms/{alarm_id}/{step}", {}) for step in ("shown", "acknowledge", "attended")]
    return [
        *steps,
        ("POST", f"/api/alarms/{alarm_id}/close", {"cause": "helped"}),
        ("GET", f"/api/alarms/{alarm_id}", {}),
        ("GET", f"/api/commands/{order_id}", {}),
        ("POST", "/api/commands", {"robot": "huban", "skill": "stop"}),
        ("POST", "/api/commands", {"robot": "home/huban", "skill": "stop"}),
        ("GET", "/api/elders/1", {}),
        ("POST", "/api/elders/1", {"notes": "x"}),
        ("GET", "/api/elders/1/consents", {}),
        ("POST", "/api/elders/1/consents", {"purpose": "research", "given_by": "x", "capacity": "self"}),
        ("POST", "/api/elders/1/consents/1/withdraw", {}),
        ("GET", f"/alarms/{alarm_id}", {}),
    ]


def add_stranger(world: World, name: str) -> None:
    with world.platform.database.writing() as session:
        tenant = "home" if name == "boss" else "elsewhere"
        account(session, world, name, AccountRole.ADMINISTRATOR if name == "boss" else AccountRole.NURSE, tenant)


@pytest.mark.parametrize("who", ["son", "eve", "boss"])
def test_what_is_not_ones_own_does_not_exist(world: World, second: int, signed_in: SignIn, who: str) -> None:
    """The family of another elder, the staff of another tenant, and administrators: 404 on every path, lists empty."""
    world.online()
    alarm_id = world.alarm(Priority.HIGH)
    if who != "son":
        add_stranger(world, who)
    order = signed_in("li").post("/api/commands", json={"robot": "home/huban", "skill": "stop"}).json()["id"]
    client = signed_in(who)
    for method, path, body in paths(alarm_id, order):
        answer = client.request(method, path, json=body if method == "POST" else None)
        assert answer.status_code == 404, (method, path, answer.text)
    for path in ("/api/alarms", "/api/alarms?closed=true", f"/api/events?alarm_id={alarm_id}"):
        assert client.get(path).json() == [], path
    assert "huban" not in {robot["robot_id"] for robot in client.get("/api/robots").json()}
    assert client.get(f"/live?parts=alarm:{alarm_id}").status_code == 404


def test_another_field_is_not_shown_and_not_written(world: World, signed_in: SignIn) -> None:
    """Technicians look after robots: of an elder they see the name."""
    client = signed_in("li")
    written = client.post("/api/elders/1", json={"contacts": {"doctor": "123"}, "notes": "hears badly"})
    assert (written.status_code, written.json()["notes"]) == (200, "hears badly")
    client = signed_in("tom")
    seen = client.get("/api/elders/1").json()
    assert (seen["names"]["en"], seen["contacts"], seen["notes"]) == ("Mrs. Wang", None, None)
    assert client.post("/api/elders/1", json={"notes": "x"}).status_code == 403
    assert client.get("/api/elders/1/consents").status_code == 403
    assert signed_in("li").get("/api/elders/1").json()["contacts"] == {"doctor": "123"}


def test_a_robot_that_goes_over_is_seen_by_the_new_family_at_once(world: World, second: int) -> None:
    with world.platform.database.writing() as session:
        robot = session.scalars(select(Robot).filter_by(robot_id="huban")).one()
        world.platform.people.give_robot(session, "test", robot, session.get_one(Elder, second))
        assert names(session, visible_robots(world.account("son"))) == ["huban", "second"]
        assert names(session, visible_robots(world.account("daughter"))) == []
