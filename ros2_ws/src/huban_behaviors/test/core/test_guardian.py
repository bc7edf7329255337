"""From a fall or a cry to somebody who comes."""

import asyncio
from math import hypot
from uuid import uuid4

import pytest

from huban_behaviors.core.alarm import AlarmState
from huban_behaviors.core.attendant import Attendant
from huban_behaviors.core.types import Answer, CallState, Priority, Reflex, ReflexKind, Reply, ReplyKind
from huban_behaviors.simulation import Fault, run_fast

HELP = Reflex(ReflexKind.HELP, "help")
STOP = Reflex(ReflexKind.STOP, "stop")
DOUBT = Reflex(ReflexKind.DOUBT, "i did not fall")
ASK_S, ANSWER_S = 2.0, 8.0
"""The twin's sentence and the time for an answer."""


def run_day(house, *steps, then: float = 60.0):
    """Plays (seconds from the start, call) in order on simulated time."""

    async def day():
        living = asyncio.ensure_future(house.mind.live())
        for at_s, step in steps:
            await asyncio.sleep(at_s - asyncio.get_running_loop().time())
            step()
        await asyncio.sleep(then)
        living.cancel()

    run_fast(day())


def replies(house, kind, name="Nurse Li", **fields):
    return lambda: house.mind.replied(Reply(house.alarm.id, kind, name, **fields))


def test_a_fall_is_asked_about_before_anybody_is_called(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), then=1.0)
    assert house.body.urgent == ["Mrs. Wang, I saw you fall. Are you hurt?"]
    assert house.kinds() == []


def test_silence_counts_as_no_answer_after_its_time_only(house, fall):
    heard = []
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (ASK_S + ANSWER_S - 0.5, lambda: heard.append(house.kinds())),
        (ASK_S + ANSWER_S + 0.1, lambda: heard.append(house.kinds())),
        then=0.0,
    )
    assert heard == [[], ["alarm_raised"]]


def test_silence_raises_and_the_robot_comes(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), then=90.0)
    assert house.kinds()[:2] == ["alarm_raised", "alarm_announced"]
    assert house.kinds().count("robot_arrived") == 1
    assert house.alarm.priority is Priority.HIGH and house.alarm.place == "kitchen"
    assert 0.9 <= hypot(house.body.pose.x - 7.9, house.body.pose.y - 2.4) <= 1.2
    assert "I am with you." in house.body.urgent


def test_a_fall_that_comes_in_before_the_robot_takes_up_its_work_is_asked_about_once(house, fall):
    async def day():
        house.mind.saw(fall())
        living = asyncio.ensure_future(house.mind.live())
        await asyncio.sleep(3.0)
        house.ask("confirm", answer="no")
        await asyncio.sleep(5.0)
        living.cancel()

    run_fast(day())
    raised = [notice for notice in house.notices if notice.kind == "alarm_raised"]
    assert [notice.alarm.priority for notice in raised] == [Priority.MEDIUM]


def test_a_yes_raises_the_alarm_at_once(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), (3.0, lambda: house.ask("confirm", answer="yes")), then=0.5)
    assert house.kinds()[:2] == ["alarm_raised", "alarm_answered"]
    assert house.alarm.answer is Answer.YES and house.alarm.priority is Priority.HIGH


def test_a_cry_while_the_robot_asks_is_a_yes(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), (3.0, lambda: house.mind.felt(HELP)), then=0.5)
    assert house.kinds()[0] == "alarm_raised"
    assert house.alarm.priority is Priority.HIGH


def test_i_am_fine_is_reported_but_not_the_end(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), (3.0, lambda: house.ask("confirm", answer="no")), then=10.0)
    assert house.kinds()[:2] == ["alarm_raised", "alarm_answered"]
    assert house.alarm.priority is Priority.MEDIUM and house.alarm.open
    assert house.body.arrivals == []


def test_i_am_fine_on_the_floor_becomes_serious_when_it_lasts(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), (3.0, lambda: house.ask("confirm", answer="no")), then=90.0)
    raised = [notice for notice in house.notices if notice.kind == "alarm_raised"]
    assert [notice.alarm.priority for notice in raised] == [Priority.MEDIUM, Priority.HIGH]
    assert len({notice.id for notice in raised}) == 2
    assert "You are still on the floor. I am calling for help now." in house.body.urgent
    assert house.body.arrivals


