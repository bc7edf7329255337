"""The steps from a bare machine to a built workspace, in order."""

import shutil
from collections.abc import Sequence

from huban_bringup.bootstrap import python_environment, system_packages, workspace
from huban_bringup.bootstrap.steps import Step, digest
from huban_bringup.bootstrap.texts import PlainTexts
from huban_bringup.checkout import Checkout

RECIPE_VERSION = "1"
"""Change it when make_environment does something else, so that environments are made anew."""


def make_plan(checkout: Checkout, groups: Sequence[str], extras: Sequence[str], texts: PlainTexts) -> list[Step]:
    """All steps; `groups` are system package groups, `extras` optional Python groups (only `models`)."""
    locks = checkout.requirements
    python = python_environment.interpreter()
    tools_key = digest([python, str(checkout.root), locks / "tools.lock"])
    environment_key = digest([tools_key, RECIPE_VERSION, locks / "default.lock"])
    steps = [_packages(checkout, group, texts) for group in groups]
    steps += [
        Step(
            "setup-tools",
            tools_key,
            checkout.state / "tools/huban.stamp",
            lambda shell: python_environment.make_tools(shell, checkout),
        ),
        Step(
            "setup-environment",
            environment_key,
            checkout.venv / "huban.stamp",
            lambda shell: python_environment.make_environment(shell, checkout, texts),
        ),
        Step(
            "setup-workspace",
            digest([environment_key, *workspace.sources(checkout)]),
            checkout.workspace / "install/huban.stamp",
            lambda shell: workspace.build(shell, checkout, environment_key),
        ),
    ]
    if "models" in extras:
        steps.append(_models(checkout, environment_key))
    return steps


def kept_extras(checkout: Checkout, *more: str) -> list[str]:
    """The optional groups of this checkout; what was asked for once stays."""
    kept = checkout.state / "extras"
    extras = set(kept.read_text(encoding="utf-8").split()) if kept.exists() else set()
    if not extras.issuperset(more):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("\n".join(sorted(extras | set(more))), encoding="utf-8")
    return sorted(extras | set(more))


def forget(checkout: Checkout) -> None:
    """Removes everything that the steps made, except installed system packages."""
    workspace.clean(checkout)
    for folder in (checkout.venv, checkout.state / "tools"):
        shutil.rmtree(folder, ignore_errors=True)
    for stamp in checkout.state.glob("*.stamp"):
        stamp.unlink()


def _packages(checkout: Checkout, group: str, texts: PlainTexts) -> Step:
    return Step(
        f"setup-packages-{group}",
        digest(system_packages.wanted([group])),
        checkout.state / f"packages-{group}.stamp",
        lambda shell: system_packages.install(shell, [group], texts),
    )


def _models(checkout: Checkout, environment_key: str) -> Step:
    locks = checkout.requirements
    return Step(
        "setup-models",
        digest([environment_key, locks / "models.in", locks / "models.lock"]),
        checkout.venv / "models.stamp",
        lambda shell: python_environment.add_models(shell, checkout),
    )
