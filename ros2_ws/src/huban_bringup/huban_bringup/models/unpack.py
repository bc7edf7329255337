"""Unpacks a model so that its folder is there wholly or not at all."""

import shutil
import zipfile
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from huban_bringup.errors import CannotStart

NEEDED = ("am/final.mdl", "conf/model.conf")
"""By these a folder is known as a model; full models with a fixed graph have no HCLr.fst."""
_LARGEST = 8 << 30


def unpack(archive: Path, folder: Path) -> None:
    """Replaces the folder by what lies in the archive's only folder.

    Raises CannotStart for an archive that is broken, holds no model, or wants to write elsewhere.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with zipfile.ZipFile(archive) as content:
            _check(archive, content)
            content.extractall(beside)
        _put_in_place(archive, beside, folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise CannotStart(f"{archive}: cannot be unpacked: {error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _check(archive: Path, content: zipfile.ZipFile) -> None:
    for entry in content.infolist():
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise CannotStart(f"{archive}: '{entry.filename}' lies outside; nothing is unpacked")
    size = sum(entry.file_size for entry in content.infolist())
    if size > min(_LARGEST, shutil.disk_usage(archive.parent).free):
        raise CannotStart(f"{archive}: unpacks to {size >> 20} MiB, more than there is room for")


def _put_in_place(archive: Path, beside: Path, folder: Path) -> None:
    tops = list(beside.iterdir())
    if len(tops) != 1 or not all((tops[0] / name).is_file() for name in NEEDED):
        raise CannotStart(f"{archive}: holds no Vosk model ({', '.join(NEEDED)} in one folder)")
    if folder.exists():
        shutil.rmtree(folder)
    tops[0].rename(folder)
