"""Turns what happens into what the screen shows; captions and questions fade by the clock."""

from math import inf
from uuid import UUID

from huban_common.core.clock import Clock
from huban_common.core.questions import OpenQuestions, Question
from huban_tablet.core.types import Camera, Doing, Gate, Help, HelpState, Microphone, Mood, Screen

CAPTION_S = 12.0
"""A sentence stays so long after its last sound, for slow readers."""

SILENT_AFTER_S = 0.5
"""The mouth rests when the loudspeaker got nothing for so long."""

CLOSED_S = 12.0
HALTED_S = 20.0
"""A robot that was stopped says so for a while; then it is simply at rest until it is sent somewhere."""


class Display:
    """Not thread-safe. Tell it what happens, then ask for the screen, at least once a second."""

    def __init__(self, clock: Clock, language: str) -> None:
        self._clock = clock
        self._language = language
        self._robot = ("", 0.0)
        self._sounded_s = -inf
        self._person = ("", 0.0)
        self._listening = False
        self.questions = OpenQuestions(clock)
        """Who asks tells it; what is pressed answers the newest."""
        self._help: dict[UUID, HelpState] = {}
        self._closed_at_s: dict[UUID, float] = {}
        self._drills: set[UUID] = set()
        self._pressed_until_s = 0.0
        self._doing: dict[UUID, Doing] = {}
        self._gate = Gate.OPEN
        self._shut_s = -inf
        self._alone = False
        self._microphone_works = True
        self._camera = Camera.UNKNOWN
        self.muted = False

    def speaks(self, language: str) -> None:
        self._language = language

    def robot_says(self, text: str) -> None:
        self._robot = (text, self._clock.now_s())

    def sounds(self) -> None:
        """The loudspeaker plays."""
        self._sounded_s = self._clock.now_s()

    def person_says(self, text: str) -> None:
        self._person = (text, self._clock.now_s() + CAPTION_S)

    def listens(self, listening: bool) -> None:
        self._listening = listening

    def skill_runs(self, call: UUID, doing: Doing) -> None:
        self._doing[call] = doing

    def skill_ended(self, call: UUID) -> None:
        self._doing.pop(call, None)

    def help_pressed(self) -> None:
        """Shown at once, before anybody has opened an alarm."""
        self._pressed_until_s = self._clock.now_s() + CAPTION_S

    def alarm_raised(self, alarm: UUID) -> None:
        self._help.setdefault(alarm, HelpState(Help.CALLED))

    def drill_begun(self, alarm: UUID) -> None:
        """People practise: nobody comes, so nothing of it is shown."""
        self._drills.add(alarm)
        self._help.pop(alarm, None)

    def help_came(self, alarm: UUID, step: Help, name: str) -> None:
        """What people did about an alarm; what is older than what is shown changes nothing."""
        known = self._help.get(alarm)
        if alarm in self._drills or (known is not None and step <= known.step):
            return
        self._help[alarm] = HelpState(step, name)
        if step is Help.CLOSED:
            self._closed_at_s[alarm] = self._clock.now_s()

    def gate(self, gate: Gate) -> None:
        """What the gate says, as often as it says it."""
        if gate is not self._gate:
            self._gate, self._shut_s = gate, self._clock.now_s()

    def alone(self, alone: bool) -> None:
        """The care team can not be reached now."""
        self._alone = alone

    def microphone_works(self, works: bool) -> None:
        self._microphone_works = works

    def camera(self, camera: Camera) -> None:
        """Whether the robot looks."""
        self._camera = camera

    def screen(self) -> Screen:
        """What to show now."""
        now_s = self._clock.now_s()
        said, said_s = self._robot
        heard, heard_gone_s = self._person
        help = self._shown_help(now_s)
        question = next(iter(self.questions.newest_first()), None)
        stopped = self._gate is Gate.SHUT and now_s < self._shut_s + HALTED_S
        halted = stopped or self._gate is Gate.LOCKED
        return Screen(
            language=self._language,
            mood=self._mood(question, help, halted),
            speaking=now_s < self._sounded_s + SILENT_AFTER_S,
            robot_said=said if now_s < max(said_s, self._sounded_s) + CAPTION_S else "",
            person_said=heard if now_s < heard_gone_s else "",
            help=help,
            question=question,
            doing=next(reversed(self._doing.values()), None),
            halted=halted,
            alone=self._alone,
            microphone=self._microphone,
            camera=self._camera,
        )

    @property
    def _microphone(self) -> Microphone:
        if self.muted:
            return Microphone.MUTED
        return Microphone.LISTENING if self._microphone_works else Microphone.LOST

    def _mood(self, question: Question | None, help: HelpState | None, halted: bool) -> Mood:
        if question is not None:
            return Mood.ASKING
        if help is not None:
            return Mood.RELIEVED if help.step >= Help.ATTENDED else Mood.CARING
        if halted:
            return Mood.STOPPED
        return Mood.LISTENING if self._listening else Mood.IDLE

    def _shown_help(self, now_s: float) -> HelpState | None:
        """The newest alarm that is open or was closed a moment ago."""
        for alarm, state in reversed(self._help.items()):
            if state.step is not Help.CLOSED or now_s < self._closed_at_s[alarm] + CLOSED_S:
                return state
        return HelpState(Help.CALLED) if now_s < self._pressed_until_s else None
