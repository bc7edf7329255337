"""What is looked at: postures and how the elder gets into them."""

from dataclasses import dataclass, field

from huban_common.core.floor_plan import Grid
from huban_common.core.home import ActorStart, Home
from huban_simulation.core.people.person import Person
from huban_simulation.core.people.skeleton import Skeleton

_STEP_S = 0.02
_FALL_S = 6.0
"""Time for a fall and the last movements on the floor."""
_OPEN_FLOOR = ActorStart(at=(3.3, 3.0), posture="standing")


@dataclass(frozen=True)
class Case:
    """A posture: where it starts, what is done, how long."""

    name: str
    start: ActorStart
    acts: tuple[tuple[str, dict[str, object]], ...] = ()
    seconds: float = 1.0
    bed: dict[str, float] = field(default_factory=dict)

    def played(self, home: Home, grid: Grid, skeleton: Skeleton, seed: int) -> tuple[Person, dict[str, float]]:
        """The elder in this posture, and the joints of the bed."""
        person = Person("elder", home, grid, self.start, seed, skeleton)
        bed = dict.fromkeys(home.bed.joints, 0.0) | {"bed_height_joint": 0.5} | self.bed
        for act, arguments in self.acts:
            person.act(act, arguments)
        for _ in range(round(self.seconds / _STEP_S)):
            person.step(_STEP_S, bed)
        return person, bed


def _fall(direction: str) -> Case:
    return Case(f"fallen {direction}", _OPEN_FLOOR, (("fall", {"direction": direction}),), _FALL_S)


POSTURES = (
    Case("standing", _OPEN_FLOOR),
    Case("walking", _OPEN_FLOOR, (("walk_to", {"at": [1.4, 3.0]}),), 2.4),
    Case("waving", _OPEN_FLOOR, (("wave", {}),), 1.6),
    Case("sitting on the sofa", ActorStart(at="sofa", posture="sitting")),
    Case("sitting on the bed", ActorStart(at="bed", posture="sitting")),
    Case("lying in bed", ActorStart(at="bed", posture="lying")),
    Case("lying in bed, back up", ActorStart(at="bed", posture="lying"), bed={"bed_back_joint": 0.8}),
    Case("lying on the sofa", ActorStart(at="sofa", posture="lying")),
    *(_fall(direction) for direction in ("forward", "backward", "left", "right", "down")),
)


def face(expression: str) -> Case:
    """Sitting in the armchair with a face."""
    seated = ActorStart(at="armchair", posture="sitting")
    return Case(f"face: {expression}", seated, (("face", {"expression": expression}),), 2.0)
