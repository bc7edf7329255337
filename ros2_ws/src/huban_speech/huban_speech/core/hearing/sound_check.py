"""Whether the sound is what it should be: what people who look after the robot would hear at once."""

import numpy as np

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples

WINDOW_S = 5.0
CLIPPED_FROM = 32700
CLIPPED_SHARE = 0.005
"""A voice that is too loud is cut off in more than this share of the samples."""
TWIN_SHARE = 0.99
LOUD = 200.0
"""Mean magnitude from which two equal channels can be told from two silent ones."""
SLOWEST, FASTEST = 0.8, 1.5
"""Of the rate that is expected; 8 kHz and two channels lie far outside."""


class SoundCheck:
    """Looks at chunks of some seconds together; `doubt` says what was wrong with the last ones, empty where nothing."""

    def __init__(self) -> None:
        self.doubt = ""
        self._begin(None)

    def hear(self, samples: Samples, at_s: float) -> None:
        """A chunk and when it came."""
        if self._since_s is None or at_s < self._since_s:
            self._begin(at_s)
            return
        self._samples += samples.size
        self._clipped += int(np.count_nonzero(np.abs(samples.astype(np.int32)) >= CLIPPED_FROM))
        if np.abs(samples.astype(np.int32)).sum() > LOUD * samples.size:
            self._loud += 1
            self._twins += _is_two_channels(samples)
        if at_s - self._since_s >= WINDOW_S:
            self.doubt = self._judged(at_s - self._since_s)
            self._begin(at_s)

    def _begin(self, now_s: float | None) -> None:
        self._since_s = now_s
        self._samples = self._clipped = self._loud = self._twins = 0

    def _judged(self, passed_s: float) -> str:
        rate_hz = self._samples / passed_s
        if self._loud and self._twins > TWIN_SHARE * self._loud:
            return "the microphone sends two channels: send one"
        if not SLOWEST < rate_hz / SAMPLE_RATE_HZ < FASTEST:
            return f"the microphone sends {rate_hz:.0f} samples per second: send {SAMPLE_RATE_HZ}, one channel"
        if self._clipped > CLIPPED_SHARE * self._samples:
            return "the microphone is set too loud: voices are cut off"
        return ""


def _is_two_channels(samples: Samples) -> bool:
    left, right = samples[: samples.size // 2 * 2 : 2], samples[1::2]
    return bool(np.mean(left == right) > TWIN_SHARE)
