"""How something is spoken, as changes of what a voice does by itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Manner:
    """Factors of pace, pitch (height of the voice) and melody (how far it moves), 1 for no change; and decibels.

    `gain_db` is on the usual loudness, `presence_db` on the sound around 2 kHz, where consonants are told apart.
    """

    pace: float = 1.0
    pitch: float = 1.0
    melody: float = 1.0
    gain_db: float = 0.0
    presence_db: float = 0.0

    def and_also(self, other: "Manner") -> "Manner":
        """Both changes at once."""
        return Manner(
            self.pace * other.pace,
            self.pitch * other.pitch,
            self.melody * other.melody,
            self.gain_db + other.gain_db,
            self.presence_db + other.presence_db,
        )
