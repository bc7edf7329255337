"""Festival Lite (flite) for English, the espeak-ng program for what flite cannot speak."""

from huban_speech.backends.program import output_of
from huban_speech.backends.sound import from_wav
from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.ports import Unavailable, Voice
from huban_speech.core.speaking.delivery import Delivery

PROGRAM = "flite"
VOICES = ("awb", "kal", "kal16", "rms", "slt")
_STRETCH = 1.6
"""flite says 230 words per minute; with this about 145."""
_USUAL_MELODY_HZ = 15.0


class FliteVoice:
    """A Voice; a process per sentence."""

    def __init__(self, others: Voice) -> None:
        """`others` speaks the other languages."""
        self._others = others

    def speak(self, text: str, language: str, delivery: Delivery) -> Samples:
        if language != "en":
            return self._others.speak(text, language, delivery)
        voice = delivery.voice or delivery.profile.flite
        # flite takes a file's path for a voice, and goes on with another one where it finds none
        if voice not in VOICES:
            raise Unavailable(f"flite knows no voice '{voice}'; it knows {', '.join(VOICES)}")
        manner = delivery.manner
        settings = {
            # Not every voice can change its pitch, so it is played faster or slower, and drawn out before that
            "duration_stretch": _STRETCH * manner.pitch / manner.pace,
            "int_f0_target_stddev": _USUAL_MELODY_HZ * manner.melody,
        }
        options = [part for name, value in settings.items() for part in ("--setf", f"{name}={value:.3f}")]
        command = [PROGRAM, "-voice", voice, *options, "-o", "/dev/stdout", "-t", text]
        wav = output_of(command, b"", f"the voice '{voice}'")
        return from_wav(wav, round(SAMPLE_RATE_HZ / manner.pitch / 100) * 100)
