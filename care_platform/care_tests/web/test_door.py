"""Signing in step by step, as pages and as JSON; the cookie; one's own account."""

import re
from collections.abc import Callable
from html import unescape

import pyotp
import pytest
from fastapi.testclient import TestClient
from httpx import Response

from care_platform.core.authority import AccountRole
from care_platform.services.second_factor import STEP_S
from care_platform.web.app import create_app
from care_tests.conftest import PASSWORD, World

SignIn = Callable[[str], TestClient]
NEW = "seven green umbrellas"


def token(page: Response) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', page.text)
    assert found, page.text
    return found[1]


def code(world: World, secret: str) -> str:
    return pyotp.TOTP(secret).at(int(world.clock.now().timestamp()))


def secret_on(page: Response) -> str:
    found = re.search(r"<code>([A-Z2-7 ]{39})</code>", page.text)
    assert found, page.text
    return found[1].replace(" ", "")


@pytest.fixture
def secure(world: World) -> TestClient:
    """A browser that came over TLS."""
    return TestClient(create_app(world.platform), base_url="https://care.test", follow_redirects=False)


def invite(world: World, role: AccountRole = AccountRole.NURSE) -> str:
    with world.platform.database.writing() as session:
        accounts = world.platform.accounts
        boss = accounts.add(session, "boss", AccountRole.ADMINISTRATOR, {"en": "Boss"}, PASSWORD, "home", demo=True)
        return accounts.invite(session, boss, "ned", role, {"en": "Ned", "zh-CN": "内德"}, "home")[1]


def post(browser: TestClient, path: str, page: Response, **fields: str) -> Response:
    return browser.post(path, data={"csrf": token(page), **fields})


def test_the_first_sign_in_on_the_pages(world: World, browser: TestClient) -> None:
    first = browser.post("/login", data={"name": "ned", "password": invite(world)})
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert browser.get("/").headers["location"] == "/login"
    assert browser.get("/login").headers["location"] == "/login/step"
    page = browser.get("/login/step")
    assert "Choose your password" in page.text
    wrong = post(browser, "/login/password", page, password=NEW, again="something else here")
    assert wrong.status_code == 422 and "not the same" in wrong.text
    post(browser, "/login/password", page, password=NEW, again=NEW)
    page = browser.get("/login/step")
    assert "<svg" in page.text and "style=" not in page.text
    wrong = post(browser, "/login/enrol", page, code="000000")
    assert wrong.status_code == 403 and secret_on(wrong) == secret_on(page)
    codes = post(browser, "/login/enrol", page, code=code(world, secret_on(page)))
    assert len(re.findall(r"<code>[a-z2-9-]{29}</code>", codes.text)) == 10
    assert browser.get("/").status_code == 200


def test_later_sign_ins_ask_for_a_code_in_both_languages(world: World, browser: TestClient) -> None:
    browser.post("/login", data={"name": "ned", "password": invite(world)})
    post(browser, "/login/password", browser.get("/login/step"), password=NEW, again=NEW)
    page = browser.get("/login/step")
    post(browser, "/login/enrol", page, code=code(world, secret_on(page)))
    secret = secret_on(page)
    post(browser, "/logout", browser.get("/account"))
    world.clock.advance(STEP_S)
    browser.post("/login", data={"name": "ned", "password": NEW})
    page = browser.get("/login/step")
    assert "six digits" in page.text
    assert "六位数字" in browser.get("/login/step", headers={"Accept-Language": "zh-CN"}).text
    refused = post(browser, "/login/code", page, code="000000")
    assert refused.status_code == 403 and "wrong or was used" in refused.text
    post(browser, "/login/code", page, code=code(world, secret))
    assert browser.get("/").status_code == 200


def test_giving_up_leads_back_to_the_beginning(world: World, browser: TestClient) -> None:
    browser.post("/login", data={"name": "ned", "password": invite(world)})
    left = post(browser, "/login/leave", browser.get("/login/step"))
    assert left.headers["location"] == "/login"
    assert browser.get("/login").status_code == 200


def test_the_steps_as_json(world: World, browser: TestClient) -> None:
    def step(path: str, **body: str) -> dict[str, str]:
        answer = browser.post(path, json=body)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        browser.headers["X-CSRF-Token"] = told.get("csrf_token", browser.headers.get("X-CSRF-Token", ""))
        return told

    assert step("/api/login", name="ned", password=invite(world))["stage"] == "new_password"
    assert browser.get("/api/alarms").status_code == 401
    assert step("/api/login/password", password=NEW)["stage"] == "enrol"
    offer = step("/api/login/factor")
    assert offer["uri"].startswith("otpauth://totp/Huban:ned?secret=")
    done = step("/api/login/enrol", code=code(world, offer["secret"]))
    assert (done["stage"], len(done["recovery_codes"])) == ("open", 10)
    assert browser.get("/api/alarms").status_code == 200
    world.clock.advance(STEP_S)
    assert step("/api/login", name="ned", password=NEW)["stage"] == "code"
    assert step("/api/login/code", code=code(world, offer["secret"]))["stage"] == "open"


