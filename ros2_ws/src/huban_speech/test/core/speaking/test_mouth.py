import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_speech.core.speaking.mouth import LONGEST_PAUSE_S, Mouth, QueueFull
from huban_speech.core.speaking.sentences import Sentence
from huban_speech.core.types import CaptionStarted, Ended, Event, Outcome, Request, WordStarted
from huban_speech.simulation import SimulatedSpeaker

TICK_S = 0.04


class World:
    """A mouth, time and a synthesiser that makes half a second of sound of everything."""

    def __init__(self, longest_queue: int = 5) -> None:
        self.speaker = SimulatedSpeaker()
        self.mouth = Mouth(longest_queue, self.speaker)
        self.now_s = 0.0
        self.events: list[Event] = []
        self.broken = ""

    def forward(self, seconds: float) -> None:
        for _ in range(round(seconds / TICK_S)):
            self.now_s += TICK_S
            self.events += self.mouth.step(self.now_s)
            for job in self.mouth.jobs():
                if self.broken:
                    self.mouth.failed(job, self.broken)
                else:
                    self.mouth.synthesised(job, np.zeros(8000, dtype=np.int16))

    def ends(self) -> list[tuple[int, Outcome]]:
        return [(event.request, event.outcome) for event in self.events if isinstance(event, Ended)]

    def sentences(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, CaptionStarted)]

    def seconds_of_sound(self) -> float:
        return sum(samples.size for _at_s, samples in self.speaker.chunks) / 16000


def request(number: int, *texts: str, priority: int = 128) -> Request:
    return Request(number, tuple(Sentence(text, "en") for text in texts or (f"text {number}",)), priority)


def test_a_request_is_spoken_sentence_by_sentence_and_then_ends() -> None:
    world = World()
    world.mouth.submit(request(1, "One thing.", "Another thing."))
    world.forward(2.0)
    assert world.sentences() == ["One thing.", "Another thing."]
    assert world.seconds_of_sound() == 1.0
    assert world.events[-1] == Ended(1, Outcome.SPOKEN, ("One", "thing.", "Another", "thing."))


def test_the_end_comes_with_the_end_of_the_sound_not_before() -> None:
    world = World()
    world.mouth.submit(request(1))
    world.forward(0.4)
    assert world.ends() == []
    world.forward(0.4)
    assert world.ends() == [(1, Outcome.SPOKEN)]


def test_requests_wait_for_each_other_in_the_order_of_their_priority() -> None:
    world = World()
    for number, priority in ((1, 128), (2, 100), (3, 180), (4, 128)):
        world.mouth.submit(request(number, priority=priority))
    world.forward(5.0)
    assert world.sentences() == ["text 3", "text 1", "text 4", "text 2"]


def test_an_urgent_request_interrupts_and_says_what_was_said() -> None:
    world = World()
    world.mouth.submit(request(1, "Once upon a time"))
    world.forward(0.3)
    world.mouth.submit(request(2, "Fire!", priority=255))
    world.forward(2.0)
    interrupted, spoken = (event for event in world.events if isinstance(event, Ended))
    assert interrupted.outcome is Outcome.INTERRUPTED and interrupted.said == ("Once", "upon")
    assert [sentence.text for sentence in interrupted.unsaid] == ["Once upon a time"]
    assert spoken.outcome is Outcome.SPOKEN and world.sentences()[-1] == "Fire!"


def test_nothing_of_the_interrupted_text_is_heard_after_the_interruption() -> None:
    world = World()
    world.mouth.submit(request(1))
    world.forward(0.3)
    heard_s = world.seconds_of_sound()
    world.mouth.submit(request(2, priority=255))
    world.forward(2.0)
    assert world.seconds_of_sound() == heard_s + 0.5


def test_an_urgent_request_does_not_interrupt_an_equally_urgent_one() -> None:
    world = World()
    world.mouth.submit(request(1, priority=255))
    world.forward(0.3)
    world.mouth.submit(request(2, priority=255))
    world.forward(2.0)
    assert world.ends() == [(1, Outcome.SPOKEN), (2, Outcome.SPOKEN)]


