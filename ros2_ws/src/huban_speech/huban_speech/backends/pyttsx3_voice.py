"""pyttsx3 on the eSpeak NG library, into memory: no sound card is needed."""

from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from huban_speech.backends.sound import from_wav
from huban_speech.core.frames import Samples
from huban_speech.core.ports import Unavailable


class Pyttsx3Voice:
    """A Voice; use it from one thread only. `voices`: language -> eSpeak NG's name of the usual voice."""

    def __init__(self, voices: Mapping[str, str], rate_wpm: int) -> None:
        self._voices = voices
        self._rate_wpm = rate_wpm
        self._engine: Any = None

    def speak(self, text: str, language: str, voice: str = "") -> Samples:
        engine = self._engine = self._engine or _engine(self._rate_wpm)
        name = voice or self._voices[language]
        try:
            engine.setProperty("voice", name)
            with TemporaryDirectory() as folder:
                path = Path(folder, "sentence.wav")
                # The driver reports every saved file on standard output
                with redirect_stdout(StringIO()):
                    engine.save_to_file(text, str(path))
                    engine.runAndWait()
                return from_wav(path.read_bytes())
        except (ValueError, RuntimeError, OSError) as error:
            raise Unavailable(f"pyttsx3 cannot speak with the voice '{name}': {error}") from error


def _engine(rate_wpm: int) -> Any:
    try:
        import pyttsx3

        engine = pyttsx3.init("espeak")
    except (ImportError, OSError, RuntimeError) as error:
        raise Unavailable(f"pyttsx3 finds no eSpeak NG: apt-get install espeak-ng ({error})") from error
    engine.setProperty("rate", rate_wpm)
    return engine
