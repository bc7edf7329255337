import os
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from huban_bringup.checkout import this_checkout
from huban_bringup.core.launch_xml import read_xml
from huban_bringup.core.process_table import read_table
from huban_bringup.core.types import ProcessSpec
from huban_bringup.packages import AmentPackages
from huban_bringup.tables import everything, load_table

LAUNCH_FILES = sorted(this_checkout().launch.glob("*.launch.xml"))


@pytest.mark.parametrize("file", LAUNCH_FILES, ids=lambda file: file.name)
def test_every_launch_file_is_within_the_subset(file):
    packages = AmentPackages(os.environ["AMENT_PREFIX_PATH"])
    assert read_table(file, packages, {}, os.environ).processes


def test_an_argument_has_one_default_wherever_it_is_declared():
    defaults = defaultdict(set)
    for file in LAUNCH_FILES:
        if file != everything():
            for element in read_xml(file).children:
                if element.tag == "arg":
                    defaults[element.need("name")].add(element.attributes.get("default"))
    assert {name: values for name, values in defaults.items() if len(values) > 1} == {}


def test_every_node_gets_parameters_that_it_knows():
    for process in _nodes():
        file, given = _parameters(process.command)
        known = yaml.safe_load(file.read_text(encoding="utf-8"))[process.name]["ros__parameters"]
        assert given - {"use_sim_time"} <= set(known), process.name


def test_the_simulator_does_not_wait_for_the_clock_that_it_publishes():
    waits = {process.name: "use_sim_time" in _parameters(process.command)[1] for process in _nodes()}
    assert [name for name, waiting in waits.items() if not waiting] == ["simulation"]


def _nodes() -> list[ProcessSpec]:
    return [process for process in load_table(everything()).processes if process.is_node]


def _parameters(command: tuple[str, ...]) -> tuple[Path, set[str]]:
    """The parameter file of a node's command line, and the names of single parameters."""
    pairs = list(pairwise(command))
    (file,) = [Path(value) for option, value in pairs if option == "--params-file"]
    return file, {value.split(":")[1] for option, value in pairs if option == "-p"}
