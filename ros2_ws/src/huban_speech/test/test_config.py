from pathlib import Path

from huban_common.testing import assert_same_texts, assert_yaml_lists_every_parameter
from huban_speech.config import SoundConfig, SpeechConfig


def test_the_parameter_files_list_every_parameter() -> None:
    folder = Path(__file__).parents[1] / "config"
    assert_yaml_lists_every_parameter(SpeechConfig, folder / "speech.yaml", "speech")
    assert_yaml_lists_every_parameter(SoundConfig, folder / "sound.yaml", "sound")


def test_every_text_exists_in_every_language() -> None:
    assert_same_texts("huban_speech")
