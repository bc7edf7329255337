"""Parameters of the dialogue."""

from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_dialogue.core.dialogue import DialogueRules


@dataclass(frozen=True)
class Config(DialogueRules):
    home_file: str = param("sim/home.yaml", "path of the home description")
    language: str = param("en", "language until /language says otherwise: en or zh-CN")
