"""The sound node: this machine's microphone and loudspeaker between PortAudio and the topics of the robot."""

from pathlib import Path
from threading import Thread
from typing import Any

from audio_common_msgs.msg import AudioData
from diagnostic_msgs.msg import DiagnosticStatus
from std_msgs.msg import Bool

from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, RELIABLE
from huban_speech import conversions
from huban_speech.backends.sound_card import CardMicrophone, CardSpeaker
from huban_speech.backends.sound_file import FileSource
from huban_speech.config import SoundConfig
from huban_speech.core.frames import Samples
from huban_speech.core.hearing.supply import Supply
from huban_speech.core.ports import Source, Unavailable

_FILE = "file:"
_JOIN_S = 3.0
_REOPEN_S = 4.0
"""How often a loudspeaker that is away is looked for."""


class SoundNode(ManagedNode):
    """Publishes what the microphone hears, plays what the robot says; loses and finds devices again by itself."""

    config_type = SoundConfig

    def __init__(self, **options: Any) -> None:
        super().__init__("sound", **options)
        self._supply: Supply | None = None
        self._speaker: CardSpeaker | None = None

    def setup(self) -> None:
        config: SoundConfig = self.config
        if config.microphone:
            self._microphone = self.publish_on(AudioData, "/microphone/audio", RELIABLE)
            self._supply = Supply(make_source(config.microphone), self._hear)
            self._thread = Thread(target=self._supply.run, name="microphone", daemon=True)
            self.subscribe(Bool, "/microphone/muted", self._on_muted, LATCHED)
        if config.speaker:
            self._speaker = CardSpeaker(config.speaker)
            self.subscribe(AudioData, "/speaker/audio", self._on_speaker, RELIABLE)
            self.every(_REOPEN_S, self._find_speaker)
        self.every(1.0, self._report)

    def start(self) -> None:
        self._find_speaker()
        if self._supply is not None and not self._thread.is_alive():
            self._thread.start()

    def teardown(self) -> None:
        if self._supply is not None:
            self._supply.end()
            self._thread.join(_JOIN_S)
        if self._speaker is not None:
            self._speaker.close()
        self._supply = self._speaker = None

    def _hear(self, samples: Samples) -> None:
        """On the microphone's thread."""
        if samples.size:
            self._microphone.publish(conversions.audio_to_message(samples))

    def _on_muted(self, message: Bool) -> None:
        if self._supply is not None:
            self._supply.want(not message.data)

    def _on_speaker(self, message: AudioData) -> None:
        if self._speaker is None:
            return
        if len(message.data):
            self._speaker.play(conversions.samples_from_message(message), self.clock.now_s())
        else:
            self._speaker.stop(self.clock.now_s())

    def _report(self) -> None:
        trouble = [part.trouble for part in (self._supply, self._speaker) if part is not None and part.trouble]
        level = DiagnosticStatus.ERROR if trouble else DiagnosticStatus.OK
        self.report(level, "; ".join(trouble) or "microphone and loudspeaker work")

    def _find_speaker(self) -> None:
        if self._speaker is None or not self._speaker.lost:
            return
        try:
            self._speaker.open()
            self._speaker.trouble = ""
        except Unavailable as error:
            self._speaker.trouble = str(error)


def make_source(name: str) -> Source:
    """A microphone by its name, or a recording: `file:PATH`."""
    return FileSource(Path(name[len(_FILE) :])) if name.startswith(_FILE) else CardMicrophone(name)


def main() -> None:
    run(SoundNode)
