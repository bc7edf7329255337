import sys

import pytest

from huban_common.core.texts import Texts, language_of, locale_of, marked


@pytest.fixture
def texts(tmp_path, monkeypatch):
    package = tmp_path / "polite"
    (package / "locale").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "locale" / "en.ftl").write_text("hello = Hello, { $name }\n    .expression = happy\nonly-english = x\n")
    (package / "locale" / "zh-CN.ftl").write_text("hello = 您好，{ $name }\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield Texts("polite")
    sys.modules.pop("polite", None)


def test_a_text_is_said_in_the_language_asked_for(texts):
    assert texts.say("hello", "en", name="Mrs. Wang") == "Hello, Mrs. Wang"
    assert texts.say("hello", "zh", name="王奶奶") == "您好，王奶奶"


def test_a_text_tells_how_it_is_meant_and_is_read_as_if_it_did_not(texts):
    hello, plain = texts.say("hello", "en", name="Mrs. Wang"), texts.say("only-english", "en")
    assert (hello.expression, plain.expression) == ("happy", "")
    assert f"{hello}" == "Hello, Mrs. Wang"
    assert marked(hello) == "<set expression(happy)>Hello, Mrs. Wang"
    assert marked(plain) == marked("x") == "x"


def test_a_missing_text_or_value_is_an_error(texts):
    with pytest.raises(KeyError, match="no text 'only-english' in zh-CN"):
        texts.say("only-english", "zh-CN")
    with pytest.raises(KeyError, match="hello"):
        texts.say("hello", "en")


@pytest.mark.parametrize(("tag", "locale"), [("zh", "zh-CN"), ("zh_CN", "zh-CN"), ("en-GB", "en"), ("fr", "en")])
def test_every_tag_finds_a_catalogue(tag, locale):
    assert locale_of(tag) == locale


@pytest.mark.parametrize(("text", "language"), [("好的 OK", "zh-CN"), ("okay", "en"), ("36.5", "fr"), ("", "fr")])
def test_the_language_of_a_text_is_that_of_its_letters(text, language):
    assert language_of(text, "fr") == language
