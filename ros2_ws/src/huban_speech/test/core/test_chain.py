"""The order of frames and what each processor does with them."""

from collections.abc import Iterable

import numpy as np

from huban_speech.core.chain import Chain
from huban_speech.core.frames import (
    BLOCK_S,
    BLOCK_SAMPLES,
    Audio,
    Deaf,
    Final,
    Frame,
    LanguageChosen,
    NotUnderstood,
    Partial,
    ReflexHeard,
    ReflexKind,
    SpeechStarted,
    SpeechStopped,
)
from huban_speech.core.hearing.endpointing import Endpointing, EndpointRules
from huban_speech.core.hearing.patience import MemoryPauses, Patience, PatienceRules
from huban_speech.core.hearing.recognition import Recognition, RecognitionRules
from huban_speech.core.hearing.reflex import Reflexes, ReflexRules
from huban_speech.core.words.grammar import Expected
from huban_speech.simulation import ScriptedLibrary

RULES = EndpointRules(onset_s=0.06, lead_in_s=0.1, longest_s=3.0)
PAUSES = PatienceRules(pause_s=0.32, shortest_pause_s=0.32)


def sound(*voices: float) -> list[Frame]:
    """Blocks one after another with these probabilities of a voice."""
    block = np.zeros(BLOCK_SAMPLES, dtype=np.int16)
    return [Audio(block, number * BLOCK_S, voice) for number, voice in enumerate(voices)]


def run(chain: Chain, frames: Iterable[Frame]) -> list[Frame]:
    """What leaves the chain, but the sound."""
    return [out for frame in frames for out in chain.push(frame) if not isinstance(out, Audio)]


def kinds(frames: Iterable[Frame]) -> list[str]:
    return [type(frame).__name__ for frame in frames]


def hearing(library: ScriptedLibrary, commands: Iterable[str] = ()) -> Chain:
    rules = ReflexRules(stable_s=0.06, settle_s=0.2)
    expected = {language: Expected((), frozenset(commands), ("huban",)) for language in ("en", "zh-CN")}
    return Chain(
        (
            Endpointing(RULES, Patience(expected, PAUSES, MemoryPauses())),
            Recognition(library, RecognitionRules()),
            Reflexes(expected, rules),
        )
    )


def test_an_utterance_is_framed_by_its_start_and_its_end_and_followed_by_its_words() -> None:
    chain = hearing(ScriptedLibrary({"en": [["go", "go to", "go to bed"]]}))
    heard = run(chain, [LanguageChosen("en"), *sound(*[0.0] * 5, *[0.9] * 10, *[0.0] * 20)])
    assert kinds(heard) == [
        "LanguageChosen",
        "SpeechStarted",
        "Partial",
        "Partial",
        "Partial",
        "SpeechStopped",
        "Final",
    ]
    assert heard[-1] == Final("go to bed", 0.9, "en", heard[-2].at_s)


def test_words_with_too_little_confidence_are_not_passed_on() -> None:
    chain = hearing(ScriptedLibrary({"en": [["go to bed"]]}, confidence=0.1))
    heard = run(chain, [LanguageChosen("en"), *sound(*[0.9] * 10, *[0.0] * 20)])
    assert isinstance(heard[-1], NotUnderstood)
    assert not any(isinstance(frame, Final) for frame in heard)


def test_a_language_without_a_recogniser_still_lets_voices_be_noticed() -> None:
    chain = hearing(ScriptedLibrary({"en": []}))
    heard = run(chain, [LanguageChosen("zh-CN"), *sound(*[0.9] * 10, *[0.0] * 20)])
    assert kinds(heard) == ["LanguageChosen", "Deaf", "SpeechStarted", "SpeechStopped"]
    assert isinstance(heard[1], Deaf) and "zh-CN" in heard[1].reason


def test_an_utterance_that_began_in_another_language_is_given_up() -> None:
    chain = hearing(ScriptedLibrary({"en": [["go to bed"]], "zh-CN": [["去厨房"]]}))
    blocks = sound(*[0.9] * 20, *[0.0] * 12, *[0.9] * 10, *[0.0] * 12)
    heard = run(chain, [LanguageChosen("en"), *blocks[:15], LanguageChosen("zh-CN"), *blocks[15:]])
    assert [frame.text for frame in heard if isinstance(frame, Final)] == ["去厨房"]


