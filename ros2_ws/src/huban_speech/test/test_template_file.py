"""Voice templates on the disk."""

import stat
from pathlib import Path

import numpy as np

from huban_speech.backends.template_file import TemplateFile
from huban_speech.core.hearing.voice_template import SIZE, VoiceTemplate

MRS_WANG = VoiceTemplate(np.arange(SIZE, dtype=np.float64), np.eye(SIZE))


def test_templates_come_back_as_they_were_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    TemplateFile(tmp_path).save({"wang": MRS_WANG})
    found = TemplateFile(tmp_path).load()["wang"]
    assert (found.mean == MRS_WANG.mean).all() and (found.covariance == MRS_WANG.covariance).all()
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_the_disk_shows_neither_names_nor_figures(tmp_path: Path) -> None:
    TemplateFile(tmp_path).save({"wang": MRS_WANG})
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"wang" not in content and b"1.0" not in content


def test_without_templates_nothing_is_left(tmp_path: Path) -> None:
    file = TemplateFile(tmp_path)
    file.save({"wang": MRS_WANG})
    file.save({})
    assert list(tmp_path.iterdir()) == [] and file.load() == {}


def test_a_damaged_file_or_a_lost_key_is_told_and_leaves_nobody_known(tmp_path: Path) -> None:
    TemplateFile(tmp_path).save({"wang": MRS_WANG})
    sealed = tmp_path / "voice_templates.bin"
    sealed.write_bytes(sealed.read_bytes()[:-1] + b"x")
    damaged = TemplateFile(tmp_path)
    assert damaged.load() == {} and "voice templates cannot be read" in damaged.damage
    (tmp_path / "voice_templates.key").unlink()
    lost = TemplateFile(tmp_path)
    assert lost.load() == {} and lost.damage


def test_the_same_templates_look_different_each_time(tmp_path: Path) -> None:
    file = TemplateFile(tmp_path)
    file.save({"wang": MRS_WANG})
    first = (tmp_path / "voice_templates.bin").read_bytes()
    file.save({"wang": MRS_WANG})
    assert (tmp_path / "voice_templates.bin").read_bytes() != first
