from care_platform.core.notices import ChannelName
from care_platform.services.notice_delivery import NoticeDelivery
from care_platform.services.notice_texts import NoticeWriter
from care_platform.texts import Texts
from care_protocol.messages import Priority
from care_tests.conftest import World
from care_tests.services.test_notices import Post, add_way

DRILL = {"trigger": "help_called", "drill": True}


def test_a_drill_is_marked_from_its_first_moment(world: World) -> None:
    assert world.read(world.alarm(data=DRILL)).drill
    assert not world.read(world.alarm()).drill


def test_what_is_not_clearly_said_to_be_a_drill_is_real(world: World) -> None:
    for word in ("true", 1, "yes", None):
        assert not world.read(world.alarm(data={"drill": word})).drill


def test_a_drill_lives_like_a_real_alarm(world: World) -> None:
    alarm_id = world.alarm(data=DRILL)
    world.tick(61)
    world.do("acknowledge", alarm_id, "daughter")
    world.do("attend", alarm_id, "daughter")
    world.do("close", alarm_id, "daughter", "other")
    assert [call.account.name for call in world.read(alarm_id).asked] == ["li", "daughter"]
    assert world.read(alarm_id).state == "closed"


def test_an_emergency_during_a_drill_is_no_drill_any_more_and_begins_anew(world: World) -> None:
    alarm_id = world.alarm(data=DRILL)
    world.do("attend", alarm_id, "li")
    world.alarm(alarm_id=alarm_id)
    alarm = world.read(alarm_id)
    assert (alarm.drill, alarm.kind, alarm.state, alarm.level) == (False, "fall_detected", "raised", 0)


def test_a_real_alarm_never_becomes_a_drill(world: World) -> None:
    alarm_id = world.alarm(Priority.MEDIUM)
    world.alarm(Priority.HIGH, alarm_id, data=DRILL)
    assert not world.read(alarm_id).drill


def test_each_message_about_a_drill_says_so_in_both_languages(world: World) -> None:
    platform, post = world.platform, Post()
    add_way(world, "li")
    add_way(world, "li", "li2@care.test", language="zh-CN")
    world.alarm(data=DRILL)
    writer = NoticeWriter(Texts(), "https://care.test")
    delivery = NoticeDelivery(
        platform.database, world.clock, platform.desk, writer, {ChannelName.EMAIL: post}, platform.changes, lambda: 1.0
    )
    while claim := delivery.claim():
        delivery.deliver(claim)
    english, chinese = post.sent
    assert english.subject.startswith("DRILL, not real · ") and "only a drill" in english.text
    assert chinese.subject.startswith("演练，并非真实警报 · ") and "只是一次演练" in chinese.text
    assert all(message.facts["drill"] is True and not message.urgent for message in post.sent)
