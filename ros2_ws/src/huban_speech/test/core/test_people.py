from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_speech.core.people import PACES, VOLUMES, Hearing, People, PersonSettings, Wish, checked
from huban_speech.core.speaking.voice_profiles import PROFILES, next_profile
from huban_speech.simulation import MemorySettings


@pytest.fixture
def file() -> MemorySettings:
    return MemorySettings()


@pytest.fixture
def people(file: MemorySettings) -> People:
    return at_home(file)


def at_home(file: MemorySettings) -> People:
    return People(file, ("elder", "caregiver"), elder="elder", usual_profile="steady_man")


def test_each_person_has_settings_of_their_own(people: People) -> None:
    people.change("elder", Wish(volume=1))
    people.change("caregiver", Wish(pace=1, profile="deep_man"))
    assert people.of("elder") == PersonSettings(volume=1)
    assert people.of("caregiver") == PersonSettings(pace=1, profile="deep_man")


@pytest.mark.parametrize("nobody", ["", "anonymous_speaker", "__unknown_agent__"])
def test_whoever_is_not_known_counts_as_the_elder(people: People, nobody: str) -> None:
    people.change(nobody, Wish(hearing="severe"))
    assert people.of("elder").hearing is people.of(nobody).hearing is Hearing.SEVERE
    assert people.of("caregiver").hearing is Hearing.NORMAL


def test_settings_outlive_a_restart(file: MemorySettings, people: People) -> None:
    people.change("elder", Wish(volume=2, hearing="mild"))
    people.keep("elder", (0.7, 1.2))
    again = at_home(file)
    assert again.of("elder") == PersonSettings(volume=2, hearing=Hearing.MILD, pauses_s=(0.7, 1.2))
    assert again.pauses_s("anonymous_speaker") == (0.7, 1.2)


def test_a_change_says_whether_it_changed_anything(people: People) -> None:
    assert [people.change("elder", Wish(volume=1)) for _ in range(6)] == [True] * VOLUMES[-1] + [False] * 2
    assert not people.change("elder", Wish(hearing="normal"))


def test_next_goes_through_all_voices_and_around(people: People) -> None:
    seen = []
    for _ in PROFILES:
        people.change("elder", Wish(profile="next"))
        seen.append(people.of("elder").profile)
    assert set(seen) == set(PROFILES) and seen[-1] == "steady_man" and next_profile("steady_man") == seen[0]


@pytest.mark.parametrize("wish", [Wish(profile="tenor"), Wish(hearing="dog")])
def test_an_unknown_wish_is_refused_and_changes_nothing(people: People, wish: Wish) -> None:
    with pytest.raises(ValueError, match=wish.profile or wish.hearing):
        people.change("elder", replace(wish, volume=1))
    assert people.of("elder") == PersonSettings()


def test_a_full_disk_is_told_and_the_change_holds_until_the_restart(file: MemorySettings, people: People) -> None:
    file.full = True
    assert people.change("elder", Wish(volume=1))
    assert "no space left" in people.trouble and people.of("elder").volume == 1
    file.full = False
    people.keep("elder", ())
    assert people.trouble == ""


def test_settings_from_another_version_are_brought_within_the_limits() -> None:
    old = PersonSettings(profile="tenor", volume=99, pace=-99, hearing=Hearing.MILD)
    assert checked(old) == PersonSettings(volume=VOLUMES[-1], pace=PACES[0], hearing=Hearing.MILD)


@given(st.lists(st.tuples(st.integers(-127, 127), st.integers(-127, 127)), max_size=20))
def test_settings_never_leave_their_limits(steps: list[tuple[int, int]]) -> None:
    people = at_home(MemorySettings())
    for volume, pace in steps:
        people.change("elder", Wish(volume, pace))
        assert people.of("elder").volume in VOLUMES and people.of("elder").pace in PACES
