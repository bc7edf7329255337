from pathlib import Path

import pytest

from huban_speech.backends.recogniser_library import RecogniserLibrary
from huban_speech.core.grammar import Expected
from huban_speech.core.ports import Unavailable

EXPECTED = {
    "en": Expected(("come here", "play xqzt"), frozenset({"come here"})),
    "zh-CN": Expected(("过来",), frozenset({"过来"})),
}


def library(*folders: Path) -> RecogniserLibrary:
    return RecogniserLibrary(EXPECTED, folders, unknown_cost=14.0)


def test_english_falls_back_to_pocketsphinx_and_names_what_it_cannot_hear(tmp_path: Path) -> None:
    found = library(tmp_path)
    assert found.recogniser("en") is found.recogniser("en")
    assert found.engines["en"] == "pocketsphinx, without: play xqzt"


def test_mandarin_without_a_model_is_unavailable_and_says_where_one_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=f"no Vosk model for zh-CN in {tmp_path}"):
        library(tmp_path).recogniser("zh-CN")


@pytest.mark.parametrize("name", ["zh-CN", "zh"])
def test_a_broken_model_is_named_with_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(Unavailable, match=f"{tmp_path / name}: no usable Vosk model"):
        library(tmp_path).recogniser("zh-CN")


def test_a_broken_english_model_does_not_take_english_away(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    found = library(tmp_path)
    found.recogniser("en")
    assert "pocketsphinx" in found.engines["en"] and str(tmp_path / "en") in found.engines["en"]
