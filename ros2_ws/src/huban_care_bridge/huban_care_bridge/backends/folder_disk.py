"""The disk that a folder lies on."""

import shutil
from pathlib import Path

RESERVE_BYTES = 100 << 20
"""With less than this left the disk counts as nearly full."""


class FolderDisk:
    """`folder` may be missing: then nothing is known and nothing is scarce."""

    def __init__(self, folder: Path, reserve_bytes: int = RESERVE_BYTES) -> None:
        self._folder = folder
        self._reserve_bytes = reserve_bytes

    def scarce(self) -> bool:
        try:
            return shutil.disk_usage(self._folder).free < self._reserve_bytes
        except OSError:
            return False
