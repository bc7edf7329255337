import shutil

import pytest

from huban_bringup.apps import run_app
from huban_bringup.checkout import this_checkout
from huban_bringup.models.command import app

MODEL = ("am/final.mdl", "conf/model.conf")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    manifest = this_checkout().root / "models/manifest.yaml"
    (tmp_path / "models").mkdir()
    shutil.copy(manifest, tmp_path / "models")
    monkeypatch.setenv("HUBAN_ROOT", str(tmp_path))
    return tmp_path


def make_model(folder):
    for name in MODEL:
        (folder / name).parent.mkdir(parents=True)
        (folder / name).touch()


def test_the_list_says_plainly_what_tiny_models_know(checkout, capsys):
    make_model(checkout / "models/vosk-tiny/zh-CN")
    make_model(checkout / "models/vosk/en")
    assert run_app(app, ["list"], "models") == 0
    told = capsys.readouterr().out
    assert "synthetic voices only, people need a full model" in told
    assert f"en: {checkout}/models/vosk/en\n" in told


def test_a_model_that_nobody_knows_is_refused_with_the_names(checkout):
    with pytest.raises(ValueError, match="there are vosk-en, vosk-zh"):
        run_app(app, ["fetch", "vosk-xx"], "models")


def test_models_that_are_there_are_not_fetched_again(checkout, capsys):
    for name in ("vosk/en", "vosk/zh-CN"):
        make_model(checkout / "models" / name)
    assert run_app(app, ["fetch"], "models") == 0
    assert capsys.readouterr().out.count("is there already") == 2


def test_the_list_says_whether_expressions_can_be_read(checkout, capsys):
    assert run_app(app, ["list"], "models") == 0
    assert "train-emotion" in " ".join(capsys.readouterr().out.split())
    (checkout / "models/emotion").mkdir()
    (checkout / "models/emotion/emotion.onnx").touch()
    assert run_app(app, ["list"], "models") == 0
    assert "train-emotion" not in " ".join(capsys.readouterr().out.split())
