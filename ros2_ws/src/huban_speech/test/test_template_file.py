"""Voice templates on the disk."""

from pathlib import Path

import numpy as np

from huban_common.template_file import TemplateFile
from huban_speech.backends.template_file import voice_templates
from huban_speech.core.hearing.voice_template import SIZE, VoiceTemplate

MRS_WANG = VoiceTemplate(np.arange(SIZE, dtype=np.float64), np.eye(SIZE))


def test_templates_come_back_as_they_were(tmp_path: Path) -> None:
    voice_templates(tmp_path).save({"wang": MRS_WANG})
    found = voice_templates(tmp_path).load()["wang"]
    assert (found.mean == MRS_WANG.mean).all() and (found.covariance == MRS_WANG.covariance).all()


def test_templates_of_another_version_are_told_and_leave_nobody_known(tmp_path: Path) -> None:
    smaller = [[0.0] * 3, [[0.0] * 3] * 3]
    TemplateFile(tmp_path, "voice", lambda figures: figures, lambda figures: figures).save({"wang": smaller})
    file = voice_templates(tmp_path)
    assert file.load() == {} and "of another size: (3,), (3, 3)" in file.damage
