"""Templates of people on the disk, whatever they are made of."""

import stat
from pathlib import Path

from huban_common.template_file import TemplateFile

MRS_WANG = [1.5, 2.5]


def two_figures(figures: list[float]) -> list[float]:
    if len(figures) != 2:
        raise ValueError(f"of another size: {len(figures)}")
    return figures


def file_in(folder: Path, kind: str = "voice") -> TemplateFile[list[float]]:
    return TemplateFile(folder, kind, list, two_figures)


def test_templates_come_back_as_they_were_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    file_in(tmp_path).save({"wang": MRS_WANG})
    assert file_in(tmp_path).load() == {"wang": MRS_WANG}
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_the_disk_shows_neither_names_nor_figures(tmp_path: Path) -> None:
    file_in(tmp_path).save({"wang": MRS_WANG})
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"wang" not in content and b"1.5" not in content


def test_without_templates_nothing_is_left(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.save({"wang": MRS_WANG})
    file.save({})
    assert list(tmp_path.iterdir()) == [] and file.load() == {}


def test_a_damaged_file_or_a_lost_key_is_told_and_leaves_nobody_known(tmp_path: Path) -> None:
    file_in(tmp_path).save({"wang": MRS_WANG})
    sealed = tmp_path / "voice_templates.bin"
    sealed.write_bytes(sealed.read_bytes()[:-1] + b"x")
    damaged = file_in(tmp_path)
    assert damaged.load() == {} and "voice templates cannot be read" in damaged.damage
    (tmp_path / "voice_templates.key").unlink()
    lost = file_in(tmp_path)
    assert lost.load() == {} and lost.damage


def test_the_same_templates_look_different_each_time(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.save({"wang": MRS_WANG})
    first = (tmp_path / "voice_templates.bin").read_bytes()
    file.save({"wang": MRS_WANG})
    assert (tmp_path / "voice_templates.bin").read_bytes() != first


def test_one_kind_is_never_taken_for_another(tmp_path: Path) -> None:
    file_in(tmp_path, "voice").save({"wang": MRS_WANG})
    for part in ("bin", "key"):
        (tmp_path / f"voice_templates.{part}").rename(tmp_path / f"face_templates.{part}")
    faces = file_in(tmp_path, "face")
    assert faces.load() == {} and "face templates cannot be read" in faces.damage


def test_figures_of_another_shape_are_damage(tmp_path: Path) -> None:
    TemplateFile[list[float]](tmp_path, "voice", list, list).save({"wang": [1.0]})
    file = file_in(tmp_path)
    assert file.load() == {} and "of another size: 1" in file.damage
