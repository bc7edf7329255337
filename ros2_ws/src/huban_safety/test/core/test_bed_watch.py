from huban_common.core.clock import ManualClock
from huban_safety.config import SafetyConfig
from huban_safety.core.bed_watch import BedWatch

CONFIG = SafetyConfig()


def follow(watch: BedWatch, clock: ManualClock, positions: list[float], period_s: float = 0.1) -> list[str | None]:
    """What the watch says while the bed reports these positions."""
    said = []
    for position in positions:
        clock.advance(period_s)
        watch.position(position)
        said.append(watch.fault())
    return said


def started(duration_s: float = 5.0) -> tuple[BedWatch, ManualClock]:
    clock = ManualClock()
    return BedWatch(0.0, 0.5, duration_s, CONFIG, clock), clock


def test_a_bed_that_gets_on_is_left_alone() -> None:
    watch, clock = started()
    assert set(follow(watch, clock, [0.01 * i for i in range(51)])) == {None}


def test_a_bed_that_says_nothing_is_silent() -> None:
    watch, clock = started()
    clock.advance(CONFIG.bed_silence_s + 0.01)
    assert watch.fault() == "bed-silent"


def test_a_bed_that_does_not_get_on_is_stuck() -> None:
    watch, clock = started()
    said = follow(watch, clock, [0.2] * 25)
    assert said[0] is None
    assert said[-1] == "bed-stuck"


def test_trembling_is_no_progress() -> None:
    watch, clock = started()
    assert follow(watch, clock, [0.0005, -0.0005] * 15)[-1] == "bed-stuck"


def test_a_bed_that_has_arrived_may_rest() -> None:
    watch, clock = started(duration_s=1.0)
    assert follow(watch, clock, [0.1, 0.3, 0.5, *[0.5] * 30])[-1] is None


def test_a_bed_that_takes_much_longer_than_planned_is_late() -> None:
    watch, clock = started(duration_s=1.0)
    assert follow(watch, clock, [0.004 * i for i in range(70)])[-1] == "bed-late"