@pytest.mark.parametrize("path", ["code", "password", "factor", "enrol"])
def test_no_step_is_taken_without_the_token_of_the_step(world: World, browser: TestClient, path: str) -> None:
    body = {"code": "000000", "password": NEW}
    assert browser.post(f"/api/login/{path}", json=body).status_code == 401
    browser.post("/api/login", json={"name": "ned", "password": invite(world)})
    assert browser.post(f"/api/login/{path}", json=body).status_code == 403
    assert browser.post(f"/login/{path if path != 'factor' else 'leave'}", data=body).status_code == 403


def test_over_tls_the_cookie_belongs_to_this_host_alone(world: World, secure: TestClient, browser: TestClient) -> None:
    """`__Host-`: a browser takes it with Secure, for / and without a domain only."""
    answer = secure.post("/login", data={"name": "li", "password": PASSWORD})
    parts = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
    assert answer.headers["set-cookie"].startswith("__Host-huban_session=")
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)
    assert secure.get("/").status_code == 200
    assert secure.get("/").headers["strict-transport-security"].startswith("max-age=31536000")
    assert "strict-transport-security" not in browser.get("/login").headers


def test_a_cookie_from_before_tls_opens_nothing_over_tls(world: World, secure: TestClient, signed_in: SignIn) -> None:
    stolen = signed_in("li").cookies["huban_session"]
    secure.cookies.set("huban_session", stolen)
    assert secure.get("/").status_code == 303


def test_signing_in_and_out_changes_and_ends_the_token(world: World, browser: TestClient) -> None:
    browser.post("/login", data={"name": "li", "password": PASSWORD})
    first = browser.cookies["huban_session"]
    browser.post("/login", data={"name": "li", "password": PASSWORD})
    second = browser.cookies["huban_session"]
    out = post(browser, "/logout", browser.get("/account"))
    assert out.headers["clear-site-data"] == '"cache"'
    for old in (first, second):
        browser.cookies.set("huban_session", old)
        assert browser.get("/").status_code == 303


def test_the_account_page_tells_where_one_is_signed_in_and_ends_it(world: World, browser: TestClient) -> None:
    other = TestClient(create_app(world.platform), base_url="http://care.test", follow_redirects=False)
    other.headers["User-Agent"] = "<b>Telephone</b>"
    other.post("/login", data={"name": "li", "password": PASSWORD})
    browser.post("/login", data={"name": "li", "password": PASSWORD})
    page = browser.get("/account")
    assert "<b>Telephone</b>" in unescape(page.text) and "<b>Telephone</b>" not in page.text
    (path,) = re.findall(r'action="(/account/sessions/\w{16}/end)"', page.text)
    assert post(browser, path, page).status_code == 303
    assert other.get("/").status_code == 303 and browser.get("/").status_code == 200
    assert post(browser, path, page).status_code == 404
    other.post("/login", data={"name": "li", "password": PASSWORD})
    post(browser, "/account/sessions/end-others", page)
    assert other.get("/").status_code == 303 and browser.get("/").status_code == 200


def test_a_password_is_changed_by_who_knows_the_old_one(world: World, browser: TestClient) -> None:
    browser.post("/login", data={"name": "li", "password": PASSWORD})
    page = browser.get("/account")
    wrong = post(browser, "/account/password", page, old="wrong", password=NEW, again=NEW)
    assert wrong.status_code == 403 and "current password is wrong" in wrong.text
    assert post(browser, "/account/password", page, old=PASSWORD, password=NEW, again=NEW).status_code == 303
    assert browser.get("/").status_code == 200
    assert browser.post("/login", data={"name": "li", "password": PASSWORD}).status_code == 403
    assert browser.post("/login", data={"name": "li", "password": NEW}).status_code == 303


def test_a_family_sets_an_authenticator_app_up_when_it_wants(world: World, browser: TestClient) -> None:
    browser.post("/login", data={"name": "daughter", "password": PASSWORD})
    page = browser.get("/account")
    assert post(browser, "/account/factor", page, old="wrong").status_code == 403
    offer = post(browser, "/account/factor", page, old=PASSWORD)
    refused = post(browser, "/account/enrol", page, code="000000")
    assert refused.status_code == 403
    codes = post(browser, "/account/enrol", page, code=code(world, secret_on(offer)))
    assert "recovery codes" in codes.text
    assert "Recovery codes left: 10" in browser.get("/account").text
    renewed = post(browser, "/account/recovery-codes", page, old=PASSWORD)
    first, second = (set(re.findall(r"<code>([a-z2-9-]{29})</code>", text.text)) for text in (codes, renewed))
    assert len(second) == 10 and first.isdisjoint(second)
    assert post(browser, "/account/factor", page, old=PASSWORD).status_code == 409
    browser.post("/login", data={"name": "daughter", "password": PASSWORD})
    assert browser.get("/").status_code == 303


def test_password_fields_hide_and_let_managers_in(world: World, browser: TestClient) -> None:
    """ASVS 6.2.6, 6.2.7: hidden, pasting allowed, known to password managers."""
    browser.post("/login", data={"name": "li", "password": PASSWORD})
    for page in (TestClient(create_app(world.platform)).get("/login"), browser.get("/account")):
        fields = re.findall(r"<input[^>]*(?:password|old|again)[^>]*>", page.text)
        assert fields and all('type="password"' in field for field in fields if 'name="username"' not in field)
        assert all("autocomplete=" in field for field in fields) and "onpaste" not in page.text