def test_i_am_fine_is_over_when_the_robot_sees_a_long_lie(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (3.0, lambda: house.ask("confirm", answer="no")),
        (20.0, lambda: house.mind.saw(fall("long_lie_detected"))),
        then=1.0,
    )
    raised = [notice for notice in house.notices if notice.kind == "alarm_raised"]
    assert [notice.alarm.priority for notice in raised] == [Priority.MEDIUM, Priority.HIGH]
    assert len({notice.alarm.id for notice in raised}) == 1


def test_a_long_lie_that_nobody_asked_about_is_asked_about(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall("long_lie_detected"))), then=30.0)
    assert house.kinds()[0] == "alarm_raised"
    assert house.alarm.priority is Priority.HIGH


def test_i_am_fine_and_up_again_stays_a_minor_alarm(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (3.0, lambda: house.ask("confirm", answer="no")),
        (10.0, lambda: house.mind.saw(fall("person_up_again"))),
        then=300.0,
    )
    assert house.kinds().count("alarm_raised") == 1
    assert house.alarm.priority is Priority.MEDIUM and house.alarm.open


def test_standing_up_before_the_fall_does_not_count(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall(stamp_s=5.0))),
        (1.0, lambda: house.mind.saw(fall("person_up_again", stamp_s=3.0))),
        then=30.0,
    )
    assert house.alarm.priority is Priority.HIGH


def test_the_delivery_of_a_minor_alarm_is_not_spoken(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (3.0, lambda: house.ask("confirm", answer="no")),
        (10.0, replies(house, ReplyKind.DELIVERED, "")),
        then=5.0,
    )
    assert house.alarm.state is AlarmState.DELIVERED
    assert "Your call has arrived." not in house.body.said


def test_silence_of_somebody_who_stands_again_is_not_serious(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (3.0, lambda: house.mind.saw(fall("person_up_again"))),
        then=60.0,
    )
    assert house.alarm.priority is Priority.MEDIUM


def test_a_cry_for_help_raises_without_a_question(house):
    house.body.person = (3.4, 2.9)
    run_day(house, (0.0, lambda: house.mind.felt(HELP)), then=60.0)
    assert house.kinds()[0] == "alarm_raised"
    assert not any("hurt" in text for text in house.body.said)
    assert house.alarm.position == (3.4, 2.9) and house.alarm.place == "living_room"
    assert house.alarm.person_id == "elder"


def test_a_cry_from_nowhere_raises_all_the_same(house):
    run_day(house, (0.0, lambda: house.mind.felt(HELP)), then=60.0)
    assert "alarm_announced" in house.kinds() and house.body.drives == []


@pytest.mark.parametrize(
    ("answer", "priority"), [("yes", Priority.HIGH), ("no", Priority.LOW), (None, Priority.MEDIUM)]
)
def test_a_help_word_in_doubt_leads_to_a_question(house, answer, priority):
    steps = [(3.0, lambda: house.ask("confirm", answer=answer))] if answer else []
    run_day(house, (0.0, lambda: house.mind.felt(DOUBT)), *steps, then=30.0)
    assert house.body.urgent[0] == "Mrs. Wang, shall I call somebody?"
    assert house.alarm.priority is priority


def test_i_did_not_fall_is_a_no_to_the_question_about_a_fall(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), (3.0, lambda: house.mind.felt(DOUBT)), then=1.0)
    assert house.alarm.answer is Answer.NO and house.alarm.priority is Priority.MEDIUM


def test_the_words_of_a_doubt_do_not_answer_the_question_that_they_led_to(house):
    run_day(house, (0.0, lambda: house.mind.felt(DOUBT)), (1.0, lambda: house.mind.felt(DOUBT)), then=5.0)
    assert house.kinds() == []


def test_a_cry_that_comes_on_two_ways_is_one_alarm(house):
    run_day(house, (0.0, lambda: house.mind.felt(HELP)), (1.0, lambda: house.ask("call_help")), then=30.0)
    assert house.kinds().count("alarm_raised") == 1
    assert house.body.said.count("I am calling for help now.") == 1


def test_sightings_of_one_fall_join(house, fall):
    run_day(house, *[(2.0 * n, lambda: house.mind.saw(fall())) for n in range(20)], then=60.0)
    assert house.kinds().count("alarm_raised") == 1
    assert house.body.said.count("Mrs. Wang, I saw you fall. Are you hurt?") == 1


def test_an_event_that_is_delivered_again_is_not_a_second_fall(house, fall):
    same = fall()
    run_day(
        house,
        (0.0, lambda: house.mind.saw(same)),
        (40.0, replies(house, ReplyKind.CLOSED)),
        (50.0, lambda: house.mind.saw(same)),
        then=60.0,
    )
    assert house.kinds().count("alarm_raised") == 1 and not house.alarm.open


