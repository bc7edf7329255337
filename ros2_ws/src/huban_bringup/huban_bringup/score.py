"""The end of a show: the score card on the terminal and on disk, and the exit status."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from huban_scenarios.core.player import StepResult
from huban_scenarios.core.scorecard import figures, passed, table


@dataclass(frozen=True)
class ScoreCard:
    """Where a score card goes; called with the results it gives 0 when every step happened, else 1."""

    title: str
    language: str
    console: Console
    json_file: Path | None

    def __call__(self, results: Sequence[StepResult]) -> int:
        self.console.print(table(results, self.title, self.language))
        if self.json_file is not None:
            text = json.dumps(figures(results), ensure_ascii=False, indent=2)
            self.json_file.write_text(text + "\n", encoding="utf-8")
        return 0 if passed(results) else 1
