"""The table of docs/security/asvs.md leaves no item out and names tests that there are."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TABLE = TESTS.parents[1] / "docs" / "security" / "asvs.md"
LEVELS_1_AND_2 = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
"""How many items of each section are of level 1 or 2; those of level 3 come last in every section."""


def rows() -> list[tuple[str, str]]:
    """Items and what keeps them, of each row of the first table."""
    lines = [line.split(" | ") for line in TABLE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d", line)]
    return [(cells[0].removeprefix("| "), " | ".join(cells[2:])) for cells in lines]


def items(cell: str) -> list[str]:
    """1.2.6-1.2.8, 1.3.1 -> each of them."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition("-")
        section, _, number = first.rpartition(".")
        end = int(last.rpartition(".")[2]) if last else int(number)
        found += [f"{section}.{each}" for each in range(int(number), end + 1)]
    return found


def test_each_item_is_there_once() -> None:
    told = [item for cell, _ in rows() for item in items(cell)]
    wanted = [f"{section}.{at}" for section, count in LEVELS_1_AND_2.items() for at in range(1, count + 1)]
    assert sorted(told) == sorted(wanted) and len(wanted) == 253


def test_each_item_has_a_test_or_a_reason() -> None:
    assert all(len(kept.strip(" |")) > 3 for _, kept in rows())


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", TABLE.read_text(encoding="utf-8")))))
def test_each_named_test_exists(named: tuple[str, str]) -> None:
    file, test = named
    assert f"def {test}(" in (TESTS / file).read_text(encoding="utf-8")
