"""Face templates on the disk of the robot."""

from pathlib import Path

import numpy as np

from huban_common.template_file import TemplateFile
from huban_perception.core.faces.face_template import Embedding, embedding


def face_templates(folder: Path) -> TemplateFile[Embedding]:
    """A FaceStore."""
    return TemplateFile(folder, "face", lambda template: template.tolist(), _template)


def _template(figures: list[float]) -> Embedding:
    return embedding(np.array(figures, dtype=np.float64))
