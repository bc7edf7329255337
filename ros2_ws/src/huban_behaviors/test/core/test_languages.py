"""The language of the house after a restart."""

import pytest

from huban_behaviors.core.languages import Languages


class Disk:
    def __init__(self):
        self.content = None

    def load(self):
        return self.content

    def save(self, content):
        self.content = dict(content)


@pytest.fixture
def disk():
    return Disk()


def test_a_house_where_nobody_has_chosen_speaks_the_usual_language(disk, home):
    assert Languages(disk, home).of_house("zh-CN") == "zh-CN"


@pytest.mark.parametrize("person", ["elder", "anonymous_speaker", ""])
def test_what_the_elder_chose_is_the_language_after_a_restart(disk, home, person):
    Languages(disk, home).choose(person, "zh-CN")
    assert Languages(disk, home).of_house("en") == "zh-CN"


def test_a_visitor_does_not_choose_for_the_elder(disk, home):
    Languages(disk, home).choose("elder", "zh-CN")
    Languages(disk, home).choose("caregiver", "en")
    assert Languages(disk, home).of_house("en") == "zh-CN"
    assert disk.content == {"elder": "zh-CN", "caregiver": "en"}


def test_a_language_that_the_robot_does_not_speak_any_more_is_left_out(disk, home):
    disk.content = {"elder": "nl"}
    assert Languages(disk, home).of_house("en") == "en"