def test_what_waited_is_said_after_the_interruption() -> None:
    world = World()
    for number in (1, 2):
        world.mouth.submit(request(number))
    world.forward(0.2)
    world.mouth.submit(request(3, priority=220))
    world.forward(3.0)
    assert world.ends() == [(1, Outcome.INTERRUPTED), (3, Outcome.SPOKEN), (2, Outcome.SPOKEN)]


def test_a_full_queue_refuses_all_but_urgent_requests() -> None:
    world = World(longest_queue=2)
    for number in (1, 2):
        world.mouth.submit(request(number))
    with pytest.raises(QueueFull):
        world.mouth.submit(request(3))
    world.mouth.submit(request(4, priority=255))
    world.forward(3.0)
    assert world.sentences()[0] == "text 4"


def test_a_request_can_be_cancelled_while_it_waits_and_while_it_is_spoken() -> None:
    world = World()
    for number in (1, 2, 3):
        world.mouth.submit(request(number))
    world.forward(0.2)
    world.mouth.cancel(1)
    world.mouth.cancel(2)
    world.mouth.cancel(99)
    world.forward(2.0)
    assert sorted(world.ends()[:2]) == [(1, Outcome.CANCELLED), (2, Outcome.CANCELLED)]
    assert world.ends()[2:] == [(3, Outcome.SPOKEN)]


def test_a_failed_synthesis_ends_its_request_with_the_reason_and_the_next_one_begins() -> None:
    world = World()
    world.broken = "no engine"
    world.mouth.submit(request(1))
    world.forward(0.2)
    world.broken = ""
    world.mouth.submit(request(2))
    world.forward(2.0)
    assert world.events[0] == Ended(1, Outcome.FAILED, (), "no engine", request(1).sentences)
    assert world.ends()[1] == (2, Outcome.SPOKEN)


def test_sound_that_comes_after_its_request_has_ended_is_not_played() -> None:
    world = World()
    world.mouth.submit(request(1))
    world.mouth.step(0.0)
    (job,) = world.mouth.jobs()
    world.mouth.cancel(1)
    world.mouth.synthesised(job, np.zeros(8000, dtype=np.int16))
    world.forward(1.0)
    assert world.seconds_of_sound() == 0.0


def test_words_are_told_as_they_begin() -> None:
    world = World()
    world.mouth.submit(request(1, "one two three"))
    world.forward(1.0)
    assert [event.word for event in world.events if isinstance(event, WordStarted)] == ["one", "two", "three"]


def test_a_long_sentence_is_captioned_in_parts_as_it_is_heard() -> None:
    world = World()
    text = "I will tell the nurse that you would like to have lunch in the kitchen, and then I will come back to you."
    world.mouth.submit(request(1, text))
    world.forward(0.2)
    assert world.sentences() == ["I will tell the nurse that you would like to have lunch in the kitchen,"]
    world.forward(0.4)
    assert world.sentences()[1:] == ["and then I will come back to you."]


def test_sound_is_played_with_the_time_when_it_begins() -> None:
    world = World()
    world.mouth.submit(request(1))
    world.forward(1.0)
    times = [at_s for at_s, _samples in world.speaker.chunks]
    assert np.allclose(np.diff(times), 0.04) and times[0] > 0.0


def test_a_pause_is_silence_within_the_call_and_no_sound_follows() -> None:
    world = World()
    world.mouth.submit(request(1))
    world.forward(0.3)
    heard_s = world.seconds_of_sound()
    world.mouth.pause()
    assert world.speaker.stops_s == [world.now_s]
    world.forward(2.0)
    assert world.seconds_of_sound() == heard_s and world.ends() == []


