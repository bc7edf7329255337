import re

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from care_platform.web.app import create_app
from care_tests.conftest import PASSWORD, World

SomeId = "6a0e2c0e-0000-4000-8000-000000000000"


def posts(world: World) -> list[str]:
    app = create_app(world.platform)
    found = [route.path for route in _routes(app.routes) if "POST" in route.methods]
    return [re.sub(r"\{robot_id\}", "huban", re.sub(r"\{\w*_?id\}(?!\w)", SomeId, path)) for path in found]


def _routes(routes: list) -> list[APIRoute]:
    found = [route for route in routes if isinstance(route, APIRoute)]
    for route in routes:
        inner = getattr(route, "original_router", None) or getattr(route, "routes", None)
        if inner is not None and not isinstance(route, APIRoute):
            found += _routes(getattr(inner, "routes", inner))
    return found


DOORS = ("/login", "/api/login")
"""Steps of signing in: nobody is inside yet; test_door.py tests their tokens."""


def test_there_are_posts_to_guard(world: World) -> None:
    assert len(posts(world)) >= 10


def test_no_post_works_without_the_token(world: World, signed_in) -> None:
    client = signed_in("li")
    del client.headers["X-CSRF-Token"]
    for path in posts(world):
        if path.startswith(DOORS):
            continue
        body = {"robot": "huban", "skill": "stop", "cause": "helped"}
        answer = client.post(path, json=body) if path.startswith("/api/") else client.post(path, data=body)
        assert answer.status_code == 403, path


def test_nothing_but_the_doors_opens_without_signing_in(world: World, browser: TestClient) -> None:
    for path in ("/", f"/alarms/{SomeId}"):
        answer = browser.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    for path in ("/api/alarms", "/api/robots", "/api/events", "/api/me", "/live?parts=alarms", f"/api/alarms/{SomeId}"):
        assert browser.get(path).status_code == 401, path
    for path in posts(world):
        if path not in ("/login", "/api/login"):
            assert browser.post(path, data={}).status_code in (303, 401), path


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://care.test"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://care.test"}, 200),
        ({}, 200),
    ],
)
def test_another_site_can_not_sign_anybody_in(browser: TestClient, headers: dict[str, str], status: int) -> None:
    answer = browser.post("/api/login", json={"name": "li", "password": PASSWORD}, headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/login", "/static/app.js", "/healthz", "/api/alarms", "/nowhere"])
def test_every_answer_carries_the_security_headers(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: TestClient) -> None:
    answer = browser.post("/api/login", json={"name": "li", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_over_https_the_cookie_is_secure(world: World) -> None:
    client = TestClient(create_app(world.platform), base_url="https://care.test")
    answer = client.post("/api/login", json={"name": "li", "password": PASSWORD})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_too_large_a_body_is_not_read(browser: TestClient) -> None:
    assert browser.post("/api/login", content=b"x" * 70_000).status_code == 413


def test_signing_in_again_gives_a_new_session_and_ends_the_old_one(browser: TestClient) -> None:
    credentials = {"name": "li", "password": PASSWORD}
    browser.post("/api/login", json=credentials)
    old = browser.cookies["huban_session"]
    browser.post("/api/login", json=credentials)
    assert browser.cookies["huban_session"] != old
    browser.cookies.set("huban_session", old)
    assert browser.get("/api/me").status_code == 401


def test_too_many_wrong_passwords_are_answered_with_a_pause(browser: TestClient) -> None:
    wrong = {"name": "li", "password": "wrong"}
    assert [browser.post("/api/login", json=wrong).status_code for _ in range(6)] == [403] * 5 + [429]
    answer = browser.post("/api/login", json={"name": "li", "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
    page = browser.post("/login", data=wrong)
    assert page.status_code == 429
    assert "15 minutes" in page.text
