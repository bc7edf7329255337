"""Commands about data: the audit trail, keys, retention, and one elder's data handed out or erased."""

import json
from pathlib import Path
from typing import Annotated, Optional

import typer

from care_platform import secret_files
from care_platform.people_commands import ElderKey, find_elder
from care_platform.service import Platform
from care_platform.store.audit import SYSTEM
from care_platform.store.rotation import rotate_keys

app = typer.Typer()


@app.command()
def verify_audit(
    context: typer.Context,
    anchor: Annotated[Optional[Path], typer.Option(help="A copy of audit.anchor kept elsewhere.")] = None,  # noqa: UP045
) -> None:
    """Checks the audit trail; exit status 1 and one line when it was tampered with."""
    problem = Platform(context.obj).audit.problem(anchor)
    print(f"audit trail: {problem or 'whole'}")
    raise typer.Exit(1 if problem else 0)


@app.command("rotate-keys")
def rotate(context: typer.Context) -> None:
    """Encrypts names, contacts, notes and secrets anew with a new key; the platform may run meanwhile."""
    platform = Platform(context.obj)
    count = rotate_keys(platform.database, platform.cipher)
    with platform.database.writing() as session:
        platform.audit.append(session, SYSTEM, "keys_rotated", "fields", count=count)
    print(f"{count} fields encrypted anew")


@app.command()
def purge(context: typer.Context) -> None:
    """Deletes what was kept long enough; the running platform does it by itself once an hour."""
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        removed = platform.retainer.purge(session)
    print(", ".join(f"{name} {count}" for name, count in removed.items()))


@app.command()
def export_elder(
    context: typer.Context,
    elder: ElderKey,
    to: Annotated[Path, typer.Option(help="File to write, readable by its owner only.")],
) -> None:
    """Writes everything that is kept about an elder to a JSON file."""
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        data = platform.elder_data.export(session, SYSTEM, find_elder(session, elder))
        text = json.dumps(data, ensure_ascii=False, indent=2, default=_plain)
    secret_files.write(to, text.encode())


@app.command()
def erase_elder(
    context: typer.Context,
    elder: ElderKey,
    yes: Annotated[bool, typer.Option("--yes", help="Without asking.")] = False,
) -> None:
    """Erases what is kept about an elder, for good; the audit trail stays and holds no names."""
    if not yes:
        typer.confirm(f"Erase everything about elder {elder} for good?", abort=True)
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        platform.elder_data.erase(session, SYSTEM, find_elder(session, elder))
    platform.database.tidy()


def _plain(value: object) -> str:
    """Times and ids as text."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
