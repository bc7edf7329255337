"""One request to move the bed, from its check to its result."""

from collections.abc import Callable
from typing import Any

from control_msgs.action import FollowJointTrajectory
from rclpy.action import ActionClient

from huban_common.actions import End, Goal, GoalCall
from huban_common.core.bed_codes import GATE_LOCKED
from huban_common.node import ManagedNode
from huban_interfaces.action import MoveBed
from huban_posture.conversions import goal_from_move
from huban_posture.core.bed_plan import BedPlan, Move, Refusal, check_role
from huban_posture.core.bed_state import BedState

Result = MoveBed.Result


class BedMove:
    """Plans a request and sends joint after joint through the gate; `on_end()` follows once the goal has ended."""

    def __init__(
        self,
        node: ManagedNode,
        gate: ActionClient,
        goal: Goal,
        plan: BedPlan,
        bed: BedState,
        say: Callable[..., str],
        on_end: Callable[[], None],
    ) -> None:
        self._node, self._gate, self._goal = node, gate, goal
        self._plan, self._bed, self._say, self._on_end = plan, bed, say, on_end
        self._moves: list[Move] = []
        self._call: GoalCall | None = None
        self._cancelled = self._replaced = False

    def start(self) -> None:
        """Checks, plans and sends the first move."""
        asked = self._goal.request
        try:
            check_role(asked.role)
            self._moves = self._plan.moves(asked.section, asked.direction, asked.target, self._bed.fresh())
        except Refusal as refusal:
            code = Result.TIMEOUT if refusal.key == "bed-unknown" else Result.REFUSED
            self._end(self._goal.abort, code, self._say(refusal.key, **refusal.values))
            return
        self._next()

    def cancel(self) -> None:
        """Stops because the caller wants it."""
        self._cancelled = True
        self._stop()

    def replace(self) -> None:
        """Stops because something else is wanted."""
        self._replaced = True
        self._stop()

    def show(self) -> None:
        """Tells the caller where the bed is."""
        self._goal.feedback(MoveBed.Feedback(position=self._position()))

    def _stop(self) -> None:
        if self._call is not None:
            self._call.cancel()

    def _next(self) -> None:
        if not self._moves:
            self._end(self._goal.succeed, Result.OK)
            return
        move = self._moves.pop(0)
        goal = goal_from_move(move, self._plan.duration_s(move, self._bed.last(move.joint)))
        self._call = GoalCall(self._node, self._gate, goal, self._after, patience_s=self._node.config.patience_s)

    def _after(self, end: End, result: FollowJointTrajectory.Result | None) -> None:
        if self._cancelled:
            self._end(self._goal.cancelled, Result.CANCELLED, self._say("cancelled"))
        elif self._replaced:
            self._end(self._goal.abort, Result.CANCELLED, self._say("replaced"))
        elif end is End.SUCCEEDED:
            self._next()
        elif result is None:
            self._end(self._goal.abort, Result.TIMEOUT, self._say("no-answer"))
        else:
            code = Result.HALTED if result.error_code == GATE_LOCKED else Result.REFUSED
            self._end(self._goal.abort, code, result.error_string)

    def _position(self) -> float:
        return self._bed.last(self._plan.leading_joint(self._goal.request.section))

    def _end(self, how: Callable[[Any], None], code: int, text: str = "") -> None:
        how(Result(error_code=code, error_msg=text, reached=self._position()))
        self._on_end()
