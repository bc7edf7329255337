"""What is visible at a place in a launch file, and attribute values as seen from there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from huban_bringup.core.launch_xml import Element
from huban_bringup.core.ports import Packages
from huban_bringup.core.substitutions import expand

TRUTH = {"true": True, "1": True, "false": False, "0": False}


@dataclass
class Scope:
    """Values, environment and parameters that the elements read so far have set."""

    packages: Packages
    outer_environment: Mapping[str, str]
    values: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    parameters: list[str] = field(default_factory=list)

    def inner(self) -> "Scope":
        """A copy for a group: what the group sets ends with it."""
        return replace(
            self,
            values=dict(self.values),
            environment=dict(self.environment),
            parameters=list(self.parameters),
        )

    def value(self, element: Element, name: str) -> str:
        """An attribute with its substitutions replaced; raises LaunchFileError where that cannot be done."""
        try:
            return expand(element.need(name), lambda words: self._resolve(words, element))
        except ValueError as error:
            raise error if str(error).startswith(element.where) else element.error(str(error)) from error

    def optional(self, element: Element, name: str, default: str = "") -> str:
        return self.value(element, name) if name in element.attributes else default

    def truth(self, element: Element, name: str, default: bool) -> bool:
        """A boolean attribute."""
        text = self.optional(element, name, str(default)).strip().lower()
        if text not in TRUTH:
            raise element.error(f"{name} must be true or false, not '{text}'")
        return TRUTH[text]

    def number(self, element: Element, name: str, default: float) -> float:
        """An attribute that is a number and not negative."""
        text = self.optional(element, name, str(default))
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not number >= 0.0:
            raise element.error(f"{name} must be a number that is not negative, not '{text}'")
        return number

    def _resolve(self, words: list[str], element: Element) -> str:
        match words:
            case ["var", name] if name in self.values:
                return self.values[name]
            case ["var", _, default]:
                return default
            case ["var", name]:
                raise ValueError(f"nothing sets '{name}'; known here: {', '.join(sorted(self.values)) or 'nothing'}")
            case ["env", name, *default] if name in self._environment or default:
                return self._environment.get(name, "".join(default))
            case ["env", name]:
                raise ValueError(f"the environment variable {name} is not set and has no default")
            case ["dirname"]:
                return str(element.file.parent)
            case ["find-pkg-share", package]:
                return str(self.packages.share(package))
            case ["find-pkg-prefix", package]:
                return str(self.packages.prefix(package))
        raise ValueError(
            f"'$({' '.join(words)})' is not understood; known: var, env, dirname, find-pkg-share, find-pkg-prefix"
        )

    @property
    def _environment(self) -> Mapping[str, str]:
        return {**self.outer_environment, **self.environment}