def test_an_alarm_ends_a_running_skill_within_a_second(house, fall):
    async def day():
        call = house.ask("go_to", place="balcony")
        await asyncio.sleep(2.0)
        house.mind.saw(fall())
        await asyncio.sleep(1.0)
        return house.states(call)[-1], house.body.urgent

    state, urgent = run_fast(day())
    assert state is CallState.CANCELLED and urgent


def test_nobody_sends_the_robot_away_from_an_alarm(house, fall):
    async def day():
        house.mind.saw(fall())
        await asyncio.sleep(12.0)
        call = house.ask("go_to", place="balcony")
        await asyncio.sleep(1.0)
        return house.states(call)[-1]

    assert run_fast(day()) is CallState.REFUSED


def test_stop_holds_the_robot_but_not_the_alarm(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), (12.0, lambda: house.mind.felt(STOP)), then=120.0)
    assert house.body.arrivals == [] and len(house.body.drives) == 1
    assert house.alarm.open and house.alarm.state is AlarmState.ANNOUNCED
    assert "I am standing still. Help is still being called." in house.body.urgent


def test_what_people_do_is_told_to_the_elder(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (20.0, replies(house, ReplyKind.DELIVERED, "")),
        (30.0, replies(house, ReplyKind.ESCALATED, "")),
        (40.0, replies(house, ReplyKind.ACKNOWLEDGED)),
        (60.0, replies(house, ReplyKind.ATTENDED)),
        (90.0, replies(house, ReplyKind.CLOSED)),
    )
    expected = [
        "Your call has arrived.",
        "Nobody has answered yet. I am calling the next person.",
        "Nurse Li is coming to you.",
        "Nurse Li is with you now.",
        "Nurse Li has closed the alarm.",
    ]
    said = [text for text in house.body.urgent if text in expected]
    assert [text for n, text in enumerate(said) if text not in said[:n]] == expected
    assert house.store.kept == {}


def test_a_word_from_whoever_comes_is_passed_on_but_not_the_cause_of_the_end(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (40.0, replies(house, ReplyKind.ACKNOWLEDGED, text="Please do not move.")),
        (60.0, replies(house, ReplyKind.CLOSED, text="drill")),
    )
    assert "Nurse Li is coming to you. Please do not move." in house.body.urgent
    assert "Nurse Li has closed the alarm." in house.body.urgent


def test_names_and_words_follow_the_language_of_the_house(house, fall):
    house.body.language = "zh-CN"
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (40.0, replies(house, ReplyKind.ACKNOWLEDGED)),
    )
    assert house.body.urgent[0] == "王奶奶，我看到您摔倒了。您受伤了吗？"
    assert "李护士正在来您这里。" in house.body.urgent


def test_the_elder_hears_regularly_that_help_is_on_the_way(house, fall):
    steps = [(0.0, lambda: house.mind.saw(fall())), (15.0, replies(house, ReplyKind.DELIVERED, ""))]
    run_day(house, *steps, then=200.0)
    comforts = house.body.urgent.count("Help is on the way. I am staying with you.")
    assert 4 <= comforts <= 7


def test_the_elder_hears_when_nobody_can_be_reached(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), then=40.0)
    assert "I cannot reach anybody yet. I keep trying." in house.body.urgent


def test_a_reply_to_another_alarm_changes_nothing(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (30.0, lambda: house.mind.replied(Reply(uuid4(), ReplyKind.CLOSED, "Nurse Li"))),
    )
    assert house.alarm.open


def test_what_the_elder_says_later_goes_to_those_who_come(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (30.0, lambda: house.ask("confirm", answer="no")),
        then=10.0,
    )
    answers = [notice.data for notice in house.notices if notice.kind == "alarm_answered"]
    assert answers == [{"answer": "no"}]
    assert house.alarm.priority is Priority.HIGH and house.alarm.open


def test_an_answer_to_the_question_of_another_node_is_no_word_about_the_alarm(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (3.0, lambda: house.ask("confirm", answer="no", question=str(uuid4()))),
        (30.0, lambda: house.ask("confirm", answer="no", question=str(uuid4()))),
        then=10.0,
    )
    assert "alarm_answered" not in house.kinds() and house.alarm.priority is Priority.HIGH


