"""The policy table: every skill, every role, in the room and from outside."""

from pathlib import Path

import pytest

from huban_behaviors.core.authority import Permission, permission
from huban_behaviors.core.types import Caller
from huban_common.core.roles import Role
from huban_common.core.skills import load_skills

README = Path(__file__).parents[2] / "README.md"
# columns: elder, family, caregiver, nurse, technician, system; a = allowed, c = after a yes, - = never
TABLE = {
    "alarm_drill": ("- - a a - -", "- - a a - -"),
    "bed_flat": ("c c a a - -", "- - - - - -"),
    "bed_set": ("a c a a - -", "- - - - - -"),
    "bed_sit_up": ("a c a a - -", "- - - - - -"),
    "call_help": ("a a a a a a", "a a a a a a"),
    "come_here": ("a c a a c a", "a c a a c a"),
    "confirm": ("a a a a a -", "- - - - - -"),
    "dock": ("a a a a a a", "a a a a a a"),
    "face_forget": ("a a a a a -", "a a a a a -"),
    "face_remember": ("a a a a a -", "- - - - - -"),
    "go_to": ("a c a a c a", "a c a a c a"),
    "language_set": ("a a a a a a", "a a a a a a"),
    "repeat_last": ("a a a a a a", "a a a a a a"),
    "robot_status": ("a a a a a a", "a a a a a a"),
    "stop": ("a a a a a a", "a a a a a a"),
    "tell_date": ("a a a a a a", "a a a a a a"),
    "tell_time": ("a a a a a a", "a a a a a a"),
    "voice_forget": ("a a a a a -", "a a a a a -"),
    "voice_remember": ("a a a a a -", "- - - - - -"),
    "voice_set": ("a a a a a a", "a a a a a a"),
    "who_am_i": ("a a a a a a", "a a a a a a"),
}
MEANING = {"a": Permission.ALLOWED, "c": Permission.CONFIRM, "-": Permission.NEVER}
CELLS = [
    (skill, role, remote, MEANING[cell])
    for skill, rows in TABLE.items()
    for remote, row in zip((False, True), rows, strict=True)
    for role, cell in zip(Role, row.split(), strict=True)
]


def test_the_readme_shows_this_table():
    shown = {}
    for line in README.read_text(encoding="utf-8").splitlines():
        skill, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if skill in TABLE:
            shown[skill] = (" ".join(cell[0] for cell in cells), " ".join(cell[-1] for cell in cells))
    assert shown == TABLE


def test_the_table_names_every_installed_skill():
    assert set(TABLE) == set(load_skills())


@pytest.mark.parametrize(("skill", "role", "remote", "expected"), CELLS)
def test_a_cell_of_the_table(skill, role, remote, expected):
    assert permission(load_skills()[skill].spec, Caller("somebody", role, remote)) is expected


@pytest.mark.parametrize("role", Role)
def test_nobody_moves_the_bed_from_outside(role):
    for skill_id, skill in load_skills().items():
        if skill_id.startswith("bed_"):
            assert permission(skill.spec, Caller("somebody", role, remote=True)) is Permission.NEVER


@pytest.mark.parametrize("remote", [False, True])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("skill", ["stop", "call_help"])
def test_stop_and_help_are_for_everybody(skill, role, remote):
    assert permission(load_skills()[skill].spec, Caller("somebody", role, remote)) is Permission.ALLOWED
