"""The command line: serves, or administers accounts, robots and the audit trail."""

import asyncio
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer
import uvicorn

from care_platform.config import Settings
from care_platform.core.refusals import Refused
from care_platform.service import Platform
from care_platform.services.accounts import add_robot
from care_platform.texts import DEFAULT_LANGUAGE, Texts
from care_platform.web.app import create_app
from care_protocol.channels import Address
from care_protocol.messages import Role

REFUSED = 2
app = typer.Typer(add_completion=False, help="Huban's care platform.", pretty_exceptions_enable=False)
log = logging.getLogger(__name__)


@app.callback(invoke_without_command=True)
def serve(
    context: typer.Context,
    state: Annotated[Path, typer.Option(help="Folder for keys, audit anchor and the default database.")],
    database: Annotated[str, typer.Option(help="SQLAlchemy URL; empty: SQLite in the state folder.")] = "",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of the caregiver app.")] = 8080,
    mqtt_host: Annotated[str, typer.Option(help="Address of the MQTT broker.")] = "127.0.0.1",
    mqtt_port: Annotated[int, typer.Option(help="Port of the MQTT broker.")] = 18830,
    demo: Annotated[bool, typer.Option("--demo", help="With the demo's robot and people.")] = False,
) -> None:
    """Serves the platform until it is told to end."""
    logging.basicConfig(level=logging.INFO, format="care_platform: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    context.obj = Settings(state, database, host, port, mqtt_host, mqtt_port, demo)
    if context.invoked_subcommand is None:
        _serve(context.obj)


@app.command()
def add_account(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name to sign in with.")],
    role: Annotated[Role, typer.Argument(help="Role.")],
    tenant: Annotated[str, typer.Option(help="Whose account.")] = "home",
    english: Annotated[str, typer.Option(help="Name for people in English.")] = "",
    chinese: Annotated[str, typer.Option(help="Name for people in Chinese.")] = "",
    duty: Annotated[Optional[int], typer.Option(help="Place in the chain of those on duty.")] = None,  # noqa: UP045
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Adds an account."""
    names = {"en": english or name, "zh-CN": chinese or english or name}
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        platform.accounts.add(session, name, role, names, password, tenant, duty)


@app.command("add-robot")
def register_robot(
    context: typer.Context,
    robot_id: Annotated[str, typer.Argument(help="The robot's id.")],
    tenant: Annotated[str, typer.Option(help="Whose robot.")] = "home",
) -> None:
    """Registers a robot: messages of others go to the dead letters."""
    address = Address(tenant, robot_id)
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        add_robot(session, platform.audit, address.tenant, address.robot_id)


@app.command()
def verify_audit(context: typer.Context) -> None:
    """Checks the audit trail; exit status 1 and one line when it was tampered with."""
    problem = Platform(context.obj).audit.problem()
    print(f"audit trail: {problem or 'whole'}")
    raise typer.Exit(1 if problem else 0)


def main() -> None:
    """Runs the command line; what can not work ends with one line and status 2."""
    try:
        app()
    except Refused as error:
        sys.exit(_refuse(Texts().say(error.reason, DEFAULT_LANGUAGE)))
    except (OSError, ValueError) as error:
        sys.exit(_refuse(str(error)))


def _refuse(reason: str) -> int:
    print(f"error: {reason}", file=sys.stderr, flush=True)
    return REFUSED


def _serve(settings: Settings) -> None:
    listener = _listen(settings)
    platform = Platform(settings)
    for person in platform.prepare_people():
        print(f"demo account: {person['name']}  password: {person['password']}  ({person['role']})", flush=True)
    config = uvicorn.Config(
        create_app(platform), log_level="warning", access_log=False, timeout_graceful_shutdown=1, server_header=False
    )
    log.info("caregiver app on http://%s:%d", settings.host, listener.getsockname()[1])
    asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))
    if platform.failure:
        raise SystemExit(1)


def _listen(settings: Settings) -> socket.socket:
    try:
        return socket.create_server((settings.host, settings.port), backlog=128)
    except OSError as error:
        where, why = f"{settings.host}:{settings.port}", os.strerror(error.errno or 0)
        raise OSError(f"can not listen on {where}: {why}; choose another with --port") from error