def test_a_cry_for_help_is_passed_on_while_the_person_still_speaks() -> None:
    chain = hearing(ScriptedLibrary({"en": [["help"] * 10]}))
    heard = run(chain, [LanguageChosen("en"), *sound(*[0.9] * 30, *[0.0] * 12)])
    assert kinds(heard) == ["LanguageChosen", "SpeechStarted", "Partial", "ReflexHeard", "SpeechStopped", "Final"]


def test_a_reflex_comes_once_per_utterance_and_again_in_the_next() -> None:
    chain = hearing(ScriptedLibrary({"en": [["stop"] * 5 + ["stop stop"] * 5, ["stop"] * 10]}))
    blocks = sound(*[0.9] * 15, *[0.0] * 12, *[0.9] * 15, *[0.0] * 12)
    heard = run(chain, [LanguageChosen("en"), *blocks])
    assert [frame.kind for frame in heard if isinstance(frame, ReflexHeard)] == [ReflexKind.STOP, ReflexKind.STOP]


def test_a_word_that_only_flickers_in_the_partial_results_is_no_reflex() -> None:
    chain = hearing(ScriptedLibrary({"en": [["help", "tell me", "help", "tell me", "tell me the time"]]}))
    heard = run(chain, [LanguageChosen("en"), *sound(*[0.9] * 15, *[0.0] * 12)])
    assert not any(isinstance(frame, ReflexHeard) for frame in heard)


def test_stop_at_the_start_of_a_known_command_waits_for_the_rest() -> None:
    script = [["stop"] * 4 + ["stop the", "stop the music"]]
    chain = hearing(ScriptedLibrary({"en": script}), commands=["stop the music"])
    heard = run(chain, [LanguageChosen("en"), *sound(*[0.9] * 15, *[0.0] * 12)])
    assert not any(isinstance(frame, ReflexHeard) for frame in heard)
    assert isinstance(heard[-1], Final)


def test_stop_that_stays_alone_is_a_reflex_although_a_command_begins_with_it() -> None:
    chain = hearing(ScriptedLibrary({"en": [["stop"] * 20]}), commands=["stop the music"])
    heard = run(chain, [LanguageChosen("en"), *sound(*[0.9] * 15, *[0.0] * 12)])
    reflex = next(frame for frame in heard if isinstance(frame, ReflexHeard))
    first = next(frame for frame in heard if isinstance(frame, Partial))
    assert 0.2 <= reflex.at_s - first.at_s < 0.3


def test_a_cry_may_call_the_robot_by_its_name() -> None:
    chain = hearing(ScriptedLibrary({"en": [["huban stop"] * 10]}))
    heard = run(chain, [LanguageChosen("en"), *sound(*[0.9] * 15, *[0.0] * 12)])
    assert [frame.kind for frame in heard if isinstance(frame, ReflexHeard)] == [ReflexKind.STOP]


def test_a_cry_that_only_the_final_result_shows_is_still_a_reflex() -> None:
    chain = hearing(ScriptedLibrary({"en": [["tell me", "tell me", "help"]]}, last_is_final_only=True))
    heard = run(chain, [LanguageChosen("en"), *sound(*[0.9] * 10, *[0.0] * 12)])
    assert kinds(heard)[-2:] == ["Final", "ReflexHeard"]


def test_a_weak_cry_waits_until_it_becomes_clear() -> None:
    library = ScriptedLibrary({"en": [["stop"] * 30]}, confidence=0.05)
    chain = hearing(library)
    blocks = sound(*[0.9] * 20, *[0.0] * 12)
    assert not any(isinstance(frame, ReflexHeard) for frame in run(chain, [LanguageChosen("en"), *blocks[:15]]))
    library.confidence = 0.8
    assert any(isinstance(frame, ReflexHeard) for frame in run(chain, blocks[15:]))


def test_a_doubt_does_not_hide_a_cry_in_the_same_utterance() -> None:
    script = [["i did not fall"] * 5 + ["stop"] * 5]
    heard = run(hearing(ScriptedLibrary({"en": script})), [LanguageChosen("en"), *sound(*[0.9] * 15, *[0.0] * 12)])
    assert [frame.kind for frame in heard if isinstance(frame, ReflexHeard)] == [ReflexKind.DOUBT, ReflexKind.STOP]


def test_frames_that_are_not_their_business_pass_all_processors_in_place() -> None:
    chain = hearing(ScriptedLibrary({"en": []}))
    assert run(chain, [Deaf("en", "x"), SpeechStarted(0.0), SpeechStopped(1.0, 0.5)]) == [
        Deaf("en", "x"),
        SpeechStarted(0.0),
        SpeechStopped(1.0, 0.5),
    ]
