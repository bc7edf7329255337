"""`<node>` and `<executable>` elements as processes."""

import json
import shlex
from pathlib import Path

from huban_bringup.core.launch_xml import Element
from huban_bringup.core.scope import Scope
from huban_bringup.core.types import READY_PORT, ProcessSpec

NO_SECOND_LOG = "--disable-external-lib-logs"
"""The runner keeps what a node prints; ROS would keep it once more, in the home folder."""

COMMON = ("if", "unless", "name", "output", "respawn", "respawn_delay")


def node(element: Element, scope: Scope) -> ProcessSpec:
    """A ROS node: its executable with the name, parameters and remappings as ROS arguments."""
    element.allow(*COMMON, "pkg", "exec", "args")
    element.allow_children("param", "remap", "env")
    executable = scope.value(element, "exec")
    name = scope.optional(element, "name", executable)
    try:
        path = scope.packages.executable(scope.value(element, "pkg"), executable)
    except ValueError as error:
        raise element.error(str(error)) from error
    arguments = shlex.split(scope.optional(element, "args"))
    ros_arguments = ("--ros-args", *_ros_arguments(element, scope, name))
    return _spec(element, scope, name, (str(path), *arguments, *ros_arguments))


def executable(element: Element, scope: Scope) -> ProcessSpec:
    """Any other program."""
    element.allow(*COMMON, "cmd", "cwd")
    element.allow_children("env")
    command = tuple(shlex.split(scope.value(element, "cmd")))
    if not command:
        raise element.error("cmd is empty")
    return _spec(element, scope, scope.optional(element, "name", Path(command[0]).name), command)


def _spec(element: Element, scope: Scope, name: str, command: tuple[str, ...]) -> ProcessSpec:
    folder = scope.optional(element, "cwd")
    return ProcessSpec(
        name=name,
        command=command,
        where=element.where,
        is_node=element.tag == "node",
        environment={**scope.environment, **_environment(element, scope)},
        folder=Path(folder) if folder else None,
        respawn=scope.truth(element, "respawn", False),
        respawn_delay_s=scope.number(element, "respawn_delay", 0.0),
    )


def _ros_arguments(element: Element, scope: Scope, name: str) -> list[str]:
    """Later ones win: the scope's parameters, then files, then single values.

    Each value names its node: rcl lets a file's values for a node win over unnamed ones, wherever they stand.
    """
    files = [child for child in element.children if child.tag == "param" and "from" in child.attributes]
    values = [child for child in element.children if child.tag == "param" and "from" not in child.attributes]
    remaps = [child for child in element.children if child.tag == "remap"]
    words = [NO_SECOND_LOG, "-r", f"__node:={name}"]
    for parameter in scope.parameters:
        words += ["-p", f"{name}:{parameter}"]
    for child in files:
        words += ["--params-file", _parameter_file(child, scope)]
    for child in values:
        words += ["-p", f"{name}:{parameter_of(child, scope)}"]
    for child in remaps:
        words += ["-r", f"{scope.value(child, 'from')}:={scope.value(child, 'to')}"]
    return words


def _parameter_file(element: Element, scope: Scope) -> str:
    element.allow("from")
    file = scope.value(element, "from")
    if not Path(file).is_file():
        raise element.error(f"the parameter file {file} is not there")
    return file


def parameter_of(element: Element, scope: Scope) -> str:
    """`name:=value` as ROS reads it: YAML, unless the element says that it is a string."""
    element.allow("name", "value", "type")
    value = scope.value(element, "value")
    if "type" in element.attributes:
        if element.attributes["type"] != "str":
            raise element.error(f"type '{element.attributes['type']}' is not understood; known: str")
        value = json.dumps(value, ensure_ascii=False)
    return f"{scope.value(element, 'name')}:={value}"


def _environment(element: Element, scope: Scope) -> dict[str, str]:
    entries = [child for child in element.children if child.tag == "env"]
    found = {scope.value(child, "name"): scope.value(child, "value") for child in entries}
    port = found.get(READY_PORT)
    if port is not None and not port.isdigit():
        raise element.error(f"{READY_PORT} must be a port number, not '{port}'")
    return found
