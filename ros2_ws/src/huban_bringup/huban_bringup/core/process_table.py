"""From launch files to the process table: the subset of the ROS 2 XML launch format that Huban runs by itself.

Elements: launch, arg, let, group, include, set_env, set_parameter, node (with param, remap, env) and executable (with
env); `if` and `unless` on each action. Substitutions: var, env, dirname, find-pkg-share, find-pkg-prefix. What is not
in the subset is refused with file and line, so that a file that runs here also runs under `ros2 launch`.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from huban_bringup.core import entries
from huban_bringup.core.launch_xml import Element, read_xml
from huban_bringup.core.ports import Packages
from huban_bringup.core.scope import Scope
from huban_bringup.core.types import LaunchFileError, ProcessSpec, ProcessTable

ACTIONS = ("arg", "let", "group", "include", "set_env", "set_parameter", "node", "executable")
CONDITIONS = ("if", "unless")
DEEPEST_INCLUDE = 10


def read_table(
    file: Path, packages: Packages, arguments: Mapping[str, str], environment: Mapping[str, str]
) -> ProcessTable:
    """The processes of a launch file; `arguments` are the user's values for its `<arg>`s.

    Raises LaunchFileError for anything that is not understood, missing, or there twice.
    """
    scope = Scope(packages, environment, values=dict(arguments))
    reader = _Reader()
    reader.read(file, scope, depth=0)
    _refuse_unknown(arguments, reader.arguments)
    _check_ports(reader.arguments)
    return ProcessTable(tuple(reader.processes.values()), reader.arguments)


class _Reader:
    def __init__(self) -> None:
        self.arguments: dict[str, str] = {}
        self.processes: dict[str, ProcessSpec] = {}

    def read(self, file: Path, scope: Scope, depth: int) -> None:
        root = read_xml(file)
        if root.tag != "launch":
            raise root.error(f"a launch file begins with <launch>, not <{root.tag}>")
        self._actions(root, scope, depth)

    def _actions(self, parent: Element, scope: Scope, depth: int) -> None:
        parent.allow_children(*ACTIONS)
        for element in parent.children:
            if scope.truth(element, "if", True) and not scope.truth(element, "unless", False):
                self._action(element, scope, depth)

    def _action(self, element: Element, scope: Scope, depth: int) -> None:
        match element.tag:
            case "arg":
                self._declare(element, scope)
            case "let":
                scope.values[scope.value(element, "name")] = scope.value(element, "value")
            case "set_env":
                scope.environment[scope.value(element, "name")] = scope.value(element, "value")
            case "set_parameter":
                scope.parameters.append(entries.parameter_of(element, scope))
            case "group":
                element.allow(*CONDITIONS)
                self._actions(element, scope.inner(), depth)
            case "include":
                self._include(element, scope, depth)
            case "node":
                self._add(entries.node(element, scope), element)
            case "executable":
                self._add(entries.executable(element, scope), element)

    def _declare(self, element: Element, scope: Scope) -> None:
        element.allow("name", "default", "description")
        name = element.need("name")
        if name not in scope.values:
            if "default" not in element.attributes:
                raise element.error(f"'{name}' has no default and was not given: add {name}:=VALUE")
            scope.values[name] = scope.value(element, "default")
        self.arguments[name] = scope.values[name]

    def _include(self, element: Element, scope: Scope, depth: int) -> None:
        element.allow(*CONDITIONS, "file")
        element.allow_children("arg", "let")
        if depth == DEEPEST_INCLUDE:
            raise element.error("files include each other too deeply")
        for child in element.children:
            scope.values[scope.value(child, "name")] = scope.value(child, "value")
        self.read(Path(scope.value(element, "file")), scope, depth + 1)

    def _add(self, process: ProcessSpec, element: Element) -> None:
        if process.name in self.processes:
            first = self.processes[process.name].where
            raise element.error(f"a second process '{process.name}'; the first is at {first}")
        self.processes[process.name] = process


def _refuse_unknown(arguments: Mapping[str, str], declared: Mapping[str, str]) -> None:
    for name in arguments:
        if name not in declared:
            near = get_close_matches(name, declared, n=3) or sorted(declared)
            raise LaunchFileError(f"there is no launch argument '{name}'; try {', '.join(near)}")


def _check_ports(arguments: Mapping[str, str]) -> None:
    for name, value in arguments.items():
        if name.endswith("_port") and not (value.isdigit() and 0 < int(value) < 65536):
            raise LaunchFileError(f"{name} must be a port from 1 to 65535, not '{value}'")
