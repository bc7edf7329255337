"""From photographs to the model's folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from emotion_training.learning import Recipe
from emotion_training.network import Borrowed, Trunk
from emotion_training.samples import Samples, samples
from emotion_training.teachers import Teachers
from emotion_training.training import train


def run(data: Path, model: Path, archives: Path, work: Path | None, tell: Callable[[str], None]) -> dict[str, Any]:
    """Trains; `archives`: see archives.py; `work` keeps what is computed before, which is taken from there."""
    borrowed = Borrowed(Trunk().eval(), Teachers(archives).eval())
    return train(_samples(data, borrowed, work, tell), borrowed, model, Recipe(), tell)


def _samples(data: Path, borrowed: Borrowed, work: Path | None, tell: Callable[[str], None]) -> Samples:
    kept = work / "samples.npz" if work is not None else None
    if kept is not None and kept.is_file():
        tell(f"features from {kept}")
        return Samples.load(kept)
    computed = samples(data, borrowed, tell)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        computed.save(kept)
    return computed
