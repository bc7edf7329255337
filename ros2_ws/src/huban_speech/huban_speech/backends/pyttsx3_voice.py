"""pyttsx3 on the eSpeak NG library, into memory: no sound card is needed."""

import atexit
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from huban_speech.backends.espeak_manner import EspeakVoices, melody, pitch
from huban_speech.backends.sound import from_wav
from huban_speech.core.frames import Samples
from huban_speech.core.ports import Unavailable
from huban_speech.core.speaking.delivery import Delivery

_TRIES = 3
_REST_S = 0.02
_LONGEST_S = 10.0


class Pyttsx3Voice:
    """A Voice; use it from one thread at a time."""

    def __init__(self, voices: EspeakVoices) -> None:
        self._voices = voices

    def speak(self, text: str, language: str, delivery: Delivery) -> Samples:
        engine = _engine()
        name = self._voices.name(language, delivery)
        # The driver goes on with the last voice when it does not know one
        if name.split("+")[0].lower() not in _names():
            raise Unavailable(f"pyttsx3 knows no voice '{name}'")
        try:
            engine.setProperty("voice", name)
            return _spoken(engine, self._commands(language, delivery) + text)
        except (ValueError, RuntimeError, OSError) as error:
            raise Unavailable(f"pyttsx3 cannot speak with the voice '{name}': {error}") from error

    def _commands(self, language: str, delivery: Delivery) -> str:
        """Rate, pitch and range as commands in the text: the library keeps the first rate that was set otherwise."""
        rate = self._voices.rate(language, delivery)
        return f"\x01{rate}S\x01{pitch(delivery)}P\x01{melody(delivery)}R "


def _spoken(engine: Any, text: str) -> Samples:
    """The whole sentence: one that the driver breaks off, while the last one still rings out, is spoken again."""
    for _ in range(_TRIES):
        sound = _tried(engine, text)
        if sound is not None and sound.size:
            return sound
        sleep(_REST_S)
    if sound is None:
        raise RuntimeError(f"the driver broke the sentence off {_TRIES} times")
    return sound


def _tried(engine: Any, text: str) -> Samples | None:
    """What the driver wrote; None if it did not come to the end."""
    ends: Queue[bool] = Queue()
    token = engine.connect("finished-utterance", lambda name, completed: ends.put(completed))
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder, "sentence.wav")
            # The driver reports every saved file on standard output
            with redirect_stdout(StringIO()):
                engine.save_to_file(text, str(path))
                # It may come back early, so that the end is waited for; a sentence broken off ends twice
                engine.runAndWait()
                whole = [ends.get(timeout=_LONGEST_S), *(ends.get() for _ in range(ends.qsize()))]
            return from_wav(path.read_bytes()) if all(whole) else None
    except Empty as error:
        raise RuntimeError(f"the sentence did not end within {_LONGEST_S} s") from error
    finally:
        engine.disconnect(token)


@cache
def _engine() -> Any:
    """The one engine of the process: a second one loses sentences, because the library below it is shared."""
    try:
        import pyttsx3

        # Its destructor fails when the interpreter is gone already
        atexit.register(_engine.cache_clear)
        return pyttsx3.init("espeak")
    except (ImportError, OSError, RuntimeError) as error:
        raise Unavailable(f"pyttsx3 finds no eSpeak NG: apt-get install espeak-ng ({error})") from error


@cache
def _names() -> frozenset[str]:
    """What a voice may be called by: its language or eSpeak NG's file."""
    voices = _engine().getProperty("voices")
    languages = {language.lower() for voice in voices for language in voice.languages}
    return frozenset(languages | {voice.id for voice in voices} | {voice.id.split("/")[-1] for voice in voices})
