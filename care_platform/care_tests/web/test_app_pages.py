import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from care_platform.services.accounts import add_robot
from care_platform.texts import LANGUAGES
from care_platform.web.day import LONGEST
from care_protocol.channels import Address, Channel
from care_protocol.messages import (
    About,
    Activity,
    Connection,
    ConnectionState,
    Priority,
    Result,
    ResultState,
    RobotState,
    Role,
    Safety,
)
from care_tests.conftest import ELDER, PASSWORD, ROBOT, World
from care_tests.web.stage import PLAN, ROOMS
from care_tests.web.test_pages import token

SignIn = Callable[[str], TestClient]
ROBOT_PAGE = "/robots/home/huban"
OTHER = Address("elsewhere", "huban")


def with_plan(world: World) -> None:
    names = {room: name for room, (name, _) in ROOMS.items()}
    about = About.model_validate(
        {"elder": ELDER, "people": {"elder": ELDER}, "rooms": names, "places": names, "plan": PLAN}
    )
    world.robot_says(Channel.CONNECTION, Connection(stamp=world.clock.now(), state=ConnectionState.ONLINE, about=about))


def says_state(world: World, **fields: object) -> None:
    world.robot_says(Channel.STATE, RobotState.model_validate({"stamp": world.clock.now(), **fields}))


def add_elsewhere(world: World) -> None:
    """A robot of another home, with the same id."""
    with world.platform.database.writing() as session:
        add_robot(session, world.platform.audit, OTHER.tenant, OTHER.robot_id)


def test_the_robots_page_has_a_map_with_the_robot_and_the_people_in_words_too(world: World, signed_in: SignIn) -> None:
    with_plan(world)
    elder = {"id": "elder", "position": {"frame": "map", "x": 1, "y": 6}, "posture": "lying"}
    says_state(world, position={"frame": "map", "x": 8, "y": 2}, heading_rad=0.0, room="kitchen", people=[elder])
    page = signed_in("li").get(ROBOT_PAGE).text
    assert page.count('class="plan__room') == len(ROOMS)
    assert "The robot: kitchen." in page and "Mrs. Wang: bedroom." in page
    assert 'class="plan__nose"' in page


def test_without_outlines_the_page_says_where_the_robot_is(world: World, signed_in: SignIn) -> None:
    world.online()
    says_state(world, room="kitchen")
    page = signed_in("li").get(ROBOT_PAGE).text
    assert "<svg viewBox" not in page and "kitchen" in page


def test_the_page_says_what_the_robot_does_on_whose_word_and_why_it_is_slow(world: World, signed_in: SignIn) -> None:
    with_plan(world)
    doing = Activity(skill="come_here", state="running", caller="daughter")
    says_state(world, activity=doing.model_dump(), safety=Safety.SLOWED, safety_cause="person_near")
    page = signed_in("li").get(ROBOT_PAGE).text
    for words in ("Come to the elder", "asked by Daughter", "Moving slowly", "Somebody is near."):
        assert words in page


def test_a_room_with_an_alarm_stands_out_until_it_is_closed(world: World, signed_in: SignIn) -> None:
    with_plan(world)
    alarm_id, client = world.alarm(), signed_in("li")
    assert "plan__room--high" in client.get(ROBOT_PAGE).text
    world.do("attend", alarm_id, "li")
    world.do("close", alarm_id, "li", "helped")
    assert "plan__room--high" not in client.get(ROBOT_PAGE).text


def test_what_a_lost_robot_told_last_is_marked_as_old(world: World, signed_in: SignIn) -> None:
    with_plan(world)
    says_state(world, room="kitchen")
    world.robot_says(Channel.CONNECTION, Connection(stamp=world.clock.now(), state=ConnectionState.CONNECTION_BROKEN))
    page = signed_in("li").get(ROBOT_PAGE).text
    assert "Not reachable. This is how it was at 08:00." in page and "plan--old" in page


def test_stop_is_on_every_page_and_leads_back_to_it(world: World, signed_in: SignIn) -> None:
    world.online()
    alarm_id, client = world.alarm(), signed_in("daughter")
    for path in ("/", ROBOT_PAGE, f"/alarms/{alarm_id}", "/duty", "/settings", "/day/home/huban"):
        page = client.get(path).text
        assert 'id="stop"' in page, path
        stopped = client.post(
            f"{ROBOT_PAGE}/commands",
            data={"csrf": token(page), "skill": "stop"},
            headers={"Referer": f"http://care.test{path}"},
        )
        assert (stopped.status_code, stopped.headers["location"]) == (303, path)


