"""The whole chain under odd sound and for long."""

import tracemalloc
from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_speech.core.chain import Chain
from huban_speech.core.frames import (
    BLOCK_S,
    BLOCK_SAMPLES,
    Audio,
    BargeIn,
    Final,
    Frame,
    LanguageChosen,
    ReflexHeard,
    Samples,
    SpeechStarted,
    SpeechStopped,
)
from huban_speech.core.hearing.hearing_chain import Ears, HearingRules, hearing_chain
from huban_speech.core.hearing.intake import Intake
from huban_speech.core.hearing.own_voice import OwnVoice
from huban_speech.core.hearing.patience import MemoryPauses
from huban_speech.core.words.grammar import Expected
from huban_speech.simulation import ScriptedLibrary

RULES = HearingRules()
EXPECTED = {"en": Expected(("go to the kitchen", "stop"), frozenset(("go to the kitchen",)), ("huban",))}


class LoudIsVoice:
    """A VoiceDetector that takes everything loud for a voice."""

    def probability(self, samples: Samples) -> float:
        return 0.9 if np.abs(samples.astype(np.int32)).max(initial=0) > 1000 else 0.0

    def forget(self) -> None:
        pass


def chain(*utterances: list[str], own_voice: OwnVoice | None = None) -> Chain:
    made = hearing_chain(
        Ears(LoudIsVoice(), ScriptedLibrary({"en": utterances}), own_voice or OwnVoice(), MemoryPauses()),
        EXPECTED,
        RULES,
    )
    made.push(LanguageChosen("en"))
    return made


def blocks(seconds: float, level: int, start_s: float = 0.0) -> Iterator[Audio]:
    random = np.random.default_rng(1)
    for number in range(round(seconds / BLOCK_S)):
        samples = random.integers(-level, level + 1, BLOCK_SAMPLES).astype(np.int16)
        yield Audio(samples, start_s + number * BLOCK_S)


def pushed(listening: Chain, *stretches: Iterator[Audio]) -> list[Frame]:
    frames = [out for stretch in stretches for audio in stretch for out in listening.push(audio)]
    return [frame for frame in frames if not isinstance(frame, Audio)]


def test_a_monologue_is_heard_in_pieces_and_takes_no_memory() -> None:
    listening = chain()
    pushed(listening, blocks(60.0, 5000))
    tracemalloc.start()
    before, _peak = tracemalloc.get_traced_memory()
    heard = pushed(listening, blocks(600.0, 5000, 60.0))
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    stops = [frame for frame in heard if isinstance(frame, SpeechStopped)]
    assert len(stops) >= 39 and {stop.cause for stop in stops} == {"too_long"}
    assert grown < 300_000


def test_a_command_ends_sooner_than_an_unfinished_one() -> None:
    def waited_s(*words: str) -> float:
        heard = pushed(chain(list(words)), blocks(1.0, 5000), blocks(4.0, 10, 1.0))
        stop = next(frame for frame in heard if isinstance(frame, SpeechStopped))
        return stop.at_s - stop.voice_end_s

    assert waited_s("go to the kitchen") < 0.7 < waited_s("unknown") < 1.0 < 1.7 < waited_s("go to the")


def test_stop_acts_while_the_robot_talks_and_hushes_it() -> None:
    own_voice = OwnVoice()
    own_voice.align(0.0, 0.0)
    for number in range(60):
        own_voice.play(np.full(640, 3000, dtype=np.int16), number * 0.04)
    heard = pushed(chain(["stop"] * 40, own_voice=own_voice), blocks(2.0, 9000))
    acts = [frame.act.value for frame in heard if isinstance(frame, BargeIn)]
    assert any(isinstance(frame, ReflexHeard) for frame in heard)
    assert acts[0] == "pause" and "hush" in acts


CHUNKS = st.lists(st.binary(max_size=4000) | st.integers(0, 60000).map(lambda size: b"\x10\x40" * size), max_size=30)


@settings(max_examples=40, deadline=None)
@given(CHUNKS)
def test_whatever_a_microphone_sends_utterances_end_and_nothing_breaks(chunks: list[bytes]) -> None:
    intake, listening = Intake(), chain(*[["go to the kitchen"]] * 100)
    sound = [audio for chunk in [*chunks, bytes(32000 * 3)] for audio in intake.accept(chunk)]
    frames = pushed(listening, iter(sound))
    kinds = [type(frame) for frame in frames if isinstance(frame, SpeechStarted | SpeechStopped)]
    assert kinds == [SpeechStarted, SpeechStopped] * (len(kinds) // 2)
    assert all(isinstance(frame.text, str) for frame in frames if isinstance(frame, Final))
