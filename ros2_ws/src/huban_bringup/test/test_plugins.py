from importlib.metadata import EntryPoint

import pytest
import typer

from huban_bringup import plugins
from huban_bringup.apps import run_app

GROUP = "huban.benchmarks"
worked: list[int] = []
echo = typer.Typer()


@echo.command()
def _echo(times: int = 1) -> None:
    worked.append(times)


@pytest.fixture
def bench(monkeypatch):
    """Runs `./huban bench ...` where packages offer these entry points."""

    def run(points: dict[str, str], *arguments: str) -> int:
        offered = [EntryPoint(name, value, GROUP) for name, value in points.items()]
        monkeypatch.setattr(plugins, "entry_points", lambda group: offered)
        monkeypatch.setattr(EntryPoint, "load", lambda self: echo)
        return run_app(plugins.app_for("bench", GROUP, "Measures."), arguments, "bench")

    worked.clear()
    return run


def test_a_benchmark_gets_its_own_options(bench):
    assert bench({"echo": "package.module:app"}, "echo", "--times", "3") == 0
    assert worked == [3]


def test_without_a_name_the_names_are_listed(bench, capsys):
    assert bench({"b": "p:b", "a": "p:a"}) == 0
    assert "names: a, b" in capsys.readouterr().out


def test_an_unknown_name_is_refused_with_the_nearest(bench):
    with pytest.raises(ValueError, match="no bench 'ecko'; try echo"):
        bench({"echo": "p:a", "zebra": "p:z"}, "ecko")


def test_two_offers_of_one_name_are_refused(monkeypatch):
    points = [EntryPoint("idle", "a:app", GROUP), EntryPoint("idle", "b:app", GROUP)]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    with pytest.raises(ValueError, match="'idle' is offered by a:app and by b:app"):
        plugins.offered(GROUP)
