"""Falls and people on the floor: from sightings over time to suspected, confirmed, up again.

Three ways lead to a suspicion: someone sank fast and is down; someone lies where nobody should lie, however that
came; someone sank fast and is out of sight. Only being seen down, more than once, and not up again confirms it.
"""

from dataclasses import dataclass
from enum import Enum

from huban_common.core.parameters import param
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.duration import Duration
from huban_perception.core.falls.descent import Descent, DescentWatch
from huban_perception.core.falls.down import DownRules, is_down, is_up, lies_flat, sits_up
from huban_perception.core.falls.vanishing import Vanishing


@dataclass(frozen=True)
class FallRules(DownRules):
    """How fast and how long."""

    descent_drop_m: float = param(0.5, "shoulders that sink by this much at once are a descent", minimum=0.1)
    descent_time_s: float = param(1.2, "a descent that takes longer than this is not fast", minimum=0.1)
    fall_suspect_s: float = param(0.3, "down after a descent: suspected after this", minimum=0.0)
    fall_confirm_s: float = param(1.5, "down after a descent: confirmed after this", minimum=0.0)
    found_suspect_s: float = param(4.0, "lying without a seen descent: suspected after this", minimum=0.0)
    found_confirm_s: float = param(10.0, "lying without a seen descent: confirmed after this", minimum=0.0)
    found_gap_s: float = param(2.0, "lying without a seen descent is seen at least this often", minimum=0.1)
    unplaced_patience: float = param(2.5, "so many times longer where beds are unknown", minimum=1.0)
    unseen_confirm_s: float = param(5.0, "down after a descent, then out of sight: confirmed after this", minimum=0.0)
    unseen_suspect_s: float = param(1.0, "out of sight after a descent: suspected after this", minimum=0.0)
    upright_s: float = param(0.3, "moving upright below a camera that looks down counts after this", minimum=0.0)
    long_lie_s: float = param(20.0, "down for this long after a fall: a long lie", minimum=1.0)
    suspect_frames: int = param(3, "never suspected on fewer sightings than this", minimum=2)
    suspect_share: float = param(0.6, "nor when a smaller part of the sightings agrees", minimum=0.0, maximum=1.0)
    confirm_frames: int = param(5, "never confirmed on fewer sightings than this", minimum=2)
    up_again_s: float = param(2.0, "up for this long ends a suspicion or a fall", minimum=0.0)
    doubt_s: float = param(0.7, "contradictions shorter than this are taken for noise", minimum=0.0)


class FallKind(str, Enum):
    """What is said; the values are kinds of CareEvent."""

    SUSPECTED = "fall_suspected"
    DETECTED = "fall_detected"
    LONG_LIE = "long_lie_detected"
    UP_AGAIN = "person_up_again"


class FallPhase(str, Enum):
    """What the monitor believes."""

    FINE = "fine"
    SUSPECTED = "suspected"
    FALLEN = "fallen"
    LYING_LONG = "lying_long"


@dataclass(frozen=True)
class FallFinding:
    """A change of belief: `body` is the last sighting, down for `down_s`, out of sight for `unseen_s`."""

    kind: FallKind
    stamp_s: float
    body: BodyState
    down_s: float
    unseen_s: float
    descent: Descent | None
    upright_before_s: float | None = None
    """For cameras that look down: how long before the body lay somebody was last seen upright there."""


