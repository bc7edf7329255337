"""The battery: drained by being awake and by driving, filled at the dock."""

from huban_simulation.core.types import BatteryCharge, Twist

_CAPACITY_WH = 240.0
_AWAKE_W = 22.0
_DRIVING_W_PER_M_S = 55.0
_CHARGER_W = 120.0
_EMPTY_V, _FULL_V = 21.0, 29.4


class Battery:
    """A 24 V lithium battery of seven cells; voltage falls in a straight line with charge."""

    def __init__(self, charge: float) -> None:
        self._charge = charge
        self._power_w = -_AWAKE_W
        self._docked = False

    def step(self, dt_s: float, twist: Twist, docked: bool) -> None:
        driving = _DRIVING_W_PER_M_S * (abs(twist.linear_m_s) + 0.2 * abs(twist.angular_rad_s))
        self._docked = docked
        self._power_w = (_CHARGER_W if docked and self._charge < 1.0 else 0.0) - (0.0 if docked else _AWAKE_W + driving)
        self._charge = min(1.0, max(0.0, self._charge + self._power_w * dt_s / 3600 / _CAPACITY_WH))

    def read(self) -> BatteryCharge:
        voltage = _EMPTY_V + self._charge * (_FULL_V - _EMPTY_V)
        return BatteryCharge(self._charge, voltage, self._power_w / voltage, self._docked and self._charge < 1.0)
