"""People are greeted once in a while, never twice in a row."""

from huban_behaviors.core.greeting import Greeter, greeting_key


def test_somebody_who_stays_is_greeted_once_per_interval():
    greeter = Greeter(interval_s=3600.0)
    greeter.saw(1, now_s=0.0)
    assert greeter.is_due(1.5)
    greeter.greeted(1.5, said=True)
    assert not greeter.is_due(1800.0)
    assert greeter.is_due(3700.0)


def test_a_greeting_that_nobody_heard_is_made_again_soon():
    greeter = Greeter(interval_s=3600.0)
    greeter.saw(1, now_s=0.0)
    greeter.greeted(1.5, said=False)
    assert not greeter.is_due(5.0)
    assert greeter.is_due(12.0)


def test_a_flicker_of_the_tracker_is_nobody():
    greeter = Greeter(interval_s=3600.0)
    greeter.saw(1, now_s=0.0)
    assert not greeter.is_due(0.5)
    greeter.saw(0, now_s=0.6)
    assert not greeter.is_due(10.0)


def test_the_time_of_day_is_greeted():
    keys = [greeting_key(hour) for hour in (3, 7, 11, 15, 20)]
    assert keys == ["good-evening", "good-morning", "good-noon", "good-afternoon", "good-evening"]
