"""`./huban ask "TEXT"`: says something to the running robot and shows what it did."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

from huban_bringup.checkout import this_checkout
from huban_bringup.errors import CannotStart
from huban_bringup.languages import Language
from huban_bringup.running import RunningHouse, find_running
from huban_bringup.show import signed_in_nurse
from huban_common.core.clock import MonotonicClock
from huban_common.core.home import load_home
from huban_common.core.skills import all_phrases
from huban_common.core.texts import Texts
from huban_scenarios.backends.simulated_people import SimulatedPeople
from huban_scenarios.core.answer import Answer
from huban_scenarios.core.narration import Narrator
from huban_scenarios.performance import Deadline, Performance
from huban_scenarios.visit import Visit, visit

app = typer.Typer(add_completion=False)
TEXTS = Texts("huban_bringup")
SETTLING_S = 1.0


class Speaker(str, Enum):
    """Who asks."""

    ELDER = "elder"
    CAREGIVER = "caregiver"


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="What to say.")],
    speaker: Annotated[Speaker, typer.Option("--as", help="Who says it.")] = Speaker.ELDER,
    lang: Annotated[Optional[Language], typer.Option(help="Else the language of the house.")] = None,  # noqa: UP045
    written: Annotated[bool, typer.Option("--text", help="In writing instead of aloud.")] = False,
    seconds: Annotated[float, typer.Option(min=1.0, help="How long to wait for the robot.")] = 40.0,
) -> None:
    """Says TEXT to the running robot; exit status 1 when it neither answered nor did anything in time."""
    house = find_running(this_checkout().state)
    if house is None:
        raise CannotStart(TEXTS.say("ask-nobody", (lang or Language.EN).locale))
    language = lang.locale if lang else house.arguments["language"]
    Conversation(house, language, Console()).ask(text, speaker, written, seconds)


class Conversation:
    """One sentence to the robot and what follows from it."""

    def __init__(self, house: RunningHouse, language: str, console: Console) -> None:
        self._house = house
        self._language = language
        self._console = console
        self._clock = MonotonicClock()
        self._answer = Answer(self._clock, SETTLING_S)
        self._performance = Performance(Narrator(language), self._tell, self._answer.observe)

    def ask(self, text: str, speaker: Speaker, written: bool, seconds: float) -> None:
        with visit(self._home_file, self._house.domain_id, self._performance.seen) as guest:
            self._performance.listen(guest, Deadline(self._clock, SETTLING_S).passed)
            self._answer.begin()
            self._say(text, speaker, written, guest)
            deadline = Deadline(self._clock, seconds)
            self._performance.listen(guest, lambda: self._answer.settled or deadline.passed())
        if not self._answer.anything:
            self._tell(TEXTS.say("ask-no-answer", self._language, seconds=f"{seconds:g}"))
            raise typer.Exit(1)

    @property
    def _home_file(self) -> Path:
        return Path(self._house.arguments["home_file"])

    def _say(self, text: str, speaker: Speaker, written: bool, guest: Visit) -> None:
        if speaker is Speaker.CAREGIVER:
            self._send(text, guest)
        elif written:
            guest.observer.type_text(text, self._language)
        else:
            SimulatedPeople(guest.observer, self._language, self._tell).speak(text, self._language)

    def _send(self, text: str, guest: Visit) -> None:
        """Sends the skill whose example phrase this is, as the app's buttons do; raises ValueError for any other."""
        phrases = {phrase.text.casefold(): phrase for phrase in all_phrases(self._language, load_home(self._home_file))}
        wanted = phrases.get(text.strip(" .!?。！？").casefold())
        if wanted is None:
            examples = ", ".join(f"“{phrase.text}”" for phrase in list(phrases.values())[:3])
            raise ValueError(TEXTS.say("ask-not-understood", self._language, examples=examples))
        nurse = signed_in_nurse(self._house.arguments, guest, self._language, self._tell)
        try:
            nurse.command(wanted.skill, dict(wanted.args))
        finally:
            nurse.close()

    def _tell(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)
