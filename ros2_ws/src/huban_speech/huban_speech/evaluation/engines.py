"""The recognisers that can be evaluated, by name."""

from collections.abc import Mapping
from pathlib import Path

from huban_speech.backends.pocketsphinx_recogniser import PocketSphinxRecogniser
from huban_speech.backends.recogniser_library import RecogniserLibrary
from huban_speech.backends.vosk_recogniser import VoskRecogniser
from huban_speech.config import SpeechConfig
from huban_speech.core.ports import Recogniser, Unavailable
from huban_speech.core.words.grammar import Expected
from huban_speech.evaluation.recordings import DataError

ENGINES = ("auto", "vosk", "pocketsphinx")


class Engines:
    """A Recognisers of one engine; `told`: language -> what serves it."""

    def __init__(self, engine: str, expected: Mapping[str, Expected], config: SpeechConfig) -> None:
        """`engine`: one of ENGINES, or the folder of a Vosk model; raises DataError for anything else."""
        if engine not in ENGINES and not Path(engine).is_dir():
            raise DataError(f"there is no engine '{engine}'; there are {', '.join(ENGINES)}, or the folder of a model")
        folders = [Path(folder) for folder in config.models_folders]
        self._library = RecogniserLibrary(
            expected, folders, config.unknown_cost, config.synthetic_first or engine == "vosk"
        )
        self._engine, self._expected, self._config = engine, expected, config
        self._loaded: dict[str, Recogniser] = {}
        self.told: dict[str, str] = {}

    def recogniser(self, language: str) -> Recogniser:
        """Raises Unavailable where the engine does not know the language or is not there."""
        if language not in self._loaded:
            self._loaded[language] = self._load(language)
        return self._loaded[language]

    def _load(self, language: str) -> Recogniser:
        if self._engine == "pocketsphinx":
            return self._pocketsphinx(language)
        if self._engine not in ENGINES:
            return self._model(Path(self._engine), language)
        found = self._library.recogniser(language)
        self.told[language] = self._library.engines[language]
        if self._engine == "vosk" and self.told[language].startswith("pocketsphinx"):
            raise Unavailable(f"there is no Vosk model for {language} in {', '.join(self._config.models_folders)}")
        return found

    def _pocketsphinx(self, language: str) -> Recogniser:
        if language != "en":
            raise Unavailable(f"PocketSphinx knows English only, not {language}")
        recogniser = PocketSphinxRecogniser(self._expected["en"].phrases, self._config.unknown_cost)
        self.told[language] = _named("pocketsphinx", recogniser.skipped)
        return recogniser

    def _model(self, folder: Path, language: str) -> Recogniser:
        recogniser = VoskRecogniser(folder, language, self._expected[language].all, self._expected[language].names)
        self.told[language] = _named(f"vosk, {folder}", recogniser.skipped)
        return recogniser


def _named(engine: str, skipped: tuple[str, ...]) -> str:
    return engine + (f", without: {', '.join(skipped)}" if skipped else "")
