"""Each skill does what it says, in both languages, and tells when it cannot."""

import asyncio
from dataclasses import replace
from datetime import datetime
from math import hypot, radians

import pytest

from huban_behaviors.core.ports import Hindered
from huban_behaviors.core.types import Caller, CallState, Condition, Pose, VoiceChange
from huban_behaviors.simulation import Fault, run_fast
from huban_common.core.roles import Role

NURSE = Caller("li.na", Role.NURSE, remote=True, name="Nurse Li")


def outcome(house, skill, seconds=120.0, language="en", caller=None, **args):
    """The last state and message of a skill asked for by the elder."""

    async def day():
        call = house.ask(skill, language=language, **({"caller": caller} if caller else {}), **args)
        await asyncio.sleep(seconds)
        return house.states(call)[-1], house.message(call)

    return run_fast(day())


def test_go_to_drives_to_the_place_and_says_so(house):
    assert outcome(house, "go_to", place="kitchen") == (CallState.SUCCEEDED, "I am at the kitchen.")
    assert house.body.arrivals == [Pose(7.7, 2.5, radians(-140))]
    assert house.body.said == ["I am going to the kitchen.", "I am at the kitchen."]


def test_go_to_says_when_the_way_is_blocked(house):
    house.body.driving = Fault.REJECTS
    assert outcome(house, "go_to", place="kitchen") == (CallState.FAILED, "I cannot get to the kitchen.")


def test_a_reason_that_the_robot_is_told_is_passed_on(house, monkeypatch):
    async def blocked(goal):
        raise Hindered("status 6", told="Something is in the way.")

    acting = house.robot.on_behalf_of

    def watched(caller, language):
        robot = acting(caller, language)
        robot.navigate = blocked
        return robot

    monkeypatch.setattr(house.robot, "on_behalf_of", watched)
    assert outcome(house, "go_to", place="kitchen")[1] == "I cannot get to the kitchen. Something is in the way."


def test_dock_drives_home(house):
    assert outcome(house, "dock", language="zh-CN") == (CallState.SUCCEEDED, "我到充电座了。")
    assert house.body.arrivals[0] == Pose(0.45, 3.4, 0.0)


def test_come_here_stops_about_a_metre_from_the_person(house):
    house.body.person = (3.4, 2.9)
    assert outcome(house, "come_here") == (CallState.SUCCEEDED, "Here I am.")
    assert 0.9 <= hypot(house.body.pose.x - 3.4, house.body.pose.y - 2.9) <= 1.2


def test_come_here_says_when_it_sees_nobody(house):
    state, message = outcome(house, "come_here")
    assert state is CallState.FAILED and "come to the kitchen" in message


def test_bed_set_moves_a_section_one_step(house):
    assert outcome(house, "bed_set", section="back", direction="up")[0] is CallState.SUCCEEDED
    assert house.body.bed_moves == [("back", "up", 0.0)]


@pytest.mark.parametrize(
    ("args", "target"),
    [
        ({"section": "back", "angle_deg": 30.0}, radians(30)),
        ({"section": "height", "height_m": 0.5}, 0.5),
    ],
)
def test_bed_set_moves_a_section_to_a_target(house, args, target):
    assert outcome(house, "bed_set", **args)[0] is CallState.SUCCEEDED
    assert house.body.bed_moves == [(args["section"], "", target)]


@pytest.mark.parametrize(
    "args",
    [
        {"section": "back"},
        {"section": "back", "height_m": 0.5},
        {"section": "back", "direction": "left"},
        {"section": "back", "angle_deg": 95.0},
        {"section": "height", "height_m": float("nan")},
    ],
)
def test_bed_set_refuses_what_the_bed_cannot_do(house, args):
    assert outcome(house, "bed_set", **args)[0] is CallState.FAILED
    assert house.body.bed_moves == []


def test_bed_flat_waits_for_the_elder_to_say_yes(house):
    async def day():
        call = house.ask("bed_flat")
        await asyncio.sleep(3.0)
        before = list(house.body.bed_moves)
        house.ask("confirm", answer="yes")
        await asyncio.sleep(20.0)
        return before, house.states(call)[-1]

    assert run_fast(day()) == ([], CallState.SUCCEEDED)
    assert house.body.bed_moves == [("flat", "", 0.0)]


