"""The loudspeaker's topic as a sink."""

from typing import Any

from audio_common_msgs.msg import AudioData

from huban_speech import conversions
from huban_speech.core.frames import Samples


class TopicSpeaker:
    """A Sink that publishes AudioData; a message without data means silence at once."""

    def __init__(self, publisher: Any) -> None:
        self._publisher = publisher

    def play(self, samples: Samples, at_s: float) -> None:
        self._publisher.publish(conversions.audio_to_message(samples))

    def stop(self, at_s: float) -> None:
        self._publisher.publish(AudioData())