def test_with_several_robots_stop_asks_which(world: World, signed_in: SignIn) -> None:
    with world.platform.database.writing() as session:
        add_robot(session, world.platform.audit, "home", "huban-2")
    client = signed_in("li")
    assert '<a class="stop tabs__stop" id="stop" href="/stop">' in client.get("/").text
    page = client.get("/stop").text
    assert "/robots/home/huban/commands" in page and "/robots/home/huban-2/commands" in page


def test_the_bar_tells_how_far_the_own_command_got_and_then_forgets_it(world: World, signed_in: SignIn) -> None:
    world.online()
    client = signed_in("li")
    client.post(f"{ROBOT_PAGE}/commands", data={"csrf": token(client.get("/").text), "skill": "dock"})
    page = client.get("/duty").text
    assert "Sending" in page
    order = re.search(r'data-order="([0-9a-f-]{36})-waiting"', page)
    assert order
    done = Result(stamp=world.clock.now(), command_id=order[1], state=ResultState.SUCCEEDED, message="Charging.")
    world.robot_says(Channel.RESULT, done)
    page = client.get("/duty").text
    assert "Done" in page and "Charging." in page
    world.clock.advance(120)
    assert "data-order" not in client.get("/duty").text


def test_the_bar_says_that_the_platform_hears_no_robot(world: World, signed_in: SignIn) -> None:
    client = signed_in("li")
    assert "does not hear the robots" in client.get("/duty").text
    world.platform.broker.connected = True
    assert "does not hear the robots" not in client.get("/duty").text


def test_an_alarm_that_asks_me_follows_me_to_every_page(world: World, signed_in: SignIn) -> None:
    world.online()
    alarm_id, client = world.alarm(), signed_in("li")
    page = client.get("/settings").text
    assert f'href="/alarms/{alarm_id}"' in page and 'data-alert="high"' in page
    assert 'data-notice="Urgent: Fall"' in page, "a notice on a locked screen names nobody"
    world.do("acknowledge", alarm_id, "li")
    assert 'data-alert="high"' not in client.get("/settings").text


def test_each_line_of_the_day_leads_to_its_event(world: World, signed_in: SignIn) -> None:
    world.online()
    alarm_id, client = world.alarm(), signed_in("li")
    world.do("acknowledge", alarm_id, "li", "Five minutes")
    page = client.get("/day/home/huban").text
    assert "One alarm" in page and "Five minutes" in page and f'href="/alarms/{alarm_id}"' in page
    link = re.search(r'href="(/events/[0-9a-f-]+)">Alarm<', page)
    assert link
    event = client.get(link[1]).text
    assert "on the floor" in event and f"/alarms/{alarm_id}" in event and "trigger" in event


def test_days_are_those_of_the_readers_zone(world: World, signed_in: SignIn) -> None:
    world.online()
    late = world.clock.now().replace(hour=17) - timedelta(days=1)  # 01:00 of the next day in Shanghai
    world.robot_says(Channel.EVENT, world.event("wandering_noticed", Priority.NONE, stamp=late))
    client = signed_in("li")
    assert "Walks about" in client.get("/day/home/huban?date=2024-12-31").text
    client.cookies.set("huban_zone", "Asia/Shanghai")
    page = client.get("/day/home/huban?date=2025-01-01").text
    assert "Walks about" in page and "01:00" in page and "Night" in page


def test_the_days_before_can_be_leafed_through_and_the_future_not(world: World, signed_in: SignIn) -> None:
    world.online()
    client = signed_in("li")
    today = client.get("/day/home/huban").text
    assert "date=2024-12-31" in today and "date=2025-01-02" not in today
    assert "date=2025-01-01" in client.get("/day/home/huban?date=2024-12-31").text


@pytest.mark.parametrize("date", ["yesterday", "0001-01-01", "9999-12-31", "2025-02-30"])
def test_a_date_that_is_none_is_a_page_that_does_not_exist(world: World, signed_in: SignIn, date: str) -> None:
    assert signed_in("li").get(f"/day/home/huban?date={date}").status_code == 404


def test_a_day_that_is_too_long_says_so(world: World, signed_in: SignIn) -> None:
    world.online()
    for number in range(LONGEST + 2):
        world.robot_says(Channel.EVENT, world.event("person_up_again", Priority.NONE, sequence=number + 1))
    page = signed_in("li").get("/day/home/huban").text
    assert page.count('<li class="timeline__item') == LONGEST
    assert "There is more on this day" in page


@pytest.mark.parametrize("path", ["/robots/elsewhere/huban", "/day/elsewhere/huban", "/robots/home/nobody"])
def test_what_belongs_to_others_does_not_exist(world: World, signed_in: SignIn, path: str) -> None:
    add_elsewhere(world)
    assert signed_in("li").get(path).status_code == 404


