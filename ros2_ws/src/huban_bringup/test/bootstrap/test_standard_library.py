import subprocess
import sys
from pathlib import Path

from huban_bringup import bootstrap


def test_the_setup_runs_on_a_bare_python():
    source = str(Path(bootstrap.__file__).parents[2])
    program = f"import sys; sys.path.insert(0, {source!r}); import huban_bringup.bootstrap.main"
    command = [sys.executable, "-ISc", program]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""
