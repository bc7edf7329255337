"""Voice templates on the disk of the robot: encrypted, readable by its own account only, gone when they are deleted."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from huban_common.state_file import write_whole
from huban_speech.core.hearing.voice_template import SIZE, VoiceTemplate

_NONCE_BYTES = 12
_PURPOSE = b"huban voice templates 1"
_OWN = 0o600


class TemplateFile:
    """A TemplateStore. AES-256-GCM with a key in a file of its own; `damage`: why the templates could not be read."""

    def __init__(self, folder: Path) -> None:
        self._key_file, self._file = folder / "voice_templates.key", folder / "voice_templates.bin"
        self.damage = ""

    def load(self) -> Mapping[str, VoiceTemplate]:
        """Empty where there are none or they cannot be read: people enrol again."""
        if not self._file.exists():
            return {}
        try:
            content = self._file.read_bytes()
            nonce, sealed = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
            found = json.loads(AESGCM(self._key_file.read_bytes()).decrypt(nonce, sealed, _PURPOSE))
            return {person: _template(figures) for person, figures in found.items()}
        except (OSError, ValueError, InvalidTag) as error:
            self.damage = f"voice templates cannot be read: {type(error).__name__} {error}".strip()
            return {}

    def save(self, templates: Mapping[str, VoiceTemplate]) -> None:
        """On the disk when it returns; raises OSError. Without templates neither file nor key is left."""
        if not templates:
            self._file.unlink(missing_ok=True)
            self._key_file.unlink(missing_ok=True)
            return
        figures = {person: [each.mean.tolist(), each.covariance.tolist()] for person, each in templates.items()}
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self._key()).encrypt(nonce, json.dumps(figures).encode(), _PURPOSE)
        write_whole(self._file, nonce + sealed, _OWN)

    def _key(self) -> bytes:
        if not self._key_file.exists():
            write_whole(self._key_file, AESGCM.generate_key(bit_length=256), _OWN)
        return self._key_file.read_bytes()


def _template(figures: list[list[float]]) -> VoiceTemplate:
    mean, covariance = (np.array(part, dtype=np.float64) for part in figures)
    if mean.shape != (SIZE,) or covariance.shape != (SIZE, SIZE):
        raise ValueError(f"of another size: {mean.shape}, {covariance.shape}")
    return VoiceTemplate(mean, covariance)
