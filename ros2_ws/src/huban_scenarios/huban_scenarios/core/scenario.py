"""A scripted day (`sim/scenarios/*.yaml`): steps of what happens and what must then be seen."""

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, Tag, ValidationError, model_validator

from huban_scenarios.core.conditions import AnyCondition
from huban_scenarios.core.tagged import by_field
from huban_scenarios.core.words import Words
from huban_scenarios.core.yaml12 import parse


class ScenarioError(ValueError):
    """A scenario that cannot be played, with file, field and reason."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(_Part):
    """Directs a person of the simulation: the acts are those of /simulation/act."""

    actor: str
    act: str
    args: dict[str, Any] = Field(default_factory=dict)


class Speak(_Part):
    """The simulated elder says a sentence in the language of the day."""

    elder_says: Words


class AppAction(_Part):
    """A signed-in caregiver does something in the care platform."""

    caregiver: Literal["acknowledge", "attend", "close", "command"]
    skill: str | None = None
    args: dict[str, Any] = Field(default_factory=dict)
    cause: str | None = None

    @model_validator(mode="after")
    def _command_names_a_skill(self) -> "AppAction":
        if (self.caregiver == "command") != (self.skill is not None):
            raise ValueError("'skill' goes with 'caregiver: command', and only with it")
        return self


class ProcessAction(_Part):
    """Something is done to a process of the stack: the day must go on."""

    process: str
    signal: Literal["kill", "stop", "continue", "terminate"]


Action = Annotated[
    Annotated[Act, Tag("actor")]
    | Annotated[Speak, Tag("elder_says")]
    | Annotated[AppAction, Tag("caregiver")]
    | Annotated[ProcessAction, Tag("process")],
    by_field("actor", "elder_says", "caregiver", "process"),
]


class Step(_Part):
    """After a pause something happens; then every expectation must be met within the limit."""

    name: Words
    after_s: float = Field(default=0.0, ge=0.0)
    do: list[Action] = Field(default_factory=list)
    expect: list[AnyCondition] = Field(min_length=1)
    within_s: float = Field(default=10.0, gt=0.0)


class Scenario(_Part):
    name: Words
    seed: int = 1
    steps: list[Step] = Field(min_length=1)


def load_scenario(path: Path) -> Scenario:
    """Reads and checks a scenario; raises ScenarioError in one line."""
    try:
        content = parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScenarioError(f"{path}: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path}: not readable as YAML: {_place(error)}") from error
    try:
        return Scenario.model_validate(content)
    except ValidationError as error:
        raise ScenarioError(f"{path}: {_first(error)}") from error


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return str(error).splitlines()[0]
    return f"line {mark.line + 1}, column {mark.column + 1}: {getattr(error, 'problem', 'error')}"


def _first(error: ValidationError) -> str:
    complaint = error.errors()[0]
    field = ".".join(str(part) for part in complaint["loc"]) or "(file)"
    return f"{field}: {complaint['msg']}"
