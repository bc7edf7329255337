"""`tiny_vosk` and `emotion_training` are no installed packages: whoever uses them names the folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
