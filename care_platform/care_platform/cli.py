"""The command line: serves, or administers people, data and the broker."""

import asyncio
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from care_platform import broker_commands, data_commands, people_commands, way_commands
from care_platform.config import Settings
from care_platform.core.refusals import Refused
from care_platform.service import Platform
from care_platform.texts import DEFAULT_LANGUAGE, Texts
from care_platform.web.app import create_app
from care_protocol.credentials import Credentials

REFUSED = 2
app = typer.Typer(add_completion=False, help="Huban's care platform.", pretty_exceptions_enable=False)
for commands in (people_commands, data_commands, way_commands, broker_commands):
    app.add_typer(commands.app)
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
    mqtt_ca: Annotated[str, typer.Option(help="TLS: who vouches for the broker (PEM, or 'system').")] = "",
    mqtt_certificate: Annotated[str, typer.Option(help="TLS: the platform's certificate.")] = "",
    mqtt_key: Annotated[str, typer.Option(help="TLS: the key of the certificate.")] = "",
    mqtt_user: Annotated[str, typer.Option(help="The platform's name at the broker.")] = "",
    mqtt_password_file: Annotated[str, typer.Option(help="File whose first line is its password.")] = "",
    demo: Annotated[bool, typer.Option("--demo", help="With the demo's robot and people.")] = False,
) -> None:
    """Serves the platform until it is told to end."""
    logging.basicConfig(level=logging.INFO, format="care_platform: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    credentials = Credentials(mqtt_ca, mqtt_certificate, mqtt_key, mqtt_user, mqtt_password_file)
    context.obj = Settings(state, database, host, port, mqtt_host, mqtt_port, demo, credentials)
    if context.invoked_subcommand is None:
        _serve(context.obj)


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
