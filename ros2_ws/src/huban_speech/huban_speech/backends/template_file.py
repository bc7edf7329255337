"""Voice templates on the disk of the robot."""

from pathlib import Path

import numpy as np

from huban_common.template_file import TemplateFile
from huban_speech.core.hearing.voice_template import SIZE, VoiceTemplate


def voice_templates(folder: Path) -> TemplateFile[VoiceTemplate]:
    """A TemplateStore."""
    return TemplateFile(folder, "voice", _figures, _template)


def _figures(template: VoiceTemplate) -> list[list[float] | list[list[float]]]:
    return [template.mean.tolist(), template.covariance.tolist()]


def _template(figures: list[list[float]]) -> VoiceTemplate:
    mean, covariance = (np.array(part, dtype=np.float64) for part in figures)
    if mean.shape != (SIZE,) or covariance.shape != (SIZE, SIZE):
        raise ValueError(f"of another size: {mean.shape}, {covariance.shape}")
    return VoiceTemplate(mean, covariance)