def test_a_no_leaves_the_bed_as_it_is(house):
    async def day():
        call = house.ask("bed_flat")
        await asyncio.sleep(3.0)
        house.ask("confirm", answer="no")
        await asyncio.sleep(20.0)
        return house.states(call)[-1]

    assert run_fast(day()) is CallState.REFUSED
    assert house.body.bed_moves == []


def test_bed_sit_up_moves_the_bed(house):
    assert outcome(house, "bed_sit_up")[0] is CallState.SUCCEEDED
    assert house.body.bed_moves == [("sit_up", "", 0.0)]


def test_a_bed_that_is_halted_is_said_to_have_stopped(house):
    house.body.bed = Fault.REJECTS
    assert outcome(house, "bed_set", section="legs", direction="up") == (CallState.FAILED, "The bed has stopped.")


@pytest.mark.parametrize(
    ("hour", "minute", "english", "chinese"),
    [
        (0, 0, "It is 12:00 at night.", "现在是夜里12点整。"),
        (8, 5, "It is 8:05 in the morning.", "现在是上午8点5分。"),
        (12, 30, "It is 12:30 in the afternoon.", "现在是下午12点30分。"),
        (21, 59, "It is 9:59 in the evening.", "现在是晚上9点59分。"),
    ],
)
def test_the_time_is_told_as_people_say_it(new_house, hour, minute, english, chinese):
    for language, text in (("en", english), ("zh-CN", chinese)):
        house = new_house()
        house.body.now = datetime(2024, 11, 21, hour, minute)
        assert outcome(house, "tell_time", language=language)[1] == text


def test_the_date_is_told_with_its_weekday(new_house):
    assert outcome(new_house(), "tell_date")[1] == "Today is Thursday, November 21, 2024."
    assert outcome(new_house(), "tell_date", language="zh-CN")[1] == "今天是2024年11月21日星期四。"


def test_the_language_of_the_house_changes(house):
    assert outcome(house, "language_set", lang="zh-CN") == (CallState.SUCCEEDED, "我现在跟您说中文。")
    assert house.body.language == "zh-CN"


@pytest.mark.parametrize(
    ("args", "change", "answer"),
    [
        ({"volume": "up"}, VoiceChange(volume=1), "I speak louder now."),
        ({"volume": "down"}, VoiceChange(volume=-1), "I speak more quietly now."),
        ({"speed": "down"}, VoiceChange(pace=-1), "I speak more slowly now."),
        ({"voice": "next"}, VoiceChange(profile="next"), "This is my voice now."),
        ({"hearing": "severe"}, VoiceChange(hearing="severe"), "I will speak so that you can hear me well."),
    ],
)
def test_the_voice_changes_and_answers_in_the_new_way(house, args, change, answer):
    assert outcome(house, "voice_set", **args) == (CallState.SUCCEEDED, answer)
    assert house.body.voice_changes == [change]


def test_a_voice_that_can_not_go_further_says_so(house):
    house.body.voice_at_limit = True
    assert outcome(house, "voice_set", volume="up") == (CallState.SUCCEEDED, "I cannot do more of that.")


def test_a_voice_that_does_not_change_is_admitted(house):
    house.body.voice = Fault.REJECTS
    assert outcome(house, "voice_set", voice="deep_man", language="zh-CN") == (CallState.FAILED, "我没能换声音。")


def consented(house, answer, after_s=20.0, caller=None, skill="voice_remember"):
    """The last state of a wish to be known, answered so many seconds later; the twin asks after 4 s."""

    async def day():
        call = house.ask(skill, **({"caller": caller} if caller else {}))
        await asyncio.sleep(after_s)
        if answer:
            house.ask("confirm", answer=answer)
        await asyncio.sleep(60.0)
        return house.states(call)[-1]

    return run_fast(day())


def test_a_voice_is_remembered_after_all_is_explained_and_a_yes(house):
    assert consented(house, "yes", after_s=5.0) is CallState.SUCCEEDED
    assert house.body.known_voices == {"elder"}
    kept, allowed, asked, thanked = house.body.said
    assert "only inside me" in kept and "nobody anything" in allowed and "forget my voice" in allowed
    assert asked == "Mrs. Wang, may I remember your voice? Please say yes or no."
    assert "Please talk to me a little now" in thanked


