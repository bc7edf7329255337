"""Parameters as frozen dataclasses: default, range and one line of text for each field."""

from dataclasses import MISSING, Field, field, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

Config = TypeVar("Config")


class ParameterError(ValueError):
    """A parameter that Huban refuses to start with."""


def param(default: Any, text: str, *, minimum: float | None = None, maximum: float | None = None) -> Any:
    """A dataclass field that is also a ROS parameter; write the unit into the field's name."""
    if isinstance(default, tuple):
        default = tuple(default)
    return field(default=default, metadata={"text": text, "minimum": minimum, "maximum": maximum})


def described(config_type: type[Any]) -> list[Field[Any]]:
    """The fields of a configuration; each must have been made with `param`."""
    found = list(fields(config_type))
    for item in found:
        if "text" not in item.metadata or item.default is MISSING:
            raise ParameterError(f"{config_type.__name__}.{item.name}: declare it with param(default, text)")
    return found


def build(config_type: type[Config], values: dict[str, Any], where: str) -> Config:
    """A checked configuration; `where` names the source of the values in the error."""
    known = {item.name: item for item in described(config_type)}
    for name in values:
        if name not in known:
            raise ParameterError(f"{where}: unknown parameter '{name}'; known are {', '.join(sorted(known))}")
    checked = {name: _checked(known[name], value, where) for name, value in values.items()}
    return config_type(**checked)


def _checked(item: Field[Any], value: Any, where: str) -> Any:
    expected = type(item.default)
    if expected is float and type(value) is int:
        value = float(value)
    if expected is tuple and isinstance(value, list):
        value = tuple(value)
    if type(value) is not expected:
        raise ParameterError(f"{where}: {item.name} must be {expected.__name__}, not {value!r}")
    low, high = item.metadata["minimum"], item.metadata["maximum"]
    if (low is not None and not value >= low) or (high is not None and not value <= high):
        raise ParameterError(f"{where}: {item.name} = {value} is outside {low} .. {high}")
    return value


def load_yaml(config_type: type[Config], path: Path, node_name: str) -> Config:
    """A configuration from a ROS parameter file (`node: ros__parameters: ...`)."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        values = content[node_name]["ros__parameters"]
    except (KeyError, TypeError) as error:
        raise ParameterError(f"{path}: no '{node_name}: ros__parameters:' in it") from error
    return build(config_type, values or {}, str(path))
