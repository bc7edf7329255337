"""Fetches a file in pieces: an interrupted download goes on where it stopped, and only the right bytes are kept."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import httpx

from huban_bringup.errors import CannotStart
from huban_bringup.models.manifest import ModelSource

_PIECE = 1 << 18
_TIMEOUT_S = 30.0
"""Without a single byte."""

Progress = Callable[[int], None]
"""Is told how many bytes are there."""


def fetched(source: ModelSource, folder: Path, progress: Progress) -> Path:
    """The verified archive in a folder, downloaded where it is not there yet.

    Raises CannotStart where the server does not give it or gives something else; the part that is there is kept for
    the next try, unless it is wrong.
    """
    folder.mkdir(parents=True, exist_ok=True)
    archive, part = folder / source.archive, folder / f"{source.archive}.part"
    if archive.exists() and digest(archive) == source.sha256:
        return archive
    try:
        _download(source, part, progress)
    except httpx.HTTPError as error:
        raise CannotStart(f"{source.url}: {error or type(error).__name__}; what is there is kept, try again") from error
    _verify(source, part)
    part.replace(archive)
    return archive


def digest(file: Path) -> str:
    """SHA-256 in hexadecimal digits."""
    with file.open("rb") as content:
        result = hashlib.sha256()
        while piece := content.read(_PIECE):
            result.update(piece)
    return result.hexdigest()


def _download(source: ModelSource, part: Path, progress: Progress) -> None:
    there = part.stat().st_size if part.exists() else 0
    if there >= source.size:
        return
    headers = {"Range": f"bytes={there}-"} if there else {}
    with httpx.stream("GET", source.url, headers=headers, timeout=_TIMEOUT_S, follow_redirects=True) as answer:
        answer.raise_for_status()
        # A server that knows no ranges begins at the beginning
        there = there if answer.status_code == httpx.codes.PARTIAL_CONTENT else 0
        with part.open("ab" if there else "wb") as file:
            for piece in answer.iter_raw():
                there += len(piece)
                if there > source.size:
                    break
                file.write(piece)
                progress(there)


def _verify(source: ModelSource, part: Path) -> None:
    size = part.stat().st_size
    if size < source.size:
        raise CannotStart(f"{source.url}: ended after {size} of {source.size} bytes; try again to go on from there")
    if digest(part) != source.sha256:
        part.unlink()
        raise CannotStart(f"{source.url}: is not the file that was expected (wrong checksum); it was thrown away")