@pytest.mark.parametrize("part", ["driving", "gate"])
def test_a_robot_that_cannot_come_says_so_and_keeps_the_alarm(house, fall, part):
    setattr(house.body, part, Fault.REJECTS)
    run_day(house, (0.0, lambda: house.mind.saw(fall())), then=120.0)
    assert "I cannot come closer. Help is being called." in house.body.urgent
    assert "robot_arrived" not in house.kinds() and house.alarm.open


@pytest.mark.parametrize("fault", [Fault.REJECTS, Fault.HANGS])
def test_a_robot_without_a_voice_raises_the_alarm_all_the_same(house, fall, fault):
    house.body.voice = fault
    run_day(house, (0.0, lambda: house.mind.saw(fall())), then=60.0)
    assert house.kinds()[0] == "alarm_raised"
    assert house.alarm.priority is Priority.HIGH


def test_a_full_disk_is_reported_and_the_alarm_goes_out(house, fall):
    house.store.full = True
    run_day(house, (0.0, lambda: house.mind.saw(fall())), then=60.0)
    assert "no space left" in house.troubles[0]
    assert "alarm_raised" in house.kinds() and "robot_arrived" in house.kinds()


def test_a_suspected_fall_turns_the_robot_and_says_nothing_yet(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall("fall_suspected"))), then=4.5)
    (look,) = house.body.drives
    assert (look.x, look.y) == (3.3, 5.7) and look.yaw != 0.0
    assert house.body.said == [] and house.kinds() == []


def test_a_suspicion_that_nothing_settles_is_asked_about_and_silence_raises_the_alarm(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall("fall_suspected"))), then=5.0 + ASK_S + ANSWER_S + 0.5)
    assert house.body.urgent[0] == "Mrs. Wang, I cannot see you any more. Are you hurt?"
    assert house.kinds()[0] == "alarm_raised"
    assert house.alarm.priority is Priority.HIGH


def test_a_suspicion_ends_when_the_person_is_up_again(house, fall):
    steps = [
        (float(at_s), fall(kind, stamp_s=float(at_s))) for at_s, kind in ((0, "fall_suspected"), (3, "person_up_again"))
    ]
    run_day(house, *((at_s, lambda seen=seen: house.mind.saw(seen)) for at_s, seen in steps), then=30.0)
    assert house.body.said == [] and house.kinds() == []


def test_a_confirmed_suspicion_is_one_alarm(house, fall):
    suspected, detected = fall("fall_suspected"), fall(stamp_s=2.0)
    run_day(house, (0.0, lambda: house.mind.saw(suspected)), (2.0, lambda: house.mind.saw(detected)), then=40.0)
    assert house.body.urgent[0] == "Mrs. Wang, I saw you fall. Are you hurt?"
    assert [kind for kind in house.kinds() if kind == "alarm_raised"] == ["alarm_raised"]


def test_an_old_suspicion_turns_nobody(house, fall):
    run_day(house, (60.0, lambda: house.mind.saw(fall("fall_suspected", stamp_s=1.0))), then=30.0)
    assert house.body.drives == []


def test_a_suspicion_does_not_disturb_a_drive(house, fall):
    async def day():
        house.ask("go_to", place="kitchen")
        await asyncio.sleep(1.0)
        house.mind.saw(fall("fall_suspected"))
        await asyncio.sleep(4.0)

    run_fast(day())
    assert len(house.body.drives) == 1


def test_two_falls_of_two_days_are_two_alarms(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (30.0, replies(house, ReplyKind.ATTENDED)),
        (40.0, lambda: house.mind.saw(fall(stamp_s=40.0))),
        then=60.0,
    )
    raised = [notice.alarm.id for notice in house.notices if notice.kind == "alarm_raised"]
    assert len(set(raised)) == 2


def test_a_fault_in_the_handling_does_not_lose_the_alarm(house, fall, monkeypatch):
    comforts = []

    async def faulty(attendant):
        comforts.append(1)
        raise ZeroDivisionError

    monkeypatch.setattr(Attendant, "_comfort", faulty)
    run_day(house, (0.0, lambda: house.mind.saw(fall())), then=120.0)
    assert len(comforts) > 1
    raised = [notice for notice in house.notices if notice.kind == "alarm_raised"]
    assert len(raised) > 1 and len({notice.id for notice in raised}) == 1


def test_a_fault_in_the_question_is_taken_as_no_answer(house, fall, monkeypatch):
    async def faulty(attendant):
        raise ZeroDivisionError

    monkeypatch.setattr(Attendant, "_ask", faulty)
    run_day(house, (0.0, lambda: house.mind.saw(fall())), then=5.0)
    assert house.kinds()[0] == "alarm_raised" and house.alarm.priority is Priority.HIGH
