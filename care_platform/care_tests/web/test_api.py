from collections.abc import Callable
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from care_platform.web.app import create_app
from care_protocol.channels import Channel
from care_protocol.messages import Priority, RobotState, Role
from care_tests.conftest import PASSWORD, World

SignIn = Callable[[str], TestClient]


def test_open_alarms_come_most_urgent_first(world: World, signed_in: SignIn) -> None:
    ids = [world.alarm(priority) for priority in (Priority.LOW, Priority.HIGH, Priority.TECHNICAL, Priority.MEDIUM)]
    listed = [alarm["id"] for alarm in signed_in("li").get("/api/alarms").json()]
    assert listed == [str(ids[at]) for at in (1, 3, 2, 0)]


def test_the_life_of_an_alarm_over_the_api(world: World, signed_in: SignIn) -> None:
    alarm_id, client = world.alarm(), signed_in("li")
    assert client.post(f"/api/alarms/{alarm_id}/shown").status_code == 204
    assert client.get(f"/api/alarms/{alarm_id}").json()["state"] == "delivered"
    taken = client.post(f"/api/alarms/{alarm_id}/acknowledge", json={"text": "Five minutes"}).json()
    assert (taken["state"], taken["steps"][-1]["by"]["en"]) == ("acknowledged", "Li")
    assert client.post(f"/api/alarms/{alarm_id}/attended", json={}).json()["state"] == "attended"
    closed = client.post(f"/api/alarms/{alarm_id}/close", json={"cause": "helped"}).json()
    assert (closed["state"], closed["cause"], closed["next_steps"]) == ("closed", "helped", [])
    assert client.get("/api/alarms").json() == []
    assert [alarm["id"] for alarm in client.get("/api/alarms?closed=true").json()] == [str(alarm_id)]


def test_an_alarm_tells_who_it_asks(world: World, signed_in: SignIn) -> None:
    world.alarm()
    assert signed_in("li").get("/api/alarms").json()[0]["asks_me"] is True
    assert signed_in("daughter").get("/api/alarms").json()[0]["asks_me"] is False


def test_a_refusal_says_why_in_the_language_of_the_caller(world: World, signed_in: SignIn) -> None:
    alarm_id, client = world.alarm(), signed_in("li")
    answer = client.post(
        f"/api/alarms/{alarm_id}/close", json={"cause": "helped"}, headers={"Accept-Language": "zh-CN,zh;q=0.9"}
    )
    assert answer.status_code == 409
    assert answer.json() == {"reason": "refused-not-attended", "text": "需要先有人到场。", "fields": []}


@pytest.mark.parametrize("who", ["tom"])
def test_a_role_without_the_right_is_told_so(world: World, signed_in: SignIn, who: str) -> None:
    alarm_id, client = world.alarm(), signed_in(who)
    assert client.post(f"/api/alarms/{alarm_id}/acknowledge", json={}).status_code == 403
    assert client.get("/api/alarms").json()[0]["next_steps"] == []


def test_another_tenant_sees_and_does_nothing_here(world: World, signed_in: SignIn) -> None:
    alarm_id = world.alarm()
    world.online()
    with world.platform.database.writing() as session:
        world.platform.accounts.add(session, "eve", Role.NURSE, {"en": "Eve"}, PASSWORD, "elsewhere", demo=True)
    client = signed_in("eve")
    for path in ("/api/alarms", "/api/robots", "/api/events", f"/api/events?alarm_id={alarm_id}"):
        assert client.get(path).json() == [], path
    assert client.get(f"/api/alarms/{alarm_id}").status_code == 404
    assert client.post(f"/api/alarms/{alarm_id}/acknowledge", json={}).status_code == 404
    assert client.post("/api/commands", json={"robot": "huban", "skill": "stop"}).status_code == 404


def test_the_state_of_the_robot_is_shown(world: World, signed_in: SignIn) -> None:
    world.online()
    world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now(), room="kitchen", battery=0.5))
    (robot,) = signed_in("li").get("/api/robots").json()
    assert (robot["online"], robot["state"]["room"], robot["room_names"]["zh-CN"]) == (True, "kitchen", "厨房")
    assert robot["skills"] == ["stop", "come_here", "go_to", "dock", "alarm_drill"]


def test_a_command_can_be_followed(world: World, signed_in: SignIn) -> None:
    world.online()
    client = signed_in("li")
    order = client.post("/api/commands", json={"robot": "huban", "skill": "go_to", "args": {"place": "kitchen"}})
    assert order.status_code == 201
    assert client.get(f"/api/commands/{order.json()['id']}").json()["state"] == "waiting"
    assert client.get(f"/api/commands/{uuid4()}").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"robot": "huban", "skill": "bed_flat"}, 422),
        ({"robot": "huban", "skill": "go_to", "args": {"place": "moon"}}, 422),
        ({"robot": "other", "skill": "stop"}, 404),
        ({"skill": "stop"}, 422),
        ([], 422),
    ],
)
def test_a_command_that_makes_no_sense_is_refused(world: World, signed_in: SignIn, body: object, status: int) -> None:
    world.online()
    assert signed_in("li").post("/api/commands", json=body).status_code == status


def test_the_api_describes_itself(world: World) -> None:
    paths = TestClient(create_app(world.platform)).get("/openapi.json").json()["paths"]
    assert {"/api/login", "/api/alarms/{alarm_id}/acknowledge", "/api/commands"} <= set(paths)


def test_health_names_the_database_and_the_broker(world: World, browser: TestClient) -> None:
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "degraded", "database": "ok", "broker": "not connected"},
    )


def test_without_its_database_the_platform_says_so_in_words(world: World, signed_in: SignIn) -> None:
    client = signed_in("li")
    for file in world.settings.state.glob("care.db*"):
        file.write_bytes(b"broken" * 10_000)
    world.platform.database.close()
    assert client.get("/healthz").status_code == 503
    answer = client.get("/api/alarms")
    assert (answer.status_code, answer.json()["reason"]) == (503, "refused-database")
