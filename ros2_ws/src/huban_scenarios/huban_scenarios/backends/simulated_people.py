"""The people of the simulation, directed through the observer."""

from collections.abc import Callable
from typing import Any

from huban_common.core.texts import Texts
from huban_interfaces.srv import Act
from huban_scenarios.node import Observer

TEXTS = Texts("huban_scenarios")


class SimulatedPeople:
    """Directs the elder and others; tells refusals and missing recognisers with `tell`."""

    def __init__(self, observer: Observer, language: str, tell: Callable[[str], None]) -> None:
        self._observer = observer
        self._language = language
        self._tell = tell

    def act(self, actor: str, act: str, args: dict[str, Any]) -> None:
        def answered(answer: Act.Response) -> None:
            if not answer.accepted:
                self._tell(TEXTS.say("act-refused", self._language, act=f"{actor}: {act}", reason=answer.message))

        self._observer.direct(actor, act, args, answered)

    def speak(self, text: str, language: str) -> None:
        """Says it aloud; where the robot has no recogniser for the language it is given in writing too, and told."""
        self._tell(TEXTS.say("elder-speaks", self._language, words=text))
        self.act("elder", "say", {"text": text, "lang": language})
        if self._observer.recognisers.get("speech") == "none":
            self._tell(TEXTS.say("typed-instead", self._language))
            self._observer.type_text(text, language)
