"""Falls and people on the floor: from sightings over time to suspected, confirmed, up again.

Three ways lead to a suspicion: someone sank fast and is down; someone lies where nobody should lie, however that
came; someone sank fast and is out of sight. Only being seen down, more than once, and not up again confirms it.
"""

from dataclasses import dataclass
from math import inf

from huban_common.core.parameters import param
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.duration import Duration
from huban_perception.core.falls.descent import Descent, DescentWatch
from huban_perception.core.falls.down import DownRules, is_down, is_up, lies_flat, sits_up
from huban_perception.core.falls.findings import FallFinding, FallKind, FallPhase
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


class FallMonitor:
    """Watches one person; stamps must grow from call to call."""

    def __init__(self, rules: FallRules) -> None:
        self._rules = rules
        self._sinking = DescentWatch(rules.descent_drop_m, rules.descent_time_s)
        self._down, self._lying, self._up = (Duration(rules.doubt_s) for _ in range(3))
        self._flat = Duration(rules.doubt_s, rules.found_gap_s)
        self._vanishing = Vanishing(rules.low_m, 0.5 * rules.descent_time_s, rules.doubt_s)
        self._was_up = False
        self._descent: Descent | None = None
        self._upright_before_s: float | None = None
        self._last: BodyState | None = None
        self._carried_s = -inf
        self._noticed_s = -inf
        self._unseen_frames = 0
        self.phase = FallPhase.FINE

    def see(self, body: BodyState, upright_s: float | None = None) -> FallFinding | None:
        """Takes a sighting; says what it changed.

        `upright_s`: when somebody upright was last seen, for cameras that look down and see no descent.
        """
        rules, stamp_s = self._rules, body.stamp_s
        self._last, self._noticed_s = body, stamp_s
        self._carried_s = stamp_s if body.placement.support is not None else self._carried_s
        self._down.observe(stamp_s, is_down(body, rules) and not self._on_furniture)
        self._lying.observe(stamp_s, lies_flat(body, rules) and body.legs_seen and not self._on_furniture)
        self._flat.observe(stamp_s, lies_flat(body, rules) and body.placement.before is None)
        self._up.observe(stamp_s, is_up(body, rules))
        self._unseen_frames = self._unseen_frames if self._down.frames > 1 else 0
        self._was_up = self._was_up or self._up.frames >= rules.suspect_frames
        self._sinking.observe(stamp_s, body.features.shoulders_m)
        self._vanishing.seen_again()
        self._remember_descent()
        self._remember_upright(upright_s)
        return self._judge_up(body) or self._judge_down(body, stamp_s)

    def miss(
        self, stamp_s: float, reached_m: float | None = None, stands: bool = False, may_have_sunk: bool = True
    ) -> FallFinding | None:
        """Takes a frame in which this person was not seen.

        `reached_m`: how high that reaches which moves where the person was; `stands`: somebody unknown is upright, and
        nobody lies; `may_have_sunk` is False where somebody else is seen in the person's place, or from above.
        """
        if self._last is None:
            return None
        reached_m = reached_m if stamp_s - self._noticed_s <= self._rules.unseen_confirm_s else None
        self._vanishing.observe(stamp_s, stamp_s - self._last.stamp_s, reached_m)
        moves_low = self._vanishing.is_low(reached_m)
        self._unseen_frames += 1
        if moves_low and self._down.since_s is not None:
            self._noticed_s = stamp_s
            self._down.observe(stamp_s, True)
        if stands:
            self._down.observe(stamp_s, False)
            self._flat.observe(stamp_s, False)
        if may_have_sunk and self._sank_out_of_sight(self._last, stamp_s):
            self._descent = self._sinking.certain
            return self._believe(FallPhase.SUSPECTED, FallKind.SUSPECTED, self._last, stamp_s)
        if self._stays_down(stamp_s):
            return self._believe(FallPhase.FALLEN, FallKind.DETECTED, self._last, stamp_s)
        return self._judge_down(self._last, stamp_s) if moves_low else self._judge_long(self._last, stamp_s)

    def _sank_out_of_sight(self, last: BodyState, stamp_s: float) -> bool:
        low = self._vanishing.low_for(self._rules.fall_suspect_s)
        seated = sits_up(last, self._rules) or last.placement.seat is not None
        lost = stamp_s - last.stamp_s >= self._rules.unseen_suspect_s and not seated
        sank = self._was_up and not self._vanishing.stirs_above and self._sinking.certain is not None
        return (low or lost) and sank and not self._on_furniture and self.phase is FallPhase.FINE

    @property
    def _on_furniture(self) -> bool:
        """Whether a bed or sofa carried the person just before they were last seen: one sighting may be misplaced."""
        return self._last is not None and self._last.stamp_s - self._carried_s <= self._rules.doubt_s

    def _stays_down(self, stamp_s: float) -> bool:
        """Whether the last that was seen, more than once, is being down after a descent that was watched."""
        descent, since_s = self._descent, self._down.since_s
        if self.phase is not FallPhase.SUSPECTED or descent is None or since_s is None or self._lying.frames < 2:
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
        rules, (held, suspect_s, confirm_s) = self._rules, self._limits(body)
        sure = held.frames >= rules.suspect_frames and held.share >= rules.suspect_share
        if self.phase is FallPhase.FINE and sure and held.lasted_s >= suspect_s:
            return self._believe(FallPhase.SUSPECTED, FallKind.SUSPECTED, body, stamp_s)
        if self.phase is FallPhase.SUSPECTED and held.frames >= rules.confirm_frames and held.lasted_s >= confirm_s:
            return self._believe(FallPhase.FALLEN, FallKind.DETECTED, body, stamp_s)
        return self._judge_long(body, stamp_s)

    def _limits(self, body: BodyState) -> tuple[Duration, float, float]:
        """What tells that the person is down, and after how long that is suspected and confirmed.

        Whoever came down fast and sits there propped up may have sat down on purpose, and a body that is hardly ever
        seen may be a mistake: both take longer.
        """
        rules = self._rules
        if self._descent is not None:
            often = self._down.frames >= rules.suspect_share * (self._down.frames + self._unseen_frames)
            lies = often and self._lying.frames >= rules.confirm_frames
            return self._down, rules.fall_suspect_s, rules.fall_confirm_s if lies else rules.found_confirm_s
        if self._upright_before_s is not None:
            return self._flat, rules.fall_suspect_s, rules.fall_confirm_s
        patience = 1.0 if body.placement.located else rules.unplaced_patience
        return self._flat, patience * rules.found_suspect_s, patience * rules.found_confirm_s

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
