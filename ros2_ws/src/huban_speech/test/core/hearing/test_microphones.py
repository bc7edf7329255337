from huban_speech.core.hearing.microphones import Microphones


def two() -> Microphones:
    return Microphones(("screen", "room"))


def test_the_only_microphone_that_sends_is_heard() -> None:
    assert two().hears("room", 0.0)


def test_where_two_send_the_first_in_the_list_is_heard_alone() -> None:
    microphones = two()
    assert microphones.hears("screen", 0.0)
    assert not microphones.hears("room", 0.04)
    assert microphones.hears("screen", 0.08)


def test_when_the_first_falls_silent_the_other_takes_over() -> None:
    microphones = two()
    assert microphones.hears("screen", 0.0)
    assert microphones.hears("room", 1.0)


def test_a_clock_that_starts_anew_makes_nobody_deaf() -> None:
    microphones = two()
    assert microphones.hears("screen", 500.0)
    assert microphones.hears("room", 0.0)


def test_nothing_is_heard_while_muted() -> None:
    microphones = two()
    microphones.muted = True
    assert not microphones.hears("screen", 0.0) and not microphones.hears("room", 5.0)
    microphones.muted = False
    assert microphones.hears("room", 6.0)
