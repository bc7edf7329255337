from huban_common.core.clock import ManualClock
from huban_scenarios.core.answer import Answer
from huban_scenarios.core.observations import Captioned, SkillChanged


def changed(state):
    return SkillChanged(0.0, "go_to", {}, state, "elder", "")


def begun():
    clock = ManualClock()
    answer = Answer(clock, settling_s=1.0)
    answer.begin()
    return clock, answer


def test_words_of_the_robot_settle_it_after_a_moment():
    clock, answer = begun()
    answer.observe(Captioned(0.0, True, "It is four o'clock."))
    assert not answer.settled
    clock.advance(1.0)
    assert answer.settled


def test_a_skill_under_way_keeps_it_open_until_it_ends():
    clock, answer = begun()
    answer.observe(changed("running"))
    clock.advance(30.0)
    assert not answer.settled
    answer.observe(changed("succeeded"))
    clock.advance(1.0)
    assert answer.settled


def test_the_asker_s_own_words_are_no_answer():
    clock, answer = begun()
    answer.observe(Captioned(0.0, False, "what time is it"))
    clock.advance(5.0)
    assert not answer.anything
    assert not answer.settled


def test_what_happened_before_the_question_does_not_count():
    clock = ManualClock()
    answer = Answer(clock, settling_s=1.0)
    answer.observe(changed("succeeded"))
    clock.advance(5.0)
    assert not answer.anything
