from pathlib import Path

import pytest

from huban_common.core.home import load_home
from huban_common.core.skills import all_phrases
from huban_common.core.texts import LANGUAGES
from huban_dialogue.core.phrase_book import PhraseBook

HOME = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml"


@pytest.fixture(scope="session")
def home():
    return load_home(HOME)


@pytest.fixture(scope="session")
def phrases(home):
    return {language: all_phrases(language, home) for language in LANGUAGES}


@pytest.fixture(scope="session")
def book(phrases):
    return PhraseBook(phrases)