def test_not_more_than_40_ms_are_given_out_before_their_time() -> None:
    world = World()
    world.mouth.submit(request(1))
    for _ in range(15):
        world.forward(TICK_S)
        last = world.speaker.chunks[-1:]
        assert all(at_s + samples.size / 16000 <= world.now_s + 0.04 + 1e-9 for at_s, samples in last)


def test_after_a_pause_it_goes_on_with_the_word_in_which_it_fell() -> None:
    world = World()
    world.mouth.submit(request(1, "one two three four"))
    world.forward(0.32)
    world.mouth.pause()
    world.forward(1.0)
    world.mouth.resume()
    world.forward(1.0)
    (ended,) = (event for event in world.events if isinstance(event, Ended))
    assert ended.outcome is Outcome.SPOKEN and ended.said == ("one", "two", "three", "four")
    assert 0.5 < world.seconds_of_sound() < 0.7
    words = [event.word for event in world.events if isinstance(event, WordStarted)]
    assert words == ["one", "two", "three", "four"]


def test_a_pause_that_nobody_ends_is_over_by_itself() -> None:
    world = World()
    world.mouth.submit(request(1))
    world.forward(0.2)
    world.mouth.pause()
    world.forward(LONGEST_PAUSE_S + 1.0)
    assert world.ends() == [(1, Outcome.SPOKEN)]


def test_nothing_new_begins_in_a_pause_but_what_is_urgent() -> None:
    world = World()
    world.mouth.pause()
    world.mouth.submit(request(1))
    world.forward(1.0)
    assert world.seconds_of_sound() == 0.0
    world.mouth.submit(request(2, priority=255))
    world.forward(1.0)
    assert world.ends() == [(2, Outcome.SPOKEN)]


def test_a_person_who_speaks_ends_what_is_said_and_what_waits() -> None:
    world = World()
    world.mouth.submit(request(1, "One thing.", "Another thing.", "A third."))
    world.mouth.submit(request(2))
    world.forward(0.8)
    world.mouth.pause()
    world.mouth.interrupt("somebody spoke")
    world.mouth.submit(request(3))
    world.forward(1.0)
    first, second, third = (event for event in world.events if isinstance(event, Ended))
    assert (first.outcome, first.reason) == (Outcome.INTERRUPTED, "somebody spoke")
    assert first.said == ("One", "thing.", "Another")
    assert [sentence.text for sentence in first.unsaid] == ["Another thing.", "A third."]
    assert second.outcome is Outcome.INTERRUPTED and second.said == ()
    assert third.outcome is Outcome.SPOKEN


def test_what_is_urgent_is_neither_paused_nor_interrupted_but_hushed() -> None:
    world = World()
    for number in (1, 2):
        world.mouth.submit(request(number, "Fire! Everybody out of the house!", priority=255))
    world.forward(0.1)
    world.mouth.pause()
    world.mouth.interrupt("somebody spoke")
    world.forward(0.6)
    assert world.ends() == [(1, Outcome.SPOKEN)] and world.speaker.stops_s == []
    world.mouth.hush("somebody said stop")
    world.forward(1.0)
    assert world.ends()[1:] == [(2, Outcome.INTERRUPTED)]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from((100, 128, 210, 255)),
            st.floats(0.0, 0.8),
            st.sampled_from(("", "cancel", "pause", "resume", "interrupt", "hush")),
        ),
        max_size=15,
    ),
)
def test_every_request_ends_exactly_once(script: list[tuple[int, float, str]]) -> None:
    world = World(longest_queue=100)
    for number, (priority, wait_s, act) in enumerate(script):
        world.mouth.submit(request(number, priority=priority))
        world.forward(wait_s)
        arguments = {"cancel": (number,), "interrupt": ("a voice",), "hush": ("stop",)}
        if act:
            getattr(world.mouth, act)(*arguments.get(act, ()))
    world.forward(len(script) + LONGEST_PAUSE_S + 1.0)
    assert sorted(number for number, _ in world.ends()) == list(range(len(script)))
