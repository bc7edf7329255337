from pathlib import Path

from huban_common.testing import assert_same_texts, assert_yaml_lists_every_parameter
from huban_speech.config import SpeechConfig


def test_the_parameter_file_lists_every_parameter() -> None:
    assert_yaml_lists_every_parameter(SpeechConfig, Path(__file__).parents[1] / "config/speech.yaml", "speech")


def test_every_text_exists_in_every_language() -> None:
    assert_same_texts("huban_speech")
