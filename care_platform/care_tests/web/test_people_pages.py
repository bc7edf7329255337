"""The pages about people, as a browser uses them."""

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from care_platform.core.authority import AccountRole
from care_tests.conftest import PASSWORD, World

SignIn = Callable[[str], TestClient]


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', client.get("/account").text)
    assert found
    return found[1]


def post(client: TestClient, path: str, **fields: str) -> Response:
    return client.post(path, data={"csrf": token(client), **fields})


@pytest.fixture
def boss(world: World, signed_in: SignIn) -> TestClient:
    with world.platform.database.writing() as session:
        role = AccountRole.ADMINISTRATOR
        world.platform.accounts.add(session, "boss", role, {"en": "Boss"}, PASSWORD, "home", demo=True)
    return signed_in("boss")


def test_an_administrator_invites_a_nurse_who_can_then_sign_in(world: World, boss: TestClient) -> None:
    answer = post(boss, "/people/accounts", login="ned", role="nurse", english="Ned", chinese="内德", tenant="home")
    password = re.search(r"within 7 days: ([a-z2-9-]{17})", answer.text)
    assert password and "Ned" in answer.text
    assert world.platform.sign_ins.sign_in("ned", password[1], "1.2.3.4")
    assert password[1] not in boss.get("/people").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"login": "li"}, "This name is taken"),
        ({"login": "Not A Name"}, "up to 64"),
        ({"role": "king"}, "does not fit"),
        ({"tenant": "elsewhere"}, "no such home"),
    ],
)
def test_what_does_not_fit_is_explained_on_the_page(boss: TestClient, fields: dict[str, str], words: str) -> None:
    good = {"login": "ned", "role": "nurse", "english": "Ned", "tenant": "home"}
    assert words in post(boss, "/people/accounts", **{**good, **fields}).text
    assert ">Ned<" not in boss.get("/people").text


def test_rights_are_given_and_taken_on_the_page(boss: TestClient) -> None:
    assert "End: Mrs. Wang" in boss.get("/people").text
    assert post(boss, "/people/accounts/daughter/cares", elder="1", end="yes").status_code == 303
    assert "Cares for nobody yet" in boss.get("/people").text
    post(boss, "/people/accounts/daughter/cares", elder="1")
    assert "End: Mrs. Wang" in boss.get("/people").text


def test_an_account_is_switched_off_and_on(world: World, boss: TestClient) -> None:
    post(boss, "/people/accounts/tom/active", active="no")
    assert not world.account("tom").active and "switched off" in boss.get("/people").text
    post(boss, "/people/accounts/tom/active", active="yes")
    assert world.account("tom").active
    assert "first time with this password" in post(boss, "/people/accounts/tom/reset").text


def test_an_elder_is_registered(boss: TestClient) -> None:
    post(boss, "/people/elders", english="Mr. <Chen>", chinese="陈爷爷", tenant="home", person_id="chen")
    assert "Mr. &lt;Chen&gt;" in boss.get("/people").text
    assert "陈爷爷" in boss.get("/people", headers={"Accept-Language": "zh-CN"}).text
    assert "registered already" in post(boss, "/people/elders", english="X", tenant="home", person_id="chen").text


@pytest.mark.parametrize("who", ["li", "daughter", "tom"])
def test_the_page_is_not_there_for_others(signed_in: SignIn, who: str) -> None:
    client = signed_in(who)
    assert client.get("/people").status_code == 404
    assert post(client, "/people/accounts", login="x", role="nurse", tenant="home").status_code == 404
    assert post(client, "/people/accounts/tom/reset").status_code == 404


def test_carers_keep_notes_and_consents(signed_in: SignIn) -> None:
    client = signed_in("li")
    assert "Mrs. Wang" in client.get("/elders").text
    post(client, "/elders/1/notes", notes="hears badly")
    assert ">hears badly</textarea>" in client.get("/elders/1").text
    terms = {"purpose": "live_video", "given_by": "Wang Fang", "capacity": "guardian", "until": "2030-01-01"}
    assert post(client, "/elders/1/consents", **terms).status_code == 303
    page = client.get("/elders/1").text
    assert "Wang Fang (guardian)" in page and "· holds" in page
    assert "监护人" in client.get("/elders/1", headers={"Accept-Language": "zh-CN"}).text
    post(client, "/elders/1/consents/1/withdraw")
    assert "· withdrawn" in client.get("/elders/1").text


@pytest.mark.parametrize("wrong", [{"purpose": "all"}, {"given_by": " "}, {"until": "2020-01-01"}, {"until": "soon"}])
def test_a_consent_that_makes_no_sense_is_explained(signed_in: SignIn, wrong: dict[str, str]) -> None:
    client = signed_in("li")
    terms = {"purpose": "live_video", "given_by": "Wang Fang", "capacity": "guardian", **wrong}
    answer = post(client, "/elders/1/consents", **terms)
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert "Nothing has been agreed to" in client.get("/elders/1").text


def test_technicians_see_the_name_and_no_more(world: World, signed_in: SignIn) -> None:
    client = signed_in("tom")
    page = client.get("/elders/1").text
    assert "Mrs. Wang" in page and "<textarea" not in page and "purpose" not in page
    assert post(client, "/elders/1/notes", notes="x").status_code == 404
    assert post(client, "/elders/1/consents", purpose="research", given_by="x", capacity="self").status_code == 403


def test_what_there_is_not_is_told_on_a_page_and_as_json(signed_in: SignIn) -> None:
    client = signed_in("li")
    missing = client.get("/no/such/page")
    assert missing.status_code == 404 and "There is no such page." in missing.text
    assert client.get("/api/no/such/call").json()["reason"] == "refused-unknown-page"
    assert client.put("/api/alarms").status_code == 405
    broken = client.post("/api/commands", content=b"\xff{", headers={"Content-Type": "application/json"})
    assert broken.json()["reason"] == "refused-arguments"


def test_a_refusal_never_says_back_what_was_typed(browser: TestClient) -> None:
    answer = browser.post("/api/login", json={"name": "li", "password": ["my secret password"]})
    assert answer.status_code == 422 and "my secret" not in answer.text
    assert answer.json()["fields"] == ["body.password"]
