from pathlib import Path

from huban_common.testing import assert_same_texts, assert_yaml_lists_every_parameter
from huban_simulation.config import SimulationConfig

CONFIG = Path(__file__).parents[1] / "config" / "simulation.yaml"


def test_the_parameter_file_names_every_parameter() -> None:
    assert_yaml_lists_every_parameter(SimulationConfig, CONFIG, "simulation")


def test_every_text_exists_in_every_language() -> None:
    assert_same_texts("huban_simulation")
