"""What a person is doing with the body: one movement after the other towards goals, rests in between."""

from collections import deque

from huban_common.core.floor_plan import NoRouteError
from huban_common.core.home import Posture
from huban_simulation.core.people.falls import Fall
from huban_simulation.core.people.goals import Goal
from huban_simulation.core.people.rests import Fallen, Movement, Rest, World
from huban_simulation.core.people.seats import Bed
from huban_simulation.core.people.skeleton import Floats
from huban_simulation.core.people.stance import Stance


class Course:
    """Begins at rest, takes up goals in turn; a fall ends them all."""

    def __init__(self, world: World, rest: Rest, bed: Bed) -> None:
        self._world, self._rest, self._bed = world, rest, bed
        self._goals: deque[Goal] = deque()
        self._movement: Movement | None = None
        self._elapsed_s = 0.0
        self._at_rest = (tuple(bed.values()), rest.stance(world, bed))
        self.stance = self._at_rest[1]

    def take_up(self, goal: Goal) -> None:
        """Pursues a goal after all earlier ones."""
        self._goals.append(goal)

    def fall(self, fall: Fall) -> None:
        """Drops everything and falls."""
        self._goals.clear()
        self._begin(Movement("falling", fall, Fallen(fall.end)))

    def step(self, dt_s: float, bed: Bed) -> None:
        """Moves on; who lies or sits on the bed moves with its joints."""
        self._bed = bed
        self._elapsed_s += dt_s
        if self._movement is not None and self._elapsed_s >= self._movement.motion.duration_s:
            self._come_to_rest(self._movement.end)
        while self._goals and self._movement is None:
            self._pursue(self._goals[0])
        self.stance = self._movement.motion.at(self._elapsed_s) if self._movement else self._resting()

    @property
    def activity(self) -> str:
        """The movement going on, `idle` at rest."""
        return self._movement.activity if self._movement is not None and not self._stirring else "idle"

    @property
    def posture(self) -> Posture:
        """The present rest's posture, or that which the movement began from."""
        return "fallen" if self._stirring else self._rest.posture

    @property
    def on(self) -> str | None:
        """The piece of furniture that the person rests on."""
        return self._rest.on if self._movement is None else None

    @property
    def on_foot(self) -> bool:
        """Whether the person stands still."""
        return self._movement is None and self._rest.posture == "standing"

    def afterwards(self) -> Floats:
        """The body (x, y, yaw) from which the person goes on when all goals are reached."""
        body = (self._movement.end if self._movement else self._rest).exit
        for goal in self._goals:
            body = goal.exit(body)
        return body

    @property
    def _stirring(self) -> bool:
        """Whether a fall is over and the body only moves a little on the floor."""
        motion = self._movement.motion if self._movement else None
        return isinstance(motion, Fall) and motion.down_at(self._elapsed_s)

    def _pursue(self, goal: Goal) -> None:
        """Begins the next movement towards a goal; a goal that is reached or out of reach is dropped."""
        try:
            movement = goal.next(self._world, self._rest, self._bed, self.stance)
        except NoRouteError:
            movement = None
        if movement is None:
            self._goals.popleft()
        else:
            self._begin(movement)

    def _begin(self, movement: Movement) -> None:
        self._movement, self._elapsed_s = movement, 0.0

    def _come_to_rest(self, rest: Rest) -> None:
        self._rest, self._movement = rest, None
        self._at_rest = (tuple(self._bed.values()), rest.stance(self._world, self._bed))

    def _resting(self) -> Stance:
        """The stance at rest, worked out anew only when the bed has moved."""
        joints = tuple(self._bed.values())
        if joints != self._at_rest[0]:
            self._at_rest = (joints, self._rest.stance(self._world, self._bed))
        return self._at_rest[1]
