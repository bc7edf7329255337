"""The voices that people can choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huban_speech.core.speaking.manner import Manner


@dataclass(frozen=True)
class VoiceProfile:
    """A timbre with its own manner.

    `espeak` is a variant of eSpeak NG's voices, empty for the plain one; `flite` a voice of Festival Lite.
    """

    id: str
    espeak: str
    flite: str
    manner: Manner = field(default_factory=Manner)


PROFILES: Mapping[str, VoiceProfile] = {
    profile.id: profile
    for profile in (
        VoiceProfile("steady_man", espeak="", flite="rms"),
        VoiceProfile("calm_woman", espeak="f2", flite="slt", manner=Manner(pace=0.95, melody=0.9)),
        VoiceProfile("cheerful_man", espeak="m7", flite="awb", manner=Manner(pace=1.04, pitch=1.15, melody=1.4)),
        VoiceProfile("deep_man", espeak="m4", flite="rms", manner=Manner(pace=0.95, pitch=0.8, melody=0.85)),
    )
}


def next_profile(current: str) -> str:
    """The profile after this one, round and round."""
    known = list(PROFILES)
    return known[(known.index(current) + 1) % len(known)]
