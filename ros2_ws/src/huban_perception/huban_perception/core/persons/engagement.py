"""Whether somebody means the robot: they are near and look at it, and go on doing so."""

from dataclasses import dataclass
from enum import IntEnum
from math import inf

from huban_common.core.parameters import param


class Engagement(IntEnum):
    """The values are those of hri_msgs/EngagementLevel."""

    UNKNOWN = 0
    DISENGAGED = 1
    ENGAGING = 2
    ENGAGED = 3
    DISENGAGING = 4


@dataclass(frozen=True)
class EngagementRules:
    """How near, how directly and how long."""

    engage_m: float = param(3.6, "who is farther away does not begin to be engaged", minimum=0.1)
    leave_m: float = param(4.5, "who is farther away than this is no longer engaged", minimum=0.1)
    engage_angle_deg: float = param(25.0, "who looks by less than this past the robot looks at it", maximum=180.0)
    leave_angle_deg: float = param(30.0, "who looks by more than this past the robot looks away", maximum=180.0)
    engage_s: float = param(1.0, "looking at the robot for this long: engaged", minimum=0.0)
    disengage_s: float = param(1.0, "looking away for this long: no longer engaged", minimum=0.0)
    attention_s: float = param(1.0, "attention is the mean over this time", minimum=0.1)
    engagement_unknown_s: float = param(5.0, "no face seen for this long: not known", minimum=0.5)


class EngagementWatch:
    """The engagement of one person; stamps must grow from call to call."""

    def __init__(self, rules: EngagementRules) -> None:
        self._rules = rules
        self._attention = 0.0
        self._seen_s = -inf
        self._since_s = -inf
        self.level = Engagement.UNKNOWN

    def see(self, stamp_s: float, away_deg: float, distance_m: float) -> Engagement:
        """Takes how far somebody looks past the robot, and from where."""
        looks = self._looks(away_deg, distance_m)
        passed_s = stamp_s - self._seen_s
        follow = min(1.0, passed_s / self._rules.attention_s)
        self._attention += follow * (float(looks) - self._attention)
        self._seen_s = stamp_s
        self._step(stamp_s)
        return self.level

    def miss(self, stamp_s: float) -> Engagement:
        """Takes a time at which the face was not seen: whoever turns the head all the way is not engaged."""
        if stamp_s - self._seen_s > self._rules.engagement_unknown_s:
            self._become(Engagement.UNKNOWN, stamp_s)
            self._attention = 0.0
        elif stamp_s - self._seen_s > self._rules.attention_s:
            self._attention = 0.0
            self._step(stamp_s)
        return self.level

    def _looks(self, away_deg: float, distance_m: float) -> bool:
        """Hysteresis: it takes less to stay engaged than to become it."""
        inside = self.level in (Engagement.ENGAGED, Engagement.ENGAGING, Engagement.DISENGAGING)
        rules = self._rules
        if inside:
            return away_deg <= rules.leave_angle_deg and distance_m <= rules.leave_m
        return away_deg <= rules.engage_angle_deg and distance_m <= rules.engage_m

    def _step(self, stamp_s: float) -> None:
        attentive = self._attention >= 0.5
        lasted_s = stamp_s - self._since_s
        if self.level is Engagement.UNKNOWN:
            self._become(Engagement.DISENGAGED, stamp_s)
        elif self.level is Engagement.DISENGAGED and attentive:
            self._become(Engagement.ENGAGING, stamp_s)
        elif self.level is Engagement.ENGAGING and (not attentive or lasted_s >= self._rules.engage_s):
            self._become(Engagement.ENGAGED if attentive else Engagement.DISENGAGED, stamp_s)
        elif self.level is Engagement.ENGAGED and not attentive:
            self._become(Engagement.DISENGAGING, stamp_s)
        elif self.level is Engagement.DISENGAGING and (attentive or lasted_s >= self._rules.disengage_s):
            self._become(Engagement.ENGAGED if attentive else Engagement.DISENGAGED, stamp_s)

    def _become(self, level: Engagement, stamp_s: float) -> None:
        if level is not self.level:
            self.level, self._since_s = level, stamp_s
