import sys

import numpy

from huban_bringup.bootstrap.wheels import repair

BUILT_ON = "/opt/python/cp311-cp311"


def test_build_folders_are_replaced_by_those_of_this_environment(tmp_path):
    file = tmp_path / "share/p/cmake/export.cmake"
    file.parent.mkdir(parents=True)
    file.write_text(
        f'set(a "{BUILT_ON}/lib/python3.11/site-packages/numpy/_core/include;{BUILT_ON}/include/python3.11;/usr")'
    )
    python = tmp_path / "bin/python"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    assert repair(tmp_path) == 1
    repaired = file.read_text()
    assert BUILT_ON not in repaired
    assert numpy.get_include() in repaired
    assert repaired.endswith(';/usr")')
    assert repair(tmp_path) == 0