def test_an_event_or_a_live_part_of_others_does_not_exist(world: World, signed_in: SignIn) -> None:
    add_elsewhere(world)
    event = world.event("person_up_again", Priority.NONE)
    world.robot_says(Channel.EVENT, event, OTHER)
    client = signed_in("li")
    assert client.get(f"/events/{event.id}").status_code == 404
    assert client.get(f"/events/{uuid4()}").status_code == 404
    for part in ("robot:elsewhere/huban", "orders:elsewhere/huban", "day:2025-01-01:elsewhere/huban"):
        assert client.get(f"/live?parts={part}").status_code == 404, part


def test_going_on_and_off_duty_by_form(world: World, signed_in: SignIn) -> None:
    client = signed_in("tom")
    page = client.get("/duty").text
    assert "You are off duty" in page
    client.post("/duty", data={"csrf": token(page), "place": "first"})
    assert "You are on duty, in place 1." in client.get("/duty").text
    client.post("/duty", data={"csrf": token(page), "place": "off"})
    assert "You are off duty" in client.get("/duty").text
    assert client.post("/duty", data={"csrf": token(page), "place": "queen"}).status_code == 422


def test_settings_are_kept_on_the_device(signed_in: SignIn) -> None:
    client = signed_in("li")
    chosen = {"language": "zh-CN", "theme": "dark", "type_size": "largest", "sounds": "urgent"}
    answer = client.post("/settings", data={"csrf": token(client.get("/settings").text), **chosen})
    assert answer.headers["location"] == "/settings?saved=true"
    page = client.get("/settings?saved=true").text
    assert '<html lang="zh-CN" data-type="largest"' in page and 'data-sounds="urgent"' in page
    assert '<link rel="stylesheet" href="/static/night.css">' in page and "已保存" in page


def test_settings_that_do_not_exist_are_refused_or_ignored(signed_in: SignIn) -> None:
    client = signed_in("li")
    odd = {"language": "tlh", "theme": "dark", "type_size": "normal", "sounds": "all"}
    assert client.post("/settings", data={"csrf": token(client.get("/settings").text), **odd}).status_code == 422
    for name, value in (("zone", "../../etc/passwd"), ("zone", "Mars/Base"), ("theme", "pink"), ("type", "9")):
        client.cookies.set(f"huban_{name}", value)
    assert 'data-type="normal" data-zone="UTC"' in client.get("/").text


def test_a_supervisor_sees_every_home_with_the_worst_first(world: World, signed_in: SignIn) -> None:
    with world.platform.database.writing() as session:
        for number in (2, 3):
            add_robot(session, world.platform.audit, "home", f"huban-{number}")
    world.online()
    calm = Address("home", "huban-3")
    world.robot_says(Channel.CONNECTION, Connection(stamp=world.clock.now(), state=ConnectionState.ONLINE), calm)
    says_state(world)
    world.alarm()
    page = signed_in("li").get("/supervisor").text
    tiles = re.findall(r'class="tile tile--(\w+)[^"]*" href="/robots/home/([\w-]+)"', page)
    assert tiles[0] == ("high", "huban")
    assert set(tiles[1:]) == {("never", "huban-2"), ("well", "huban-3")}


def test_a_robot_that_fell_silent_is_counted(world: World, signed_in: SignIn) -> None:
    world.online()
    world.clock.advance(91)
    page = signed_in("li").get("/supervisor").text
    assert "tile--silent" in page and re.search(r"<strong>1</strong> silent robot", page)


def test_response_times_stand_beside_their_goals_and_drills_apart(world: World, signed_in: SignIn) -> None:
    world.online()
    for answered_after_s in (10, 70):
        alarm_id = world.alarm()
        world.clock.advance(answered_after_s)
        world.do("acknowledge", alarm_id, "li")
    world.clock.advance(200)
    page = signed_in("li").get("/supervisor").text
    figures = re.search(r'id="response-people">(.*?)</dl>', page, re.S)
    assert figures and "✗ 50.0 %" in figures[1] and "✓ 100.0 %" in figures[1] and "goal 97.5 %" in figures[1]
    assert "People: 2 alarms" in page and "Drills: No alarm" in page


@pytest.mark.parametrize(("name", "path"), [("daughter", "/supervisor"), ("daughter", "/audit"), ("li", "/audit")])
def test_pages_of_the_office_are_not_for_everybody(signed_in: SignIn, name: str, path: str) -> None:
    assert signed_in(name).get(path).status_code == 403


def test_families_get_no_live_part_of_the_office(signed_in: SignIn) -> None:
    assert signed_in("daughter").get("/live?parts=fleet").status_code == 404


