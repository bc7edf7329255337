from huban_bringup.commands import COMMANDS
from huban_bringup.core.types import Happened, ProcessEvent
from huban_bringup.event_lines import line_of
from huban_common.core.texts import Texts
from huban_common.testing import assert_same_texts


def test_both_languages_have_the_same_texts():
    assert_same_texts("huban_bringup")


def test_every_command_and_every_event_can_be_told():
    for language in ("en", "zh-CN"):
        for command in COMMANDS:
            assert Texts("huban_bringup").say(command.text_key, language)
        for kind in Happened:
            assert line_of(ProcessEvent(kind, "speech", "5"), language)
