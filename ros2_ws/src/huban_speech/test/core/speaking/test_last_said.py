from huban_speech.core.speaking.last_said import LastSaid
from huban_speech.core.speaking.sentences import sentences
from huban_speech.core.types import Ended, Outcome, Request


def request(text: str, priority: int = 128) -> Request:
    return Request(1, sentences(text, "en", 500), priority)


def interrupted(whole: Request, cut_in: int) -> Ended:
    """It was cut off in a sentence, counted from 0."""
    return Ended(1, Outcome.INTERRUPTED, ("some", "words"), "a voice", whole.sentences[cut_in:])


def spoken(last: LastSaid, text: str, priority: int = 128) -> None:
    last.ended(request(text, priority), Ended(1, Outcome.SPOKEN, ("all",)))


def test_a_text_that_was_said_is_repeated_as_a_whole() -> None:
    last = LastSaid()
    spoken(last, "Lunch is ready. Shall I help you?")
    assert last.text == "Lunch is ready. Shall I help you?"


def test_a_text_that_was_cut_off_goes_on_from_the_sentence_where_it_was_cut() -> None:
    last = LastSaid()
    story = request("Lunch is ready. There is soup. And tea.")
    last.ended(story, interrupted(story, 1))
    assert last.text == "There is soup. And tea."


def test_something_urgent_does_not_make_up_for_what_it_cut_off() -> None:
    last = LastSaid()
    story = request("Lunch is ready. There is soup.")
    last.ended(story, interrupted(story, 0))
    spoken(last, "Mind the door!", priority=255)
    assert last.text == "Mind the door! Lunch is ready. There is soup."
    spoken(last, "It is noon.")
    assert last.text == "It is noon."


def test_what_was_never_begun_or_failed_is_not_remembered() -> None:
    last = LastSaid()
    spoken(last, "It is noon.")
    last.ended(request("Lunch."), Ended(1, Outcome.CANCELLED))
    last.ended(request("Lunch."), Ended(1, Outcome.FAILED, reason="no voice"))
    assert last.text == "It is noon."
