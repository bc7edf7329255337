"""`tiny_vosk` is no installed package: whoever uses it names the folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
