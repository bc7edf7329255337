import pytest
from sqlalchemy import select

from care_platform.core.notices import (
    LEASE_S,
    TOLD_AFTER,
    ChannelName,
    Message,
    Undeliverable,
    Unreached,
)
from care_platform.services.notice_delivery import NoticeDelivery
from care_platform.services.notice_texts import NoticeWriter
from care_platform.store.notice_tables import Notice, NoticeWay
from care_platform.texts import Texts
from care_protocol.messages import Priority
from care_tests.conftest import World


class Post:
    """A channel that keeps what it is given, or fails as it is told."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.failure: Exception | None = None

    def check(self, address: str) -> None:
        if not address:
            raise ValueError("no address")

    def send(self, message: Message) -> None:
        if self.failure is not None:
            raise self.failure
        self.sent.append(message)


class Office:
    """One platform process that sends messages, driven by hand."""

    def __init__(self, world: World, post: Post) -> None:
        platform = world.platform
        writer = NoticeWriter(Texts(), "https://care.test/")
        channels = {ChannelName.EMAIL: post, ChannelName.SMS: post}
        self.delivery = NoticeDelivery(
            platform.database, world.clock, platform.desk, writer, channels, platform.changes, lambda: 1.0
        )

    def work(self) -> int:
        """Sends whatever is due; how many."""
        done = 0
        while claim := self.delivery.claim():
            self.delivery.deliver(claim)
            done += 1
        return done


def add_way(world: World, who: str, address: str = "li@care.test", channel: str = "email", **fields: str) -> int:
    with world.platform.database.writing() as session:
        way = NoticeWay(account_key=world.account(who).key, channel=channel, address=address, **fields)
        way.least = way.least or Priority.LOW.value
        session.add(way)
        session.flush()
        return way.key


def states(world: World) -> list[str]:
    with world.platform.database.reading() as session:
        return list(session.scalars(select(Notice.state).order_by(Notice.created)))


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def office(world: World, post: Post) -> Office:
    return Office(world, post)


def test_who_is_asked_is_told_on_each_way_they_want(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    add_way(world, "li", "+8613800000000", "sms")
    world.alarm()
    office.work()
    assert sorted(message.address for message in post.sent) == ["+8613800000000", "li@care.test"]
    assert states(world) == ["sent", "sent"]


def test_nobody_is_told_who_is_not_asked(world: World, post: Post, office: Office) -> None:
    add_way(world, "daughter")
    world.alarm()
    office.work()
    assert post.sent == []
    world.tick(61)
    office.work()
    assert len(post.sent) == 1


def test_a_message_says_what_where_and_how_urgent_but_not_who(world: World, post: Post, office: Office) -> None:
    world.online()
    add_way(world, "li")
    add_way(world, "li", "+8613800000000", "sms", language="zh-CN")
    alarm_id = world.alarm()
    office.work()
    english, chinese = sorted(post.sent, key=lambda message: message.language)
    assert english.subject == "Urgent: Fall · kitchen" and english.urgent
    assert chinese.text.startswith("紧急：跌倒 · 厨房\n")
    for message in (english, chinese):
        assert message.text.endswith(f"https://care.test/alarms/{alarm_id}")
        assert not any(secret in message.text for secret in ("Wang", "王", "on the floor"))


def test_a_way_for_urgent_alarms_only_stays_silent_for_lesser_ones(world: World, post: Post, office: Office) -> None:
    add_way(world, "li", least="high")
    alarm_id = world.alarm(Priority.MEDIUM)
    office.work()
    assert post.sent == []
    world.alarm(Priority.HIGH, alarm_id)
    office.work()
    assert len(post.sent) == 1


def test_an_alarm_that_becomes_urgent_is_told_again_once(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    alarm_id = world.alarm(Priority.LOW)
    office.work()
    for _ in range(2):
        world.alarm(Priority.HIGH, alarm_id)
    office.work()
    assert [message.subject.split(":")[0] for message in post.sent] == ["Notice", "Urgent"]


def test_the_most_urgent_goes_first(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    for priority in (Priority.LOW, Priority.TECHNICAL, Priority.HIGH, Priority.MEDIUM):
        world.alarm(priority)
        world.clock.advance(1)
    office.work()
    assert [m.facts["priority"] for m in post.sent] == ["high", "medium", "technical", "low"]


def test_what_does_not_get_out_is_tried_again_with_growing_pauses(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    world.alarm()
    post.failure = Unreached("connection refused")
    for pause_s in (2, 4, 8):
        assert office.work() == 1
        world.clock.advance(pause_s - 1)
        assert office.work() == 0
        world.clock.advance(1)
    post.failure = None
    assert (office.work(), states(world)) == (1, ["sent"])


def test_messages_wait_for_a_platform_that_was_down(world: World, post: Post) -> None:
    add_way(world, "li")
    world.alarm()
    world.start()
    Office(world, post).work()
    assert len(post.sent) == 1


def test_a_message_that_nobody_needs_any_more_is_not_sent(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    world.do("acknowledge", world.alarm(), "daughter")
    assert (office.work(), post.sent, states(world)) == (0, [], ["not_needed"])


@pytest.mark.parametrize("switch_off", ["way", "account"])
def test_who_is_switched_off_hears_nothing(world: World, post: Post, office: Office, switch_off: str) -> None:
    key = add_way(world, "li")
    world.alarm()
    with world.platform.database.writing() as session:
        way = session.get_one(NoticeWay, key)
        (way if switch_off == "way" else way.account).active = False
    assert (office.work(), states(world)) == (0, ["not_needed"])


def test_two_processes_do_not_send_the_same_message(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    world.alarm()
    claim = office.delivery.claim()
    assert claim is not None
    assert Office(world, post).work() == 0
    office.delivery.deliver(claim)
    assert (len(post.sent), states(world)) == (1, ["sent"])


def test_another_process_takes_over_from_one_that_died_while_sending(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    world.alarm()
    assert office.delivery.claim() is not None
    world.clock.advance(LEASE_S)
    assert (Office(world, post).work(), states(world)) == (1, ["sent"])


def test_who_comes_too_late_does_not_undo_what_another_did(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    world.alarm()
    slow = office.delivery.claim()
    assert slow is not None
    world.clock.advance(LEASE_S)
    Office(world, post).work()
    post.failure = Unreached("late")
    office.delivery.deliver(slow)
    assert states(world) == ["sent"]


@pytest.mark.parametrize("failure", [Undeliverable("550 unknown user"), Unreached("timeout")])
def test_whom_nothing_reaches_is_not_waited_for(world: World, post: Post, office: Office, failure: Exception) -> None:
    add_way(world, "li")
    alarm_id = world.alarm()
    post.failure = failure
    for _ in range(TOLD_AFTER):
        office.work()
        world.clock.advance(8)
    alarm = world.read(alarm_id)
    (step,) = [step for step in alarm.steps if step.step == "not_told"]
    assert (step.account.name, step.text) == ("li", f"email: {failure}")
    if isinstance(failure, Undeliverable):
        world.tick(0)
        assert [call.account.name for call in world.read(alarm_id).asked] == ["li", "daughter"]


def test_who_has_seen_it_on_a_screen_keeps_the_time_to_answer(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    alarm_id = world.alarm()
    world.do("show", alarm_id, "li")
    post.failure = Undeliverable("550 unknown user")
    office.work()
    world.tick(0)
    assert [call.account.name for call in world.read(alarm_id).asked] == ["li"]


def test_a_channel_that_the_platform_does_not_have_is_no_end(world: World, post: Post, office: Office) -> None:
    add_way(world, "li", channel="pigeon")
    add_way(world, "li", address="")
    alarm_id = world.alarm()
    office.work()
    assert states(world) == ["failed", "failed"]
    texts = [step.text for step in world.read(alarm_id).steps]
    assert sorted(texts) == ["email: no address", "pigeon: this platform has no channel 'pigeon'"]


def test_a_channel_with_a_fault_of_its_own_is_tried_again(world: World, post: Post, office: Office) -> None:
    add_way(world, "li")
    world.alarm()
    post.failure = KeyError("bug")
    office.work()
    assert states(world) == ["waiting"]


def test_addresses_and_secrets_are_encrypted_in_the_database(world: World) -> None:
    import sqlite3

    add_way(world, "li", "li@care.test", secret="whsec_abc")
    rows = sqlite3.connect(world.settings.state / "care.db").execute("SELECT address, secret FROM notice_ways")
    assert not any("li@" in text or "whsec" in text for text in rows.fetchone())
