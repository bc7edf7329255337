import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from care_platform.backends.channels import CHANNELS_FILE
from care_platform.store.notice_tables import NoticeWay
from care_platform.web.app import create_app
from care_protocol.messages import Priority
from care_tests.conftest import World

SignIn = Callable[[str], TestClient]
CHANNELS = """
email: {host: 127.0.0.1, sender: huban@care.test}
webhook: {hosts: [hooks.test]}
"""


@pytest.fixture
def world(world: World) -> World:
    """A platform that can send e-mail and call webhooks."""
    Path(world.settings.state, CHANNELS_FILE).write_text(CHANNELS, encoding="utf-8")
    world.platform.database.close()
    world.start()
    return world


def test_people_say_how_they_want_to_be_reached(signed_in: SignIn) -> None:
    client = signed_in("li")
    way = {"channel": "email", "address": "li@care.test", "language": "zh-CN", "least": "medium"}
    made = client.post("/api/ways", json=way)
    assert made.status_code == 201
    key = made.json()["key"]
    assert client.get("/api/ways").json() == [{**way, "key": key}]
    assert client.delete(f"/api/ways/{key}").status_code == 204
    assert client.get("/api/ways").json() == []


def test_a_webhook_gets_a_secret_that_is_told_once(signed_in: SignIn) -> None:
    client = signed_in("li")
    made = client.post("/api/ways", json={"channel": "webhook", "address": "https://hooks.test/alarm"}).json()
    assert len(base64.b64decode(made["secret"].removeprefix("whsec_"))) == 24
    assert "secret" not in client.get("/api/ways").json()[0]


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ({"channel": "sms", "address": "+8613800000000"}, "refused-no-channel"),
        ({"channel": "email", "address": "nobody"}, "refused-address"),
        ({"channel": "webhook", "address": "https://elsewhere.test/"}, "refused-address"),
        ({"channel": "webhook", "address": "http://hooks.test/"}, "refused-address"),
    ],
)
def test_what_can_not_be_used_is_refused(signed_in: SignIn, way: dict[str, str], reason: str) -> None:
    answer = signed_in("li").post("/api/ways", json=way)
    assert (answer.status_code, answer.json()["reason"]) == (422, reason)


def test_nobody_touches_the_ways_of_others(world: World, signed_in: SignIn) -> None:
    with world.platform.database.writing() as session:
        way = NoticeWay(account_key=world.account("daughter").key, channel="email", address="d@care.test", least="low")
        session.add(way)
        session.flush()
        key = way.key
    client = signed_in("li")
    assert client.get("/api/ways").json() == []
    assert client.delete(f"/api/ways/{key}").status_code == 404


def test_there_is_an_end_to_the_ways_of_one_person(world: World, signed_in: SignIn) -> None:
    client = signed_in("li")
    ways = [{"channel": "email", "address": f"li{number}@care.test"} for number in range(9)]
    assert [client.post("/api/ways", json=way).status_code for way in ways] == [201] * 8 + [422]
    with world.platform.database.reading() as session:
        assert len(session.scalars(select(NoticeWay)).all()) == 8


def test_ways_and_figures_are_for_people_who_are_signed_in(world: World) -> None:
    stranger = TestClient(create_app(world.platform), base_url="http://care.test")
    assert [stranger.get(path).status_code for path in ("/api/ways", "/api/statistics")] == [401, 401]


def test_figures_hold_response_times_against_their_targets(world: World, signed_in: SignIn) -> None:
    world.do("acknowledge", world.alarm(), "li")
    world.alarm(data={"drill": True})
    found = signed_in("li").get("/api/statistics?days=7").json()
    assert (found["people"]["alarms"], found["drills"]["alarms"], found["technical"]["alarms"]) == (1, 1, 0)
    first = found["people"]["reached"][0]
    assert first == {"within_s": 60.0, "target": 0.975, "met": 1, "judged": 1, "share": 1.0, "good": True}
    assert found["drills"]["reached"][0]["share"] is None


def test_an_alarm_says_whether_it_is_a_drill(world: World, signed_in: SignIn) -> None:
    world.alarm(data={"drill": True})
    assert [alarm["drill"] for alarm in signed_in("li").get("/api/alarms").json()] == [True]


@pytest.mark.parametrize(("who", "status"), [("li", 201), ("daughter", 403), ("tom", 403)])
def test_a_drill_is_begun_by_those_who_train_with_it(signed_in: SignIn, who: str, status: int) -> None:
    answer = signed_in(who).post("/api/commands", json={"robot": "huban", "skill": "alarm_drill"})
    assert answer.status_code == status


@pytest.mark.parametrize(("priority", "status"), [(Priority.HIGH, 409), (Priority.TECHNICAL, 201)])
def test_nobody_practises_beside_an_alarm(world: World, signed_in: SignIn, priority: Priority, status: int) -> None:
    world.alarm(priority)
    answer = signed_in("li").post("/api/commands", json={"robot": "huban", "skill": "alarm_drill"})
    assert answer.status_code == status
