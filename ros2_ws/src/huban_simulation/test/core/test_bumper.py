from huban_simulation.core.bumper import Bumper

DT = 0.02


def after(*touches: tuple[float, set[str]]) -> Bumper:
    """A bumper that has touched these things for these times (s)."""
    bumper = Bumper()
    for seconds, touching in touches:
        for _ in range(round(seconds / DT)):
            bumper.update(DT, frozenset(touching))
    return bumper


def test_a_lasting_touch_counts_once() -> None:
    bumper = after((2.0, {"sofa"}))
    assert bumper.pressed and bumper.contacts == 1


def test_touching_again_later_counts_again() -> None:
    assert after((0.1, {"sofa"}), (1.0, set()), (0.1, {"sofa", "world"})).contacts == 3


def test_bouncing_off_counts_once() -> None:
    assert after((0.1, {"sofa"}), (0.1, set()), (0.1, {"sofa"})).contacts == 1


def test_a_robot_that_has_backed_off_presses_nothing() -> None:
    assert not after((1.0, {"sofa"}), (0.5, set())).pressed
