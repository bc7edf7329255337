"""How a sentence is spoken: the voice profile, how the person hears, what they asked for and what the sentence means.

Older ears lose the high tones first and need more time between words; a deeper voice, a slower pace and more sound
where consonants are told apart help more than loudness alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from huban_speech.core.people import Hearing, PersonSettings
from huban_speech.core.speaking.manner import Manner
from huban_speech.core.speaking.voice_profiles import PROFILES, VoiceProfile

STEP_DB = 3.0
STEP_PACE = 1.12


class Mood(Enum):
    """What is heard of an expression."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    CALM = "calm"
    CONCERNED = "concerned"
    URGENT = "urgent"


@dataclass(frozen=True)
class Delivery:
    """What an engine is told about a sentence; `voice` is one of its own voices instead of the profile's."""

    profile: VoiceProfile
    manner: Manner
    voice: str = ""


HEARINGS: Mapping[Hearing, Manner] = {
    Hearing.NORMAL: Manner(),
    Hearing.MILD: Manner(pace=0.92, gain_db=3.0, presence_db=2.0),
    Hearing.SEVERE: Manner(pace=0.82, gain_db=7.0, presence_db=5.0),
    Hearing.HIGH_FREQUENCY: Manner(pace=0.87, pitch=0.82, gain_db=3.0, presence_db=6.0),
}
# Urgent is not fast: it must be understood the first time
MOODS: Mapping[Mood, Manner] = {
    Mood.NEUTRAL: Manner(),
    Mood.HAPPY: Manner(pace=1.05, pitch=1.12, melody=1.4),
    Mood.CALM: Manner(pace=0.92, pitch=0.95, melody=0.8, gain_db=-2.0),
    Mood.CONCERNED: Manner(pace=0.9, pitch=0.92, melody=0.9),
    Mood.URGENT: Manner(pitch=1.1, melody=1.25, gain_db=5.0, presence_db=3.0),
}
# REP-155's names of expressions, and four plain words
_MOOD_OF = {
    **dict.fromkeys(("happy", "amazed", "excited", "surprised"), Mood.HAPPY),
    **dict.fromkeys(("calm", "tired", "asleep", "bored"), Mood.CALM),
    **dict.fromkeys(("concerned", "sad", "guilty", "disappointed", "vulnerable", "despaired"), Mood.CONCERNED),
    **dict.fromkeys(("urgent", "scared", "horrified"), Mood.URGENT),
}


def mood_of(expression: str, urgent: bool) -> Mood:
    """The mood of a sentence; what is urgent sounds urgent unless its expression says otherwise, as comfort does."""
    return _MOOD_OF.get(expression, Mood.URGENT if urgent else Mood.NEUTRAL)


def delivery(person: PersonSettings, mood: Mood, usual_profile: str, voice: str = "", urgent: bool = False) -> Delivery:
    """Everything put together. `voice` names a profile or one of the engine's own voices instead of the person's.

    That a person wants it softer does not make softer what is urgent or sounds so.
    """
    profile = PROFILES.get(voice) or PROFILES[person.profile or usual_profile]
    volume = max(0, person.volume) if urgent or mood is Mood.URGENT else person.volume
    asked = Manner(pace=STEP_PACE**person.pace, gain_db=STEP_DB * volume)
    manner = profile.manner.and_also(asked).and_also(HEARINGS[person.hearing]).and_also(MOODS[mood])
    return Delivery(profile, manner, "" if voice in PROFILES else voice)
