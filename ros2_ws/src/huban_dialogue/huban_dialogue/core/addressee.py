"""Whether somebody who speaks means the robot. The television does not, and neither do two people who chat."""

from dataclasses import dataclass
from math import inf

from huban_common.core.clock import Clock
from huban_common.core.naming import NameRules, without_name
from huban_common.core.parameters import param
from huban_dialogue.core.types import Utterance

AUTO, NAME, OPEN = "auto", "name", "open"
WAYS = (AUTO, NAME, OPEN)


@dataclass(frozen=True)
class AddresseeRules(NameRules):
    """Whom the robot takes orders from, also parameters of the node."""

    addressee: str = param(
        AUTO, "auto: who calls its name, looks at it or talks with it; name: who calls its name; open: everybody"
    )
    conversation_s: float = param(
        45.0, "after a word of the robot, or one that it acted on, people need not call its name", minimum=0.0
    )
    gaze_s: float = param(5.0, "who looked at the robot so shortly before means it", minimum=0.0, maximum=60.0)


class Addressee:
    """Keeps who has the robot's attention. Who has switched it on talks with it."""

    def __init__(self, rules: AddresseeRules, clock: Clock) -> None:
        """Raises ValueError for an unknown way."""
        if rules.addressee not in WAYS:
            raise ValueError(f"addressee: '{rules.addressee}' is none of {', '.join(WAYS)}")
        self._rules = rules
        self._clock = clock
        self._talked_s = clock.now_s()
        self._seen_s: float | None = None
        self._doubted_until_s = clock.now_s()
        self.among_others = False
        """Whether people talk in the room who do not mean the robot."""

    def others_talk(self, talk: bool) -> None:
        """The television or visitors talk, or do so no more; a conversation ends with their talk."""
        self.among_others = talk
        if talk:
            self._talked_s = -inf

    def talked(self) -> None:
        """The robot has spoken to somebody."""
        if self._clock.now_s() >= self._doubted_until_s:
            self._talked_s = self._clock.now_s()

    def heeded(self) -> None:
        """The robot acts on somebody's words."""
        self._talked_s = self._doubted_until_s = self._clock.now_s()

    def doubted(self, until_s: float) -> None:
        """Until then the robot asks whether it was meant; nobody talks with it because of that question."""
        self._doubted_until_s = until_s

    def looked_at(self) -> None:
        """Somebody looks at the robot now."""
        self._seen_s = self._clock.now_s()

    @property
    def attended(self) -> bool:
        """Whether somebody looks at the robot or talks with it."""
        now_s = self._clock.now_s()
        looks = self._seen_s is not None and now_s - self._seen_s <= self._rules.gaze_s
        return looks or now_s - self._talked_s <= self._rules.conversation_s

    def means_robot(self, called: bool) -> bool:
        """Whether words are for the robot; `called`: its name was among them."""
        if called or self._rules.addressee == OPEN:
            return True
        return self._rules.addressee == AUTO and self.attended

    def without_name(self, said: Utterance, language: str) -> tuple[str, bool]:
        """The words without the robot's name, and whether it was called."""
        return without_name(said.text, language, self._rules.names[language])
