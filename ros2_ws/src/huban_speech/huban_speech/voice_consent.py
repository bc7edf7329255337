"""The services by which people agree to be known by their voice, and take that back."""

from pathlib import Path

from std_srvs.srv import SetBool

from huban_common.core.home import Home
from huban_common.node import ManagedNode
from huban_speech.backends.template_file import TemplateFile
from huban_speech.config import SpeechConfig
from huban_speech.core.hearing.speakers import Speakers


class VoiceConsent:
    """Serves `/speech/people/<id>/voice_consent` for everybody at home; holds the `speakers`."""

    def __init__(self, node: ManagedNode, config: SpeechConfig, home: Home, folder: Path) -> None:
        self._file = TemplateFile(folder)
        self.speakers = Speakers(self._file, config)
        for person in home.people:
            self._serve(node, person)

    def trouble(self) -> list[str]:
        return [self._file.damage] if self._file.damage else []

    def _serve(self, node: ManagedNode, person: str) -> None:
        def answer(request: SetBool.Request, response: SetBool.Response) -> SetBool.Response:
            return self._on_consent(person, request, response)

        service = node.create_service(SetBool, f"/speech/people/{person}/voice_consent", answer)
        node.own(service, node.destroy_service)

    def _on_consent(self, person: str, request: SetBool.Request, response: SetBool.Response) -> SetBool.Response:
        """Consent begins the enrolment with what is said next; its withdrawal deletes the template."""
        try:
            if request.data:
                self.speakers.enrol(person)
            else:
                self.speakers.withdraw(person)
            response.success = True
        except OSError as error:
            response.message = f"the template of {person} is forgotten, but not deleted from the disk: {error}"
        return response
