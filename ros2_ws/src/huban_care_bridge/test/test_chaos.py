"""The chaos benchmark itself, in small."""

import pytest
from typer.testing import CliRunner

from care_platform.testing import mosquitto
from huban_care_bridge.benchmarks.chaos.command import app


@pytest.mark.slow
@pytest.mark.skipif(mosquitto() is None, reason="mosquitto is not installed")
def test_four_deaths_lose_and_double_nothing() -> None:
    result = CliRunner().invoke(app, ["--events", "200", "--kills", "4", "--robots", "2"])
    assert result.exit_code == 0, result.output
    assert "lost_events" in result.output
