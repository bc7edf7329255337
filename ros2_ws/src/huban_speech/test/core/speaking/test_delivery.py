import pytest

from huban_common.core.texts import EXPRESSIONS
from huban_speech.core.people import PACES, VOLUMES, Hearing, PersonSettings
from huban_speech.core.speaking.delivery import HEARINGS, Mood, delivery, mood_of
from huban_speech.core.speaking.manner import Manner
from huban_speech.core.speaking.voice_profiles import PROFILES

NOBODY = PersonSettings()


def manner(person: PersonSettings = NOBODY, mood: Mood = Mood.NEUTRAL) -> Manner:
    return delivery(person, mood, "steady_man").manner


def test_usually_a_voice_speaks_as_it_does_by_itself() -> None:
    assert manner() == Manner()


def test_a_person_who_likes_it_louder_and_slower_gets_it() -> None:
    asked = manner(PersonSettings(volume=2, pace=-1))
    assert asked.gain_db == 6.0 and asked.pace < 0.9


@pytest.mark.parametrize("hearing", [Hearing.MILD, Hearing.SEVERE, Hearing.HIGH_FREQUENCY])
def test_who_hears_badly_gets_it_slower_louder_and_clearer(hearing: Hearing) -> None:
    made = manner(PersonSettings(hearing=hearing))
    assert made.pace < 1.0 and made.gain_db > 0.0 and made.presence_db > 0.0


def test_who_does_not_hear_high_tones_gets_a_lower_voice() -> None:
    assert manner(PersonSettings(hearing=Hearing.HIGH_FREQUENCY)).pitch < 0.9
    assert all(HEARINGS[hearing].pitch == 1.0 for hearing in Hearing if hearing is not Hearing.HIGH_FREQUENCY)


def test_moods_are_heard() -> None:
    moods = (Mood.HAPPY, Mood.CALM, Mood.CONCERNED, Mood.URGENT)
    happy, calm, concerned, urgent = (manner(mood=mood) for mood in moods)
    assert happy.pitch > 1.0 > concerned.pitch and happy.melody > concerned.melody > calm.melody
    assert urgent.gain_db > 0.0 > calm.gain_db
    assert urgent.pace == 1.0


def test_what_is_urgent_is_never_softer_because_somebody_wants_it_softer() -> None:
    soft = PersonSettings(volume=VOLUMES[0])
    assert manner(soft, Mood.URGENT).gain_db == manner(NOBODY, Mood.URGENT).gain_db
    comfort = delivery(soft, Mood.CONCERNED, "steady_man", urgent=True).manner
    assert comfort.gain_db == manner(NOBODY, Mood.CONCERNED).gain_db > manner(soft, Mood.CONCERNED).gain_db
    assert manner(soft).gain_db < 0.0


def test_no_combination_is_too_fast_or_too_slow_to_follow() -> None:
    paces = [
        delivery(PersonSettings(name, 0, pace, hearing), mood, name).manner.pace
        for name in PROFILES
        for pace in PACES
        for hearing in Hearing
        for mood in Mood
    ]
    assert min(paces) > 0.4 and max(paces) < 1.6


def test_the_voice_is_the_persons_else_the_houses() -> None:
    assert delivery(NOBODY, Mood.NEUTRAL, "calm_woman").profile.id == "calm_woman"
    assert delivery(PersonSettings("deep_man"), Mood.NEUTRAL, "calm_woman").profile.id == "deep_man"


def test_a_text_may_name_another_profile_or_a_voice_of_the_engine() -> None:
    profile, engines = (delivery(NOBODY, Mood.NEUTRAL, "steady_man", voice) for voice in ("deep_man", "en-us+f3"))
    assert (profile.profile.id, profile.voice) == ("deep_man", "")
    assert (engines.profile.id, engines.voice) == ("steady_man", "en-us+f3")


@pytest.mark.parametrize(
    ("expression", "mood"),
    [("happy", Mood.HAPPY), ("sad", Mood.CONCERNED), ("calm", Mood.CALM), ("urgent", Mood.URGENT), ("", Mood.NEUTRAL)],
)
def test_expressions_have_their_moods(expression: str, mood: Mood) -> None:
    assert mood_of(expression, urgent=False) is mood


def test_what_is_urgent_sounds_so_unless_it_is_meant_to_comfort() -> None:
    assert mood_of("", urgent=True) is Mood.URGENT
    assert mood_of("concerned", urgent=True) is Mood.CONCERNED


def test_every_expression_of_the_texts_is_heard() -> None:
    moods = {mood_of(expression, urgent=False) for expression in EXPRESSIONS}
    assert len(moods) == len(EXPRESSIONS) and Mood.NEUTRAL not in moods


def test_an_expression_that_nobody_knows_is_neutral() -> None:
    assert mood_of("flabbergasted", urgent=False) is Mood.NEUTRAL
