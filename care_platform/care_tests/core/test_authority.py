from typing import Any

import pytest

from care_platform.core.authority import REMOTE_SKILLS, check_call, may_answer, skills_of
from care_platform.core.refusals import NotAllowed, Unusable
from care_protocol.messages import Priority, Role

PLACES = {"kitchen": {}}


@pytest.mark.parametrize("role", [Role.FAMILY, Role.CAREGIVER, Role.NURSE])
@pytest.mark.parametrize("priority", list(Priority))
def test_carers_answer_every_alarm(role: Role, priority: Priority) -> None:
    assert may_answer(role, priority)


def test_a_technician_answers_only_technical_alarms() -> None:
    assert [p for p in Priority if may_answer(Role.TECHNICIAN, p)] == [Priority.TECHNICAL]


@pytest.mark.parametrize("role", [Role.ELDER, Role.SYSTEM])
def test_nobody_else_answers_or_commands(role: Role) -> None:
    assert not any(may_answer(role, priority) for priority in Priority)
    assert skills_of(role) == []


@pytest.mark.parametrize("role", [Role.FAMILY, Role.CAREGIVER, Role.NURSE, Role.TECHNICIAN])
def test_everybody_on_the_staff_may_stop_the_robot(role: Role) -> None:
    check_call(role, "stop", {}, PLACES)


def test_a_technician_does_not_send_the_robot_through_the_home() -> None:
    with pytest.raises(NotAllowed):
        check_call(Role.TECHNICIAN, "go_to", {"place": "kitchen"}, PLACES)


@pytest.mark.parametrize("skill", ["bed_set", "bed_flat", "bed_sit_up", "assist_stand", "assist_sit"])
def test_bed_and_lifting_are_never_moved_from_afar(skill: str) -> None:
    assert skill not in REMOTE_SKILLS
    with pytest.raises(Unusable):
        check_call(Role.NURSE, skill, {}, PLACES)


@pytest.mark.parametrize(
    ("skill", "args"),
    [
        ("go_to", {}),
        ("go_to", {"place": "moon"}),
        ("go_to", {"place": "kitchen", "speed": 9}),
        ("stop", {"place": "kitchen"}),
        ("fly", {}),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(skill: str, args: dict[str, Any]) -> None:
    with pytest.raises(Unusable):
        check_call(Role.NURSE, skill, args, PLACES)
