"""Measured figures as Markdown and JSON, the same shape for every benchmark and evaluation."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """Rows under named columns; units belong into the column names."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True)
class Report:
    """What was measured, on which machine, how (`command` repeats it)."""

    title: str
    command: str
    machine: Mapping[str, str]
    tables: Sequence[Table]
    notes: Sequence[str] = field(default_factory=tuple)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def as_markdown(self) -> str:
        machine = "; ".join(f"{name}: {value}" for name, value in self.machine.items())
        parts = [f"# {self.title}", f"Measured with `{self.command}`. {machine}.", *self.notes]
        for table in self.tables:
            parts += [f"## {table.title}", _markdown(table)]
        return "\n\n".join(parts) + "\n"


def _markdown(table: Table) -> str:
    """A Markdown table; columns that hold numbers are set flush right."""
    columns = zip(*table.rows, strict=True)
    rules = ["---:" if all(isinstance(cell, int | float) for cell in cells) else "---" for cells in columns]
    lines = [table.columns, rules, *([_shown(cell) for cell in row] for row in table.rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(cell: Cell) -> str:
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)
