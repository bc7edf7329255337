from huban_simulation.core.bumper import Bumper


def test_a_lasting_touch_counts_once() -> None:
    bumper = Bumper()
    for _ in range(5):
        bumper.update(frozenset({"sofa"}))
    assert bumper.pressed and bumper.contacts == 1


def test_touching_again_counts_again() -> None:
    bumper = Bumper()
    for touching in ({"sofa"}, set(), {"sofa", "world"}):
        bumper.update(frozenset(touching))
    assert bumper.contacts == 3


def test_a_free_robot_presses_nothing() -> None:
    bumper = Bumper()
    bumper.update(frozenset({"sofa"}))
    bumper.update(frozenset())
    assert not bumper.pressed
