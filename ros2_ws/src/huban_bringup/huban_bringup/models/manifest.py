"""The manifest of models that are not part of the repository."""

import re
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath

import yaml

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ModelSource:
    """A model's archive: where it comes from, what proves that it is the right one, and where it belongs.

    `folder` is relative to the folder of the manifest; the archive has one folder at its top, which is left out.
    """

    name: str
    language: str
    url: str
    folder: str
    licence: str
    sha256: str
    size: int
    """Bytes of the archive."""

    @property
    def archive(self) -> str:
        return self.url.rsplit("/", 1)[-1]


def read_manifest(file: Path) -> dict[str, ModelSource]:
    """The models by name; raises ValueError with file and entry for what cannot be meant."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{file}: {error}") from error
    if not isinstance(content, dict):
        raise ValueError(f"{file}: expected models by name")
    return {str(name): _source(f"{file}: {name}", str(name), entry) for name, entry in content.items()}


def _source(where: str, name: str, entry: object) -> ModelSource:
    wanted = {field.name: field.type for field in fields(ModelSource) if field.name != "name"}
    if not isinstance(entry, dict) or set(entry) != set(wanted):
        raise ValueError(f"{where}: expected exactly the keys {', '.join(wanted)}")
    source = ModelSource(name, **entry)
    if not isinstance(source.sha256, str) or not _SHA256.fullmatch(source.sha256):
        raise ValueError(f"{where}: sha256 has to be 64 hexadecimal digits: nothing unverified is used")
    if not isinstance(source.size, int) or source.size <= 0:
        raise ValueError(f"{where}: size has to be a number of bytes")
    if not str(source.url).startswith(("https://", "http://127.0.0.1")):
        raise ValueError(f"{where}: url has to begin with https://")
    if PurePosixPath(source.folder).is_absolute() or ".." in PurePosixPath(source.folder).parts:
        raise ValueError(f"{where}: folder has to lie beside the manifest")
    return source