@pytest.mark.parametrize(("answer", "after_s"), [("no", 5.0), ("", 5.0), ("yes", 1.0), ("yes", 3.0), ("yes", 30.0)])
def test_anything_but_a_yes_to_the_whole_question_leaves_a_voice_unknown(house, answer, after_s):
    assert consented(house, answer, after_s) is CallState.FAILED
    assert house.body.known_voices == set()
    assert house.body.said[-1] == "Then I will not do it."


def test_half_an_explanation_is_not_followed_by_the_question(house):
    house.body.voice = Fault.REJECTS
    assert consented(house, "yes", after_s=0.0) is CallState.FAILED
    assert house.body.known_voices == set() and not any("yes or no" in said for said in house.body.said)
    assert house.body.said[-1] == "I could not tell you everything about that. Please ask me once more."


def test_a_visit_that_is_known_by_name_agrees_for_itself(house):
    consented(house, "yes", after_s=5.0, caller=Caller("caregiver", Role.NURSE))
    assert house.body.known_voices == {"caregiver"}


def test_nobody_consents_from_outside_the_room(house):
    assert consented(house, "yes", after_s=5.0, caller=NURSE) is CallState.REFUSED
    assert house.body.known_voices == set()


def test_a_robot_that_can_not_learn_a_voice_says_so(house):
    house.body.voice_memory = Fault.REJECTS
    assert consented(house, "yes", after_s=5.0) is CallState.FAILED
    assert house.body.said[-1] == "I cannot remember voices now."


@pytest.mark.parametrize("known", [{"elder", "caregiver"}, {"caregiver"}])
@pytest.mark.parametrize("caller", [None, NURSE, Caller("caregiver", Role.NURSE, remote=True)])
def test_the_elders_voice_is_deleted_at_once_by_themself_and_from_outside(house, known, caller):
    house.body.known_voices = set(known)
    deleted = (CallState.SUCCEEDED, "I have deleted the voice of Mrs. Wang.")
    assert outcome(house, "voice_forget", seconds=0.1, caller=caller) == deleted
    assert house.body.known_voices == {"caregiver"}


def test_a_nurse_in_the_room_deletes_their_own_voice(house):
    house.body.known_voices = {"elder", "caregiver"}
    caller = Caller("caregiver", Role.NURSE)
    assert outcome(house, "voice_forget", language="zh-CN", caller=caller)[1] == "我已经删除了李护士的声音。"
    assert house.body.known_voices == {"elder"}


def test_a_voice_that_is_not_deleted_is_admitted(house):
    house.body.voice_memory = Fault.REJECTS
    failed = (CallState.FAILED, "I could not delete the voice of Mrs. Wang. Please try again later.")
    assert outcome(house, "voice_forget") == failed


def test_a_face_is_remembered_after_all_is_explained_and_a_yes(house):
    house.body.face_advice = ["Come closer.", "Come closer.", "Look at me."]
    assert consented(house, "yes", after_s=5.0, skill="face_remember") is CallState.SUCCEEDED
    assert house.body.known_faces == {"elder"} and house.body.known_voices == set()
    kept, allowed, asked, thanked, *guided = house.body.said
    assert "not as a picture" in kept and "nobody anything" in allowed and "forget my face" in allowed
    assert asked == "Mrs. Wang, may I remember your face? Please say yes or no."
    assert "come in front of me" in thanked
    assert guided == ["Come closer.", "Look at me.", "Now I know your face."]


@pytest.mark.parametrize(("answer", "after_s"), [("no", 5.0), ("", 5.0), ("yes", 1.0), ("yes", 30.0)])
def test_anything_but_a_yes_to_the_whole_question_leaves_a_face_unknown(house, answer, after_s):
    assert consented(house, answer, after_s, skill="face_remember") is CallState.FAILED
    assert house.body.known_faces == set() and house.body.before_camera == ""


