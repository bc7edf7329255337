"""The recognisers on this machine: Vosk where a model is found, else PocketSphinx for English."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from huban_speech.core.grammar import Expected
from huban_speech.core.ports import Recogniser, Unavailable


class RecogniserLibrary:
    """Recognisers, loaded when first asked for and kept. `engines`: language -> what serves it, for people to read."""

    def __init__(self, expected: Mapping[str, Expected], folders: Iterable[Path], unknown_cost: float) -> None:
        """`folders`: each may hold a model per language, `<folder>/zh-CN` or `<folder>/zh`; the first counts."""
        self._expected = expected
        self._folders = tuple(folders)
        self._unknown_cost = unknown_cost
        self._loaded: dict[str, Recogniser] = {}
        self.engines: dict[str, str] = {}

    def recogniser(self, language: str) -> Recogniser:
        if language not in self._loaded:
            self._loaded[language] = self._load(language)
        return self._loaded[language]

    def _load(self, language: str) -> Recogniser:
        trouble = [f"no Vosk model for {language} in {', '.join(map(str, self._folders)) or 'any folder'}"]
        for folder in self._model_folders(language):
            try:
                return self._vosk(language, folder)
            except Unavailable as error:
                trouble.append(str(error))
        if language == "en":
            return self._pocketsphinx(trouble[1:])
        raise Unavailable("; ".join(trouble))

    def _model_folders(self, language: str) -> list[Path]:
        names = (language, language.split("-")[0])
        found = [folder / name for folder in self._folders for name in names if (folder / name).is_dir()]
        return list(dict.fromkeys(found))

    def _vosk(self, language: str, folder: Path) -> Recogniser:
        from huban_speech.backends.vosk_recogniser import VoskRecogniser

        recogniser = VoskRecogniser(folder, language, self._expected[language].phrases)
        self._note(language, f"vosk, {folder}", recogniser.skipped)
        return recogniser

    def _pocketsphinx(self, trouble: list[str]) -> Recogniser:
        from huban_speech.backends.pocketsphinx_recogniser import PocketSphinxRecogniser

        recogniser = PocketSphinxRecogniser(self._expected["en"].phrases, self._unknown_cost)
        self._note("en", "; ".join(["pocketsphinx", *trouble]), recogniser.skipped)
        return recogniser

    def _note(self, language: str, engine: str, skipped: tuple[str, ...]) -> None:
        without = f", without: {', '.join(skipped)}" if skipped else ""
        self.engines[language] = engine + without
