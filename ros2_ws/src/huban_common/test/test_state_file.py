"""What must outlive a restart does, and what is broken stops nobody."""

from pathlib import Path

import pytest

from huban_common.state_file import StateFile, state_dir


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "people.json"


def notes(path: Path) -> StateFile[dict[str, int]]:
    return StateFile(path, dict[str, int])


def test_what_was_saved_is_there_after_a_restart(path: Path) -> None:
    notes(path).save({"王奶奶": 1})
    notes(path).save({"王奶奶": 2})
    assert notes(path).load() == {"王奶奶": 2}
    assert [each.name for each in path.parent.iterdir()] == ["people.json"]


def test_nothing_was_saved_yet(path: Path) -> None:
    file = notes(path)
    assert file.load() is None and file.damage == ""


@pytest.mark.parametrize("content", [b"", b'{"a": ', b'{"a": "one"}', b"\xff\xfe", b"[]"])
def test_a_broken_file_is_put_aside_and_named(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    file = notes(path)
    assert file.load() is None
    assert "not readable" in file.damage and "people.damaged" in file.damage
    assert path.with_suffix(".damaged").read_bytes() == content
    file.save({"a": 1})
    assert notes(path).load() == {"a": 1}


def test_what_cannot_be_written_is_an_error_and_leaves_the_old_state(path: Path) -> None:
    file = notes(path)
    file.save({"a": 1})
    path.with_suffix(".new").mkdir()
    with pytest.raises(OSError):
        file.save({"a": 2})
    assert file.load() == {"a": 1}


def test_the_folder_is_the_configured_one_or_the_usual_one() -> None:
    assert state_dir("/var/lib/huban") == Path("/var/lib/huban")
    assert state_dir("").parts[-3:] == (".local", "state", "huban")