def test_nobody_agrees_to_be_known_by_face_from_outside_the_room(house):
    assert consented(house, "yes", after_s=5.0, caller=NURSE, skill="face_remember") is CallState.REFUSED


def test_a_face_that_is_not_seen_well_enough_is_not_remembered(house):
    house.body.face_advice = ["Come closer.", ""]
    assert consented(house, "yes", after_s=5.0, skill="face_remember") is CallState.FAILED
    assert house.body.said[-1].startswith("I could not see your face well enough") and house.body.known_faces == set()


def test_a_robot_that_can_not_learn_a_face_says_so(house):
    house.body.face_memory = Fault.REJECTS
    assert consented(house, "yes", after_s=5.0, skill="face_remember") is CallState.FAILED
    assert house.body.said[-1] == "I cannot remember faces now."


def test_who_stops_while_the_face_is_learned_is_not_known(house):
    house.body.face_advice = ["Come closer."] * 30

    async def day():
        call = house.ask("face_remember")
        await asyncio.sleep(5.0)
        house.ask("confirm", answer="yes")
        await asyncio.sleep(5.0)
        house.ask("stop")
        await asyncio.sleep(60.0)
        return house.states(call)[-1]

    assert run_fast(day()) is CallState.CANCELLED
    assert house.body.known_faces == set() and house.body.before_camera == ""


@pytest.mark.parametrize("caller", [None, NURSE, Caller("caregiver", Role.NURSE, remote=True)])
def test_the_elders_face_is_deleted_at_once_by_themself_and_from_outside(house, caller):
    house.body.known_faces = {"elder", "caregiver"}
    deleted = (CallState.SUCCEEDED, "I have deleted the face of Mrs. Wang.")
    assert outcome(house, "face_forget", seconds=0.1, caller=caller) == deleted
    assert house.body.known_faces == {"caregiver"}


def test_a_face_that_is_not_deleted_is_admitted(house):
    house.body.face_memory = Fault.REJECTS
    failed = (CallState.FAILED, "I could not delete the face of Mrs. Wang. Please try again later.")
    assert outcome(house, "face_forget") == failed


def test_what_was_said_is_said_again(house):
    house.body.said.append("Lunch is ready.")
    assert outcome(house, "repeat_last")[1] == "Lunch is ready."


def test_a_robot_that_was_silent_has_nothing_to_repeat(house):
    assert outcome(house, "repeat_last")[1] == "I have not said anything yet."


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Condition(0.8, "ready"), "I am well. My battery is at 80 percent."),
        (Condition(None, "halted"), "I am standing still, because I was stopped."),
    ],
)
def test_the_robot_tells_how_it_is(house, condition, text):
    house.body.condition = condition
    assert outcome(house, "robot_status")[1] == text


@pytest.mark.parametrize("gate", ["ready", "slowed", "halted", "emergency", "unknown"])
def test_every_state_of_the_gate_has_words(house, gate):
    house.body.condition = replace(house.body.condition, gate=gate)
    assert outcome(house, "robot_status")[0] is CallState.SUCCEEDED


def test_the_robot_is_honest_about_whom_it_knows(new_house):
    assert outcome(new_house(), "who_am_i")[1] == "I do not know your voice. I think you are Mrs. Wang."
    known = Caller("caregiver", Role.NURSE)
    assert outcome(new_house(), "who_am_i", caller=known, language="zh-CN")[1] == "您是李护士。"
    assert outcome(new_house(), "who_am_i", caller=NURSE)[1] == "You are Nurse Li."


def test_stop_stops_the_drive_and_the_gate(house):
    async def day():
        drive = house.ask("go_to", place="kitchen")
        await asyncio.sleep(2.0)
        stop = house.ask("stop")
        await asyncio.sleep(5.0)
        return house.states(drive)[-1], house.states(stop)[-1]

    assert run_fast(day()) == (CallState.CANCELLED, CallState.SUCCEEDED)
    assert house.body.arrivals == [] and house.body.halts == 1
    assert house.body.said[-1] == "I have stopped."


def test_call_help_raises_an_alarm(house):
    assert outcome(house, "call_help", seconds=5.0, who="nurse")[0] is CallState.SUCCEEDED
    assert "alarm_raised" in house.kinds()
