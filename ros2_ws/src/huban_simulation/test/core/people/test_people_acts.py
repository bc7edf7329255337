import pytest

from huban_simulation.core.people.person import ActError


@pytest.mark.parametrize(
    ("act", "args", "reason"),
    [
        ("dance", {}, "no act 'dance'; known are say, walk_to"),
        ("wave", {"hand": "left"}, "wave: no argument 'hand'"),
        ("walk_to", {"place": "moon"}, "no place 'moon'; known are .*kitchen"),
        ("walk_to", {}, "no place 'None'"),
        ("walk_to", {"at": [50, 50]}, "no free floor"),
        ("walk_to", {"at": ["a", 1]}, "list of numbers"),
        ("walk_to", {"at": [1, float("nan")]}, "not a point"),
        ("sit", {"on": "fridge"}, "known are bed, .*sofa"),
        ("lie", {"on": "armchair"}, "known are bed, sofa"),
        ("fall", {"direction": "up"}, "known are forward, backward"),
        ("face", {"expression": "smug"}, "known are neutral, happy"),
        ("face", {}, "known are neutral"),
        ("look_at", {"at": [1, 2]}, "not a point"),
        ("say", {"text": " "}, "give the words"),
        ("say", {"text": "hi", "duration_s": -1}, "not a time"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(play, act, args, reason):
    stage = play()
    with pytest.raises(ActError, match=reason):
        stage.person.act(act, args)
    assert stage.let(0.1).activity == "idle"


def test_saying_something_takes_the_time_that_it_is_given(play):
    stage = play()
    stage.act("say", text="good morning", duration_s=1.0)
    assert stage.let(0.9).saying == "good morning"
    assert stage.let(0.2).saying == ""


def test_a_start_that_cannot_be_is_refused(play):
    with pytest.raises(ActError, match="nobody can be lying at armchair"):
        play(at="armchair", posture="lying")


def test_one_can_start_on_the_floor(play):
    assert play(posture="fallen").let(0.1).posture == "fallen"
