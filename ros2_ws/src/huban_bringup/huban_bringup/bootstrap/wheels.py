"""Repairs the ROS 2 wheels: their CMake files name folders of the machine that they were built on."""

import re
import subprocess
from pathlib import Path

_BUILD_PYTHON = r"/opt/python/cp3\d+-cp3\d+"
_NUMPY = re.compile(_BUILD_PYTHON + r"/lib/python3\.\d+/site-packages/numpy/_core/include")
_PYTHON = re.compile(_BUILD_PYTHON + r"/include/python3\.\d+")
_ASK = "import numpy, sysconfig; print(sysconfig.get_path('include')); print(numpy.get_include())"


def repair(venv: Path) -> int:
    """Points the exported include folders at this environment; returns how many files changed."""
    answer = subprocess.run([venv / "bin/python", "-c", _ASK], capture_output=True, text=True, check=True)
    python_include, numpy_include = answer.stdout.splitlines()
    return sum(_rewrite(file, python_include, numpy_include) for file in (venv / "share").rglob("*.cmake"))


def _rewrite(file: Path, python_include: str, numpy_include: str) -> bool:
    text = file.read_text(encoding="utf-8")
    repaired = _PYTHON.sub(python_include, _NUMPY.sub(numpy_include, text))
    if repaired == text:
        return False
    file.unlink()  # an installer may have linked it to its cache
    file.write_text(repaired, encoding="utf-8")
    return True
