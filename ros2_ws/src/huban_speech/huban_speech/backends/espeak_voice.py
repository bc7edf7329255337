"""The espeak-ng program: a process per sentence, so that its faults stay its own."""

import subprocess
from collections.abc import Mapping

from huban_speech.backends.sound import from_wav
from huban_speech.core.frames import Samples
from huban_speech.core.ports import Unavailable

_PROGRAM = "espeak-ng"
_TIMEOUT_S = 5.0


class EspeakVoice:
    """A Voice. `voices`: language -> eSpeak NG's name of the usual voice."""

    def __init__(self, voices: Mapping[str, str], rate: int) -> None:
        self._voices = voices
        self._rate = rate

    def speak(self, text: str, language: str, voice: str = "") -> Samples:
        name = voice or self._voices[language]
        command = [_PROGRAM, "-v", name, "-s", str(self._rate), "-b", "1"]
        # Double brackets would be read as phonemes
        content = text.replace("[[", "[").encode()
        try:
            done = subprocess.run(
                [*command, "--stdin", "--stdout"], input=content, capture_output=True, timeout=_TIMEOUT_S, check=True
            )
        except FileNotFoundError as error:
            raise Unavailable(f"{_PROGRAM} is not installed: apt-get install espeak-ng") from error
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"{_PROGRAM} did not end within {_TIMEOUT_S} s") from error
        except subprocess.CalledProcessError as error:
            complaint = error.stderr.decode(errors="replace").strip()
            raise Unavailable(f"{_PROGRAM} with the voice '{name}': {complaint}") from error
        return from_wav(done.stdout)
