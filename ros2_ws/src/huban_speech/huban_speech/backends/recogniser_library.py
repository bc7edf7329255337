"""The recognisers on this machine: Vosk where a model is found, else PocketSphinx for English."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from huban_speech.core.ports import Recogniser, Unavailable
from huban_speech.core.words.grammar import Expected

MARKER = "SYNTHETIC_VOICES_ONLY"
"""A file in the folder of a model that was trained without people."""


class RecogniserLibrary:
    """Recognisers, loaded when first asked for and kept. `engines`: language -> what serves it, for people to read."""

    def __init__(
        self,
        expected: Mapping[str, Expected],
        folders: Iterable[Path],
        unknown_cost: float,
        synthetic_first: bool = False,
    ) -> None:
        """`folders`: each may hold a model per language, `<folder>/zh-CN` or `<folder>/zh`; the first counts.

        `synthetic_first`: English models that know synthetic voices only go before PocketSphinx, which knows people.
        """
        self._expected = expected
        self._folders = tuple(folders)
        self._unknown_cost = unknown_cost
        self._synthetic_first = synthetic_first
        self._loaded: dict[str, Recogniser] = {}
        self._synthetic: set[str] = set()
        self.engines: dict[str, str] = {}

    def recogniser(self, language: str) -> Recogniser:
        if language not in self._loaded:
            self._loaded[language] = self._load(language)
        return self._loaded[language]

    def synthetic_only(self, language: str) -> bool:
        """Whether what serves this language understands synthetic voices only: people need a full model."""
        return language in self._synthetic

    def _load(self, language: str) -> Recogniser:
        trouble: list[str] = []
        for make in self._choices(language):
            try:
                return make(trouble)
            except Unavailable as error:
                trouble.append(str(error))
        missing = f"no Vosk model for {language} in {', '.join(map(str, self._folders)) or 'any folder'}"
        raise Unavailable("; ".join([missing, *trouble]))

    def _choices(self, language: str) -> Iterator[Callable[[list[str]], Recogniser]]:
        """What may serve a language, best first; each is told what went wrong before it."""
        found = self._model_folders(language)
        tiny = [folder for folder in found if (folder / MARKER).exists()]
        full = [folder for folder in found if folder not in tiny]
        spare = [self._pocketsphinx] if language == "en" else []
        makers = {folder: lambda trouble, folder=folder: self._vosk(language, folder, trouble) for folder in found}
        yield from (makers[folder] for folder in full)
        yield from (() if self._synthetic_first else spare)
        yield from (makers[folder] for folder in tiny)
        yield from (spare if self._synthetic_first else ())

    def _model_folders(self, language: str) -> list[Path]:
        names = (language, language.split("-")[0])
        found = [folder / name for folder in self._folders for name in names if (folder / name).is_dir()]
        return list(dict.fromkeys(found))

    def _vosk(self, language: str, folder: Path, trouble: list[str]) -> Recogniser:
        from huban_speech.backends.vosk_recogniser import VoskRecogniser

        synthetic = (folder / MARKER).exists()
        known = self._expected[language]
        recogniser = VoskRecogniser(folder, language, known.all, known.names)
        if synthetic:
            self._synthetic.add(language)
        name = f"vosk, {folder}" + (" (synthetic voices only)" if synthetic else "")
        self._note(language, "; ".join([name, *trouble]), recogniser.skipped)
        return recogniser

    def _pocketsphinx(self, trouble: list[str]) -> Recogniser:
        from huban_speech.backends.pocketsphinx_recogniser import PocketSphinxRecogniser

        known = self._expected["en"]
        recogniser = PocketSphinxRecogniser(known.all, self._unknown_cost, known.names)
        self._note("en", "; ".join(["pocketsphinx", *trouble]), recogniser.skipped)
        return recogniser

    def _note(self, language: str, engine: str, skipped: Iterable[str]) -> None:
        """Only lost phrases matter to people: a sound of listening that a model lacks is no command."""
        lost = [phrase for phrase in skipped if phrase not in self._expected[language].sounds]
        self.engines[language] = engine + (f", without: {', '.join(lost)}" if lost else "")
