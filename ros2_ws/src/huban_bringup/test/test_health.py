from pathlib import Path

import pytest
from diagnostic_msgs.msg import DiagnosticStatus

from huban_bringup.core.types import State
from huban_bringup.health import status_of
from huban_bringup.stack import ProcessStatus


@pytest.mark.parametrize(
    ("state", "level"),
    [
        (State.READY, DiagnosticStatus.OK),
        (State.WAITING, DiagnosticStatus.WARN),
        (State.DEGRADED, DiagnosticStatus.ERROR),
        (State.REFUSED, DiagnosticStatus.ERROR),
    ],
)
def test_the_state_of_a_process_is_its_diagnostic_level(state, level):
    status = status_of(ProcessStatus("speech", state, 7, 2, Path("speech.log")))
    assert (status.level, status.name, status.message) == (level, "huban_bringup: speech", state.value)
    assert {value.key: value.value for value in status.values} == {"restarts": "2", "pid": "7"}
