"""What PortAudio offers on this machine."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from huban_speech.core.frames import SAMPLE_RATE_HZ
from huban_speech.core.ports import Unavailable

DEFAULT = "default"
PORTAUDIO = Lock()
"""PortAudio must not be started, ended or asked in two threads at once: hold this from `portaudio` to `started`."""
_RUNNING: set[Any] = set()
"""The streams of this process."""
_CHUNK_S = 0.02


@dataclass(frozen=True)
class Format:
    """What a device can do: its own rate where it does not take 16 kHz, one or two channels."""

    rate_hz: int
    channels: int


def portaudio() -> Any:
    """The sounddevice module, knowing the devices of this moment; raises Unavailable."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise Unavailable(f"PortAudio is not installed: apt-get install libportaudio2 ({error})") from error
    # PortAudio looks for devices only when it starts, which ends every stream
    if not _RUNNING:
        _start_anew(sounddevice)
    return sounddevice


def _start_anew(sounddevice: Any) -> None:
    try:
        if sounddevice._initialized:
            sounddevice._terminate()
        sounddevice._initialize()
    except sounddevice.PortAudioError as error:
        raise Unavailable(f"PortAudio does not start: {error}") from error


def format_of(sounddevice: Any, name: str, kind: str) -> Format:
    """What a device takes, 16 kHz mono if it can; raises Unavailable."""
    check = getattr(sounddevice, f"check_{kind}_settings")
    try:
        info = sounddevice.query_devices(_device(name), kind)
        formats = [Format(SAMPLE_RATE_HZ, 1), Format(SAMPLE_RATE_HZ, 2)]
        formats += [Format(round(info["default_samplerate"]), channels) for channels in (1, 2)]
        return next(each for each in formats if _takes(check, name, each, sounddevice.PortAudioError))
    except (ValueError, sounddevice.PortAudioError) as error:
        raise Unavailable(f"no sound {kind} '{name}': is it plugged in? ({error})") from error
    except StopIteration:
        raise Unavailable(f"the sound {kind} '{name}' takes no 16-bit sound in one or two channels") from None


def started(kind: Any, name: str, found: Format, callback: Any) -> Any:
    """A running stream; raises Unavailable."""
    block = round(_CHUNK_S * found.rate_hz)
    options = {"samplerate": found.rate_hz, "channels": found.channels, "dtype": "int16", "blocksize": block}
    stream = None
    try:
        stream = kind(device=_device(name), latency="low", callback=callback, **options)
        stream.start()
    except Exception as error:
        if stream is not None:
            stream.close(ignore_errors=True)
        raise Unavailable(f"the sound device '{name}' cannot be opened: {error}") from error
    _RUNNING.add(stream)
    return stream


def ended(stream: Any) -> None:
    """Closes a stream, if there is one, even when its device is gone."""
    if stream is not None:
        with PORTAUDIO:
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)
            _RUNNING.discard(stream)


def _device(name: str) -> str | None:
    return None if name == DEFAULT else name


def _takes(check: Any, name: str, wanted: Format, refusal: type[Exception]) -> bool:
    try:
        check(device=_device(name), channels=wanted.channels, dtype="int16", samplerate=wanted.rate_hz)
    except refusal:
        return False
    return True
