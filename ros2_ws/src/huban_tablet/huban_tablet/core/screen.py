"""What belongs on the screen: takes in what happens in the house, gives the view of this moment."""

from collections import deque

from huban_common.core.clock import Clock
from huban_common.core.texts import Texts, locale_of
from huban_tablet.core.types import Button, Caption, Face, View

TEXTS = Texts("huban_tablet")
CAPTIONS = 3
SILENT_AFTER_S = 0.5
"""The robot has stopped speaking when its loudspeaker got nothing for so long."""
LABELS = (*(button.value for button in Button), "title", "lost")


class Screen:
    """The state of the screen; knows nothing of ROS or of the browser."""

    def __init__(self, clock: Clock, language: str, question_s: float) -> None:
        self._clock = clock
        self._question_s = question_s
        self.language = locale_of(language)
        self._captions: deque[Caption] = deque(maxlen=CAPTIONS)
        self._asked_s: float | None = None
        self._sounded_s: float | None = None
        self._listening = False
        self._doing: dict[str, str] = {}
        self._alarms: dict[str, str] = {}

    def caption(self, by_robot: bool, text: str) -> None:
        """Words were spoken; a question of the robot brings up yes and no, anything else takes them away."""
        self._captions.append(Caption(by_robot, text))
        self._asked_s = self._clock.now_s() if by_robot and text.rstrip().endswith(("?", "？")) else None

    def sound(self) -> None:
        """The loudspeaker plays."""
        self._sounded_s = self._clock.now_s()

    def listening(self, is_speaking: bool) -> None:
        """A person begins or ends to speak."""
        self._listening = is_speaking

    def answered(self) -> None:
        """Yes or no was pressed."""
        self._asked_s = None

    def skill_began(self, call_id: str, skill: str) -> None:
        self._doing[call_id] = skill

    def skill_ended(self, call_id: str) -> None:
        self._doing.pop(call_id, None)

    def alarm_raised(self, alarm_id: str) -> None:
        self._alarms.setdefault(alarm_id, TEXTS.say("alarm-raised", self.language))

    def alarm_replied(self, alarm_id: str, state: str, name: str) -> None:
        """The platform or a person there did something about an alarm."""
        if state == "closed":
            self._alarms.pop(alarm_id, None)
        else:
            self._alarms[alarm_id] = TEXTS.say(f"alarm-{state}", self.language, name=name)

    def view(self) -> View:
        """The screen at this moment."""
        return View(
            language=self.language,
            face=self._face(),
            captions=tuple(self._captions),
            doing=self._activity(),
            question=self._asked_s is not None and self._clock.now_s() - self._asked_s < self._question_s,
            alarm=next(reversed(self._alarms.values()), ""),
            labels={label: TEXTS.say(f"label-{label}", self.language) for label in LABELS},
        )

    def _face(self) -> Face:
        if self._sounded_s is not None and self._clock.now_s() - self._sounded_s < SILENT_AFTER_S:
            return Face.SPEAKING
        if self._listening:
            return Face.LISTENING
        return Face.ALARM if self._alarms else Face.IDLE

    def _activity(self) -> str:
        skill = next(reversed(self._doing.values()), "")
        known = ("go_to", "come_here", "dock", "bed_set", "bed_flat", "bed_sit_up", "call_help")
        return TEXTS.say(f"doing-{skill.replace('_', '-')}", self.language) if skill in known else ""
