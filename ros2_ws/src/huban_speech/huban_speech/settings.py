"""The service by which people change how the robot speaks to them."""

from pathlib import Path

from huban_common.core.home import Home
from huban_common.node import ManagedNode
from huban_interfaces.srv import SetVoice
from huban_speech.backends.people_file import PeopleFile
from huban_speech.config import SpeechConfig
from huban_speech.core.people import People, Wish


class Settings:
    """Serves `/speech/set_voice` and keeps the `people` in the state folder; `damage`: what could not be read there."""

    def __init__(self, node: ManagedNode, config: SpeechConfig, home: Home, folder: Path) -> None:
        file = PeopleFile(folder)
        self.people = People(file, home.people, home.elder_id or "", config.voice_profile)
        self.damage = file.damage
        self._usual_profile = config.voice_profile
        node.own(node.create_service(SetVoice, "/speech/set_voice", self._on_set), node.destroy_service)

    def trouble(self) -> list[str]:
        """What is wrong now, for people who look after the robot."""
        return [text for text in (self.damage, self.people.trouble) if text]

    def _on_set(self, asked: SetVoice.Request, answer: SetVoice.Response) -> SetVoice.Response:
        wish = Wish(asked.volume, asked.pace, asked.profile, asked.hearing)
        try:
            answer.changed = self.people.change(asked.person_id, wish)
            answer.success = True
        except ValueError as error:
            answer.message = str(error)
        answer.profile = self.people.of(asked.person_id).profile or self._usual_profile
        return answer
