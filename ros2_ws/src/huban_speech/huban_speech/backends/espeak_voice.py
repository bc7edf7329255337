"""The espeak-ng program: a process per sentence, so that its faults stay its own."""

from xml.sax.saxutils import escape

from huban_speech.backends.espeak_manner import EspeakVoices, melody, pitch
from huban_speech.backends.program import output_of
from huban_speech.backends.sound import from_wav
from huban_speech.core.frames import Samples
from huban_speech.core.speaking.delivery import Delivery

PROGRAM = "espeak-ng"


class EspeakVoice:
    """A Voice."""

    def __init__(self, voices: EspeakVoices) -> None:
        self._voices = voices

    def speak(self, text: str, language: str, delivery: Delivery) -> Samples:
        name, rate = self._voices.name(language, delivery), self._voices.rate(language, delivery)
        command = [PROGRAM, "-v", name, "-s", str(rate), "-p", str(pitch(delivery)), "-b", "1", "-m"]
        # Double brackets would be read as phonemes; the range can be set in markup only
        plain = escape(text.replace("[[", "["))
        content = f'<prosody range="{2 * melody(delivery) - 100:+d}%">{plain}</prosody>'
        return from_wav(output_of([*command, "--stdin", "--stdout"], content.encode(), f"the voice '{name}'"))
