"""What administrators do over the API, and that nobody else does it."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from care_platform.core.authority import AccountRole
from care_platform.services.people import TenantKind
from care_tests.conftest import PASSWORD, World

SignIn = Callable[[str], TestClient]
NED = {"name": "ned", "role": "nurse", "names": {"en": "Ned"}, "tenant": "home"}
CALLS = (
    ("GET", "/api/accounts", None),
    ("POST", "/api/accounts", NED),
    ("POST", "/api/accounts/tom/reset", {}),
    ("POST", "/api/accounts/tom/active", {"active": False}),
    ("POST", "/api/accounts/tom/cares", {"elder": 1}),
    ("POST", "/api/accounts/tom/cares/1/end", {}),
    ("POST", "/api/elders", {"tenant": "home", "names": {"en": "New"}}),
)


@pytest.fixture
def boss(world: World, signed_in: SignIn) -> TestClient:
    """An administrator of this home, signed in."""
    with world.platform.database.writing() as session:
        accounts = world.platform.accounts
        accounts.add(session, "boss", AccountRole.ADMINISTRATOR, {"en": "Boss"}, PASSWORD, "home", demo=True)
        accounts.add(session, "eve", AccountRole.NURSE, {"en": "Eve"}, PASSWORD, "elsewhere", demo=True)
        world.platform.people.add_elder(session, "test", "elsewhere", {"en": "Elsewhere"})
    return signed_in("boss")


@pytest.mark.parametrize("who", ["li", "daughter", "tom"])
@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_only_administrators_administer(
    world: World, signed_in: SignIn, who: str, method: str, path: str, body: object
) -> None:
    answer = signed_in(who).request(method, path, json=body)
    assert (answer.status_code, answer.json()["reason"]) == (403, "refused-not-your-right")


def test_what_was_refused_is_in_the_log(signed_in: SignIn, caplog: pytest.LogCaptureFixture) -> None:
    signed_in("li").get("/api/accounts")
    assert "refused: GET '/api/accounts' from testclient: refused-not-your-right" in caplog.text


def test_an_administrator_sees_the_accounts_of_the_own_tenant(boss: TestClient) -> None:
    assert {account["name"] for account in boss.get("/api/accounts").json()} == {"boss", "daughter", "li", "tom"}
    assert {elder["names"]["en"] for elder in boss.get("/api/elders").json()} == {"Mrs. Wang"}
    assert boss.get("/api/elders").json()[0]["notes"] is None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/accounts/eve/reset", {}),
        ("/api/accounts/eve/active", {"active": False}),
        ("/api/accounts/eve/cares", {"elder": 1}),
        ("/api/accounts/tom/cares", {"elder": 2}),
        ("/api/accounts/eve/cares/1/end", {}),
        ("/api/accounts", {**NED, "tenant": "elsewhere"}),
        ("/api/elders", {"tenant": "elsewhere", "names": {"en": "New"}}),
    ],
)
def test_the_accounts_of_another_tenant_do_not_exist(boss: TestClient, path: str, body: object) -> None:
    assert boss.post(path, json=body).status_code == 404


def test_an_administrator_of_a_community_looks_after_what_is_below(world: World, boss: TestClient) -> None:
    with world.platform.database.writing() as session:
        world.platform.people.add_tenant(session, "elsewhere", TenantKind.HOME, parent="home")
    assert boss.post("/api/accounts/eve/active", json={"active": False}).status_code == 200
    assert boss.post("/api/accounts", json={**NED, "tenant": "elsewhere"}).status_code == 201


def test_who_is_invited_gets_a_password_that_nobody_else_is_told_again(boss: TestClient) -> None:
    made = boss.post("/api/accounts", json=NED).json()
    assert made["account"]["role"] == "nurse" and len(made["password"]) == 17
    assert made["password"] not in boss.get("/api/accounts").text
    assert boss.post("/api/accounts", json=NED).json()["reason"] == "refused-name-taken"


def test_who_is_switched_off_is_out_at_once_and_asked_no_more(world: World, boss: TestClient) -> None:
    cookie, _ = world.platform.sign_ins.sign_in("li", PASSWORD, "1.2.3.4")
    assert boss.post("/api/accounts/li/active", json={"active": False}).json()["duty"] is None
    assert world.platform.sign_ins.visitor(cookie) is None
    assert {call.account.name for call in world.read(world.alarm()).asked} == {"daughter"}
    assert boss.post("/api/accounts/boss/active", json={"active": False}).status_code == 403


def test_rights_are_given_and_taken(world: World, boss: TestClient, signed_in: SignIn) -> None:
    elder = boss.post("/api/elders", json={"tenant": "home", "names": {"en": "Mr. Chen"}}).json()["key"]
    assert boss.post("/api/accounts/daughter/cares", json={"elder": elder}).status_code == 204
    assert boss.post("/api/accounts/daughter/cares/1/end", json={}).status_code == 204
    assert [e["names"]["en"] for e in signed_in("daughter").get("/api/elders").json()] == ["Mr. Chen"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Ned X"},
        {"name": ""},
        {"role": "elder"},
        {"role": "system"},
        {"names": {"fr": "x"}},
        {"tenant": "../x"},
    ],
)
def test_accounts_that_make_no_sense_are_refused(boss: TestClient, wrong: dict[str, object]) -> None:
    assert boss.post("/api/accounts", json={**NED, **wrong}).status_code == 422
