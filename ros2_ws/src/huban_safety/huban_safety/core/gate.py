"""The gate: every velocity command passes here or does not pass."""

from math import isfinite

from huban_common.core.clock import Clock
from huban_common.core.lidar import View
from huban_safety.config import SafetyConfig
from huban_safety.core.protective_field import ProtectiveField
from huban_safety.core.scan_watch import ScanWatch
from huban_safety.core.types import STANDSTILL, Cause, State, Velocity, Verdict, refused
from huban_safety.core.wheel_watch import WheelWatch

ABSURD = 2.0
"""A command this many times over a limit comes from a fault, so nothing of it is used."""
LONGEST_STEP_S = 0.1
"""After a pause the speed grows as if this much time had passed."""
IDLE_S = 1.0


class Gate:
    """Decides what reaches the motors. Starts halted, so that a restarted gate moves nothing by itself.

    A halt lasts until `release`, an emergency until `reset` and then `release`. A stream of commands that is still
    running at the release has to pause or ask for standstill first: motion from before the halt does not go on.
    """

    def __init__(self, config: SafetyConfig, clock: Clock) -> None:
        self._config, self._clock = config, clock
        self._field = ProtectiveField(config)
        self._scan = ScanWatch(config)
        self._wheels = WheelWatch(config)
        self._halt: Cause | None = Cause.STARTED
        self._emergency = self._button = self._bumper = False
        self._old_motion = self._command_lost = False
        self._target: Velocity | None = STANDSTILL
        self._command_s = self._output_s = clock.now_s()
        self.output = STANDSTILL
        self.verdict = Verdict(State.HALTED, Cause.STARTED, 0.0)

    def command(self, wanted: Velocity) -> Velocity:
        """What to put out for a command that has just arrived."""
        now_s = self._clock.now_s()
        if wanted == STANDSTILL or self._is_stale(now_s):
            self._old_motion = False
        self._command_s, self._command_lost = now_s, False
        self._target = self._bounded(wanted) if self._is_sane(wanted) else None
        return self._put_out(self._permitted(now_s), now_s)

    def watch(self) -> bool:
        """Stops a motion that has lost its command or its senses; whether it did. Call it at 20 Hz while not idle."""
        now_s = self._clock.now_s()
        moving = self.output != STANDSTILL
        if self._is_stale(now_s):
            self._command_lost |= moving
            self._target, self._old_motion = STANDSTILL, False
        self.verdict = self._judge(self._target, now_s)
        if not moving or self.verdict.speed_limit_mps > 0.0:
            return False
        self._put_out(STANDSTILL, now_s)
        return True

    @property
    def idle(self) -> bool:
        """Whether nothing moves and nobody has asked for it lately."""
        return self.output == STANDSTILL and self._clock.now_s() - self._command_s > IDLE_S

    @property
    def locked(self) -> bool:
        """Whether neither the robot nor the bed may move until somebody releases them."""
        return self._emergency or self._halt is not None

    def scan(self, view: View | None) -> None:
        """A scan as seen from the base; None where the lidar's place is not known."""
        self._scan.receive(view, self.output != STANDSTILL, self._clock.now_s())

    def odometry(self, measured: Velocity, stamp_s: float) -> bool:
        """Measured motion; whether it made the gate halt."""
        fault = self._wheels.receive(measured, stamp_s, self._clock.now_s())
        return fault is not None and self.halt(fault)

    def bumper(self, pressed: bool) -> bool:
        """Whether something touches the robot; whether that made the gate halt."""
        hit = pressed and not self._bumper
        self._bumper = pressed
        return hit and self.halt(Cause.BUMPER)

    def halt(self, cause: Cause) -> bool:
        """Stops everything until `release`; False where it was halted already."""
        fresh = self._halt in (None, Cause.STARTED)
        if fresh:
            self._halt = cause
        self._stop()
        return fresh

    def emergency_button(self, pressed: bool) -> bool:
        """The hardware button; whether this made an emergency."""
        fresh = pressed and not self._emergency
        self._button = pressed
        self._emergency |= pressed
        self._stop()
        return fresh

    def reset(self) -> bool:
        """Ends an emergency, on the spot; False while the button is pressed. The gate stays halted."""
        if self._button:
            return False
        if self._emergency:
            self._emergency, self._halt = False, Cause.EMERGENCY_RESET
        self._stop()
        return True

    def release(self) -> bool:
        """Ends a halt before a new motion; False in an emergency."""
        if self._emergency:
            return False
        now_s = self._clock.now_s()
        self._halt, self._command_lost = None, False
        self._old_motion = self._target != STANDSTILL and not self._is_stale(now_s)
        self.verdict = self._judge(self._target, now_s)
        return True

    def _stop(self) -> None:
        now_s = self._clock.now_s()
        self.verdict = self._judge(self._target, now_s)
        self._put_out(_within(self.output, self.verdict), now_s)

    def _permitted(self, now_s: float) -> Velocity:
        """What of the target may be put out now: always on its arc, which is the one that was judged."""
        self.verdict = self._judge(self._target, now_s)
        return self._ramped(_within(self._target or STANDSTILL, self.verdict), now_s)

    def _judge(self, target: Velocity | None, now_s: float) -> Verdict:
        """What may pass of a sane velocity, None for one that is not."""
        return self._lock() or self._flaw(target, now_s) or self._bounds(target or STANDSTILL, now_s)

    def _lock(self) -> Verdict | None:
        if self._emergency:
            return Verdict(State.EMERGENCY, Cause.EMERGENCY_STOP, 0.0)
        return None if self._halt is None else Verdict(State.HALTED, self._halt, 0.0)

    def _flaw(self, target: Velocity | None, now_s: float) -> Verdict | None:
        """What is wrong with the command or with the odometry."""
        if target is None:
            return refused(Cause.COMMAND_INVALID)
        if self._command_lost:
            return refused(Cause.COMMAND_LOST)
        if self._old_motion:
            return refused(Cause.OLD_MOTION)
        return refused(Cause.ODOMETRY_LOST) if self._wheels.lost(now_s) else None

    def _bounds(self, target: Velocity, now_s: float) -> Verdict:
        """What the surroundings allow."""
        view = self._scan.view(now_s)
        if isinstance(view, Cause):
            return refused(view)
        verdict = self._field.verdict(target, view)
        if not self._bumper:
            return verdict
        limit_mps = min(verdict.speed_limit_mps, self._config.bumper_speed_mps) if target.linear < 0.0 else 0.0
        return Verdict(State.SLOWED, Cause.BUMPER, limit_mps)

    def _is_stale(self, now_s: float) -> bool:
        return now_s - self._command_s > self._config.command_timeout_s

    def _is_sane(self, wanted: Velocity) -> bool:
        return (
            isfinite(wanted.linear + wanted.angular)
            and abs(wanted.linear) <= ABSURD * self._config.max_speed_mps
            and abs(wanted.angular) <= ABSURD * self._config.max_turn_radps
        )

    def _bounded(self, wanted: Velocity) -> Velocity:
        """On the same arc, within the fastest motion."""
        config = self._config
        excess = max(abs(wanted.linear) / config.max_speed_mps, abs(wanted.angular) / config.max_turn_radps)
        return wanted if excess <= 1.0 else wanted.scaled(1.0 / excess)

    def _ramped(self, target: Velocity, now_s: float) -> Velocity:
        """As much of the target as the speed may grow to from the last output."""
        config, last = self._config, self.output
        step_s = min(now_s - self._output_s, LONGEST_STEP_S)
        return target.scaled(
            min(
                _share(last.linear, target.linear, config.max_acceleration_mps2 * step_s),
                _share(last.angular, target.angular, config.max_turn_acceleration_radps2 * step_s),
            )
        )

    def _put_out(self, velocity: Velocity, now_s: float) -> Velocity:
        self.output, self._output_s = velocity, now_s
        self._wheels.put_out(velocity, now_s)
        return velocity


def _share(last: float, wanted: float, step: float) -> float:
    """How much of `wanted` (0..1) is less than the last value, or more by at most `step`; from zero the other way."""
    base = abs(last) if last * wanted > 0.0 else 0.0
    return 1.0 if wanted == 0.0 else min((base + step) / abs(wanted), 1.0)


def _within(velocity: Velocity, verdict: Verdict) -> Velocity:
    """The velocity slowed on its arc to the limit; a limit of zero stops turning too."""
    if verdict.speed_limit_mps <= 0.0:
        return STANDSTILL
    return velocity.scaled(min(1.0, verdict.speed_limit_mps / max(abs(velocity.linear), 1e-9)))
