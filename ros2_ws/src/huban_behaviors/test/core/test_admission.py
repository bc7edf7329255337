"""What is let in and what is asked back."""

from uuid import uuid4

import pytest

from huban_behaviors.core.admission import Refused, admit, question
from huban_behaviors.core.types import Caller, Request
from huban_common.core.roles import Role
from huban_common.core.skills import load_skills

SKILLS = {skill_id: skill() for skill_id, skill in load_skills().items()}
ELDER = Caller("anonymous_speaker", Role.ELDER)
DAUGHTER = Caller("li.na", Role.FAMILY, remote=True, name="Li Na")


def request(skill: str, caller: Caller = ELDER, language: str = "en", **args: object) -> Request:
    return Request(uuid4(), skill, args, caller, language)


def refusal(home, wish: Request) -> str:
    with pytest.raises(Refused) as refused:
        admit(wish, SKILLS, home)
    return str(refused.value)


def test_an_unknown_place_is_answered_with_the_known_ones(home):
    answer = refusal(home, request("go_to", place="the moon"))
    assert "the moon" in answer
    assert all(place.name["en"] in answer for place in home.places.values())


def test_an_unknown_place_is_answered_in_the_language_of_the_caller(home):
    answer = refusal(home, request("go_to", language="zh-CN", place="月亮"))
    assert "月亮" in answer
    assert "厨房、卧室" in answer


@pytest.mark.parametrize(
    ("skill", "args", "named"),
    [
        ("go_to", {}, "place"),
        ("go_to", {"place": 7}, "place"),
        ("go_to", {"place": "kitchen", "speed": 3}, "speed"),
        ("bed_set", {"section": "wings"}, "section"),
        ("bed_set", {"section": "back", "angle_deg": "steep"}, "angle_deg"),
        ("confirm", {"answer": "perhaps"}, "answer"),
    ],
)
def test_an_argument_that_cannot_be_used_is_named(home, skill, args, named):
    assert named in refusal(home, request(skill, **args))


def test_a_skill_that_is_not_there_is_refused(home):
    assert refusal(home, request("fly")) == "I cannot do that yet."


def test_what_is_not_allowed_is_refused_before_the_arguments_are_looked_at(home):
    nurse = Caller("Nurse Li", Role.NURSE, remote=True)
    assert refusal(home, request("bed_set", nurse, section="wings")) == "I am not allowed to do that for you."


def test_an_admitted_request_has_its_arguments_and_whether_it_needs_a_yes(home):
    admitted = admit(request("go_to", DAUGHTER, place="kitchen"), SKILLS, home)
    assert admitted.args.place == "kitchen" and admitted.needs_yes
    assert not admit(request("go_to", place="kitchen"), SKILLS, home).needs_yes


def test_the_question_uses_the_words_of_the_person(home):
    assert question(SKILLS["bed_flat"].spec, request("bed_flat"), home) == (
        "Did you say: lay the bed flat? Please say yes or no."
    )


def test_the_question_tells_who_asks_from_outside(home):
    asked = question(SKILLS["go_to"].spec, request("go_to", DAUGHTER, "zh-CN", place="kitchen"), home)
    assert asked == "Li Na从外面请求：去厨房。可以吗？请说是或者不是。"
