from pathlib import Path

import pytest

from huban_speech.backends.recogniser_library import MARKER, RecogniserLibrary
from huban_speech.core.ports import Unavailable
from huban_speech.core.words.grammar import Expected

TINY = Path(__file__).parents[4] / "models/vosk-tiny"
EXPECTED = {
    "en": Expected(("come here", "play xqzt"), frozenset({"come here"})),
    "zh-CN": Expected(("过来",), frozenset({"过来"})),
}


def library(*folders: Path) -> RecogniserLibrary:
    return RecogniserLibrary(EXPECTED, folders, unknown_cost=14.0)


def synthetic_first(*folders: Path) -> RecogniserLibrary:
    return RecogniserLibrary(EXPECTED, folders, unknown_cost=14.0, synthetic_first=True)


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


def vosk_model(folder: Path, *, tiny: bool) -> Path:
    """A folder that counts as a model until Vosk tries to load it."""
    (folder / "graph").mkdir(parents=True)
    (folder / "graph/words.txt").write_text("<eps> 0\n[unk] 1\ncome 2\nhere 3\n", encoding="utf-8")
    if tiny:
        (folder / MARKER).touch()
    return folder


def test_full_models_are_tried_before_tiny_ones_wherever_they_lie(tmp_path: Path) -> None:
    tiny = vosk_model(tmp_path / "tiny/en", tiny=True)
    full = vosk_model(tmp_path / "full/en", tiny=False)
    found = synthetic_first(tmp_path / "tiny", tmp_path / "full")
    found.recogniser("en")
    told = found.engines["en"]
    assert told.startswith("pocketsphinx") and told.index(str(full)) < told.index(str(tiny))


def test_pocketsphinx_goes_before_tiny_models(tmp_path: Path) -> None:
    vosk_model(tmp_path / "en", tiny=True)
    found = library(tmp_path)
    found.recogniser("en")
    assert found.engines["en"] == "pocketsphinx, without: play xqzt"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_committed_tiny_model_serves_its_language_and_says_what_it_knows(language: str) -> None:
    found = synthetic_first(TINY)
    assert not found.synthetic_only(language)
    found.recogniser(language)
    assert found.synthetic_only(language)
    assert "synthetic voices only" in found.engines[language]


def test_a_model_that_lacks_a_sound_of_listening_is_not_complained_of() -> None:
    known = Expected(("come here", "play xqzt"), frozenset({"come here"}), sounds=("xqzt",))
    found = RecogniserLibrary({"en": known}, [TINY], unknown_cost=14.0, synthetic_first=True)
    found.recogniser("en")
    assert found.engines["en"].endswith("without: play xqzt")


@pytest.mark.parametrize("tiny", [False, True])
def test_models_of_both_kinds_are_given_the_sounds_of_listening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: bool
) -> None:
    given: list[tuple[str, ...]] = []

    class Listening:
        skipped = ()

        def __init__(self, _folder: Path, _language: str, phrases: tuple[str, ...], _names: tuple[str, ...]) -> None:
            given.append(phrases)

    monkeypatch.setattr("huban_speech.backends.vosk_recogniser.VoskRecogniser", Listening)
    known = Expected(("come here",), frozenset({"come here"}), sounds=("mm hm",))
    vosk_model(tmp_path / "en", tiny=tiny)
    RecogniserLibrary({"en": known}, [tmp_path], unknown_cost=14.0, synthetic_first=True).recogniser("en")
    assert given == [("come here", "mm hm")]