class FallMonitor:
    """Watches one person; stamps must grow from call to call."""

    def __init__(self, rules: FallRules) -> None:
        self._rules = rules
        self._sinking = DescentWatch(rules.descent_drop_m, rules.descent_time_s)
        self._down, self._up = (Duration(rules.doubt_s) for _ in range(2))
        self._flat = Duration(rules.doubt_s, rules.found_gap_s)
        self._vanishing = Vanishing(rules.down_shoulders_m, 0.5 * rules.descent_time_s, rules.doubt_s)
        self._was_up = False
        self._descent: Descent | None = None
        self._upright_before_s: float | None = None
        self._last: BodyState | None = None
        self.phase = FallPhase.FINE

    def see(self, body: BodyState, upright_s: float | None = None) -> FallFinding | None:
        """Takes a sighting; says what it changed.

        `upright_s`: when somebody upright was last seen, for cameras that look down and see no descent.
        """
        rules, stamp_s = self._rules, body.stamp_s
        self._last = body
        self._down.observe(stamp_s, is_down(body, rules))
        self._flat.observe(stamp_s, lies_flat(body, rules))
        self._up.observe(stamp_s, is_up(body, rules))
        self._was_up = self._was_up or self._up.frames >= rules.suspect_frames
        self._sinking.observe(stamp_s, body.features.shoulders_m)
        self._vanishing.seen_again()
        self._remember_descent()
        self._remember_upright(upright_s)
        return self._judge_up(body) or self._judge_down(body, stamp_s)

    def miss(
        self, stamp_s: float, reached_m: float | None = None, stands: bool = False, covered: bool = False
    ) -> FallFinding | None:
        """Takes a frame in which this person was not seen.

        `reached_m`: how high that reaches which moves where the person was; `stands`: somebody unknown is upright, and
        nobody lies; `covered`: somebody else is seen where the person was.
        """
        if self._last is None:
            return None
        self._vanishing.observe(stamp_s, stamp_s - self._last.stamp_s, reached_m)
        moves_low = self._vanishing.is_low(reached_m)
        if moves_low and self._down.since_s is not None:
            self._down.observe(stamp_s, True)
        if stands:
            self._down.observe(stamp_s, False)
            self._flat.observe(stamp_s, False)
        if not covered and self._sank_out_of_sight(self._last, stamp_s):
            self._descent = self._sinking.certain
            return self._believe(FallPhase.SUSPECTED, FallKind.SUSPECTED, self._last, stamp_s)
        if self._stays_down(stamp_s):
            return self._believe(FallPhase.FALLEN, FallKind.DETECTED, self._last, stamp_s)
        return self._judge_down(self._last, stamp_s) if moves_low else self._judge_long(self._last, stamp_s)

    def _sank_out_of_sight(self, last: BodyState, stamp_s: float) -> bool:
        low = self._vanishing.low_for(self._rules.fall_suspect_s)
        lost = stamp_s - last.stamp_s >= self._rules.unseen_suspect_s and not sits_up(last, self._rules)
        sank = self._was_up and not self._vanishing.stirs_above and self._sinking.certain is not None
        on_floor = last.placement.support is None
        return (low or lost) and sank and on_floor and self.phase is FallPhase.FINE

    def _stays_down(self, stamp_s: float) -> bool:
        """Whether the last that was seen, more than once, is being down after a descent that was watched."""
        descent, since_s = self._descent, self._down.since_s
        if self.phase is not FallPhase.SUSPECTED or descent is None or since_s is None or self._down.frames < 2:
            return False
        return descent.within_s <= self._rules.descent_time_s and stamp_s - since_s >= self._rules.unseen_confirm_s

    def _remember_descent(self) -> None:
        """The descent that led to being down stays known until the person is fine and not down."""
        if self._down.since_s is None:
            if self.phase is FallPhase.FINE:
                self._descent = None
        elif self._sinking.fast is not None and self._down.lasted_s <= self._rules.descent_time_s:
            self._descent = self._sinking.fast

    def _remember_upright(self, upright_s: float | None) -> None:
        """Lying flat at once after being upright stays known like a descent; from above, sitting looks propped up."""
        since_s = self._flat.since_s
        if since_s is None:
            self._upright_before_s = None
        elif self._flat.frames == 1 and upright_s is not None:
            before_s = since_s - upright_s
            self._upright_before_s = before_s if before_s <= self._rules.descent_time_s else None

    def _judge_up(self, body: BodyState) -> FallFinding | None:
        if self.phase is FallPhase.FINE or self._up.lasted_s < self._rules.up_again_s:
            return None
        return self._believe(FallPhase.FINE, FallKind.UP_AGAIN, body, body.stamp_s)

    def _judge_down(self, body: BodyState, stamp_s: float) -> FallFinding | None:
        rules = self._rules
        patience = 1.0 if body.placement.located else rules.unplaced_patience
        held, suspect_s, confirm_s = self._flat, patience * rules.found_suspect_s, patience * rules.found_confirm_s
        if self._descent is not None or self._upright_before_s is not None:
            suspect_s, confirm_s = rules.fall_suspect_s, rules.fall_confirm_s
            held = self._flat if self._descent is None else self._down
        sure = held.frames >= rules.suspect_frames and held.share >= rules.suspect_share
        if self.phase is FallPhase.FINE and sure and held.lasted_s >= suspect_s:
            return self._believe(FallPhase.SUSPECTED, FallKind.SUSPECTED, body, stamp_s)
        if self.phase is FallPhase.SUSPECTED and held.frames >= rules.confirm_frames and held.lasted_s >= confirm_s:
            return self._believe(FallPhase.FALLEN, FallKind.DETECTED, body, stamp_s)
        return self._judge_long(body, stamp_s)

    def _judge_long(self, body: BodyState, stamp_s: float) -> FallFinding | None:
        since_s = self._down.since_s
        if self.phase is not FallPhase.FALLEN or since_s is None or stamp_s - since_s < self._rules.long_lie_s:
            return None
        return self._believe(FallPhase.LYING_LONG, FallKind.LONG_LIE, body, stamp_s)

    def _believe(self, phase: FallPhase, kind: FallKind, body: BodyState, stamp_s: float) -> FallFinding:
        self.phase = phase
        self._up.clear()
        unseen_s, before_s = stamp_s - body.stamp_s, self._upright_before_s
        return FallFinding(kind, stamp_s, body, self._down.lasted_s, unseen_s, self._descent, before_s)