def make_administrator(world: World) -> None:
    with world.platform.database.writing() as session:
        account = world.platform.accounts.add(
            session, "boss", Role.NURSE, {"en": "Boss"}, PASSWORD, "home", None, demo=True
        )
        account.role = "administrator"


def test_an_administrator_reads_the_audit_trail_of_the_own_house_and_no_care(world: World, signed_in: SignIn) -> None:
    make_administrator(world)
    world.online()
    alarm_id = world.alarm()
    with world.platform.database.writing() as session:
        world.platform.audit.append(session, "stranger", "signed_in", "stranger")
    world.do("acknowledge", alarm_id, "li")
    client = signed_in("boss")
    page = client.get("/audit?check=true").text
    assert "Alarm taken" in page and "The trail is whole" in page and "stranger" not in page
    assert "Alarm taken" not in client.get("/audit?actor=boss").text
    assert "Mrs. Wang" not in client.get("/").text
    assert client.get(f"/alarms/{alarm_id}").status_code == 404


def test_the_audit_trail_is_leafed_through(world: World, signed_in: SignIn) -> None:
    make_administrator(world)
    with world.platform.database.writing() as session:
        for _ in range(60):
            world.platform.audit.append(session, "li", "signed_in", "li")
    client = signed_in("boss")
    first = client.get("/audit").text
    older = re.search(r'href="(/audit\?before=\d+)', first)
    assert older
    second = client.get(older[1]).text
    numbers = [set(re.findall(r'value="(\d+)"', page)) for page in (first, second)]
    assert len(numbers[0]) == 50 and not numbers[0] & numbers[1]


def test_the_app_can_be_installed_in_the_readers_language(browser: TestClient) -> None:
    manifest = browser.get("/app.webmanifest", headers={"Accept-Language": "zh"}).json()
    assert (manifest["name"], manifest["lang"], manifest["display"]) == ("护伴照护", "zh-CN", "standalone")
    for icon in manifest["icons"]:
        answer = browser.get(icon["src"])
        assert answer.status_code == 200 and answer.headers["content-type"] == icon["type"]


def test_the_device_keeps_files_of_the_app_and_nobodys_data(browser: TestClient) -> None:
    worker = browser.get("/service-worker.js")
    assert worker.headers["content-type"].startswith("text/javascript") and "$VERSION" not in worker.text
    kept = re.search(r"FILES = \[([^\]]+)\]", worker.text)
    assert kept
    for path in re.findall(r'"([^"]+)"', kept[1].replace("OFFLINE", '"/offline"')):
        assert browser.get(path).status_code == 200, path
        assert path == "/offline" or path.startswith("/static/")


def test_pages_are_kept_nowhere_and_files_are_asked_for_anew(world: World, signed_in: SignIn) -> None:
    client = signed_in("li")
    for path in ("/", "/duty", "/api/alarms"):
        assert client.get(path).headers["cache-control"] == "no-store", path
    assert client.get("/static/app.js").headers["cache-control"] == "no-cache"


def test_the_page_without_a_network_speaks_both_languages(browser: TestClient) -> None:
    page = browser.get("/offline").text
    assert all(f'lang="{language}"' in page for language in LANGUAGES)
    assert "No connection" in page and "没有连接" in page


def test_a_drill_says_so_wherever_it_is_shown(world: World, signed_in: SignIn) -> None:
    from care_platform.store.tables import Alarm

    world.online()
    alarm_id = world.alarm()
    with world.platform.database.writing() as session:
        session.get_one(Alarm, alarm_id).drill = True
    client = signed_in("li")
    for path in ("/", "/settings", f"/alarms/{alarm_id}"):
        assert "DRILL" in client.get(path).text, path
    page = client.get("/settings").text
    assert 'data-notice="DRILL: Urgent: Fall"' in page and 'data-alert="drill"' in page, (
        "a notice and a sound of its own"
    )
    assert "plan__room--high" not in client.get(ROBOT_PAGE).text
    assert "tile--high" not in client.get("/supervisor").text


def test_the_events_of_a_drill_say_so_and_do_not_count(world: World, signed_in: SignIn) -> None:
    world.online()
    world.alarm(data={"trigger": "drill", "drill": True})
    client = signed_in("li")
    page = client.get("/day/home/huban").text
    assert "DRILL" in page and "No alarm" in page
    link = re.search(r'href="(/events/[0-9a-f-]+)"', page)
    assert link and "DRILL" in client.get(link[1]).text


def test_nobody_addresses_the_robot_of_another_house(world: World, signed_in: SignIn) -> None:
    add_elsewhere(world)
    client = signed_in("li")
    data = {"csrf": token(client.get("/").text), "skill": "stop"}
    assert client.post("/robots/elsewhere/huban/commands", data=data).status_code == 404
    assert ROBOT.tenant == "home"
