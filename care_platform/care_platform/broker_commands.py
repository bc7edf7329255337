"""Commands about the MQTT broker: secure it, admit robots to it."""

from datetime import datetime, timezone
from typing import Annotated

import typer

from care_platform.private_broker import PrivateBroker
from care_protocol.channels import Address

FOLDER = "broker"
app = typer.Typer()


@app.command()
def secure_broker(
    context: typer.Context,
    host: Annotated[list[str], typer.Option(help="Name or address by which robots know it; several are fine.")],
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8883,
) -> None:
    """Makes or renews an authority, certificates, access rules and a mosquitto.conf in STATE/broker."""
    broker = _broker(context)
    configuration = broker.prepare(host, port)
    authority, certificate, key = (broker.file(name) for name in ("ca.crt", "platform.crt", "platform.key"))
    print(f"broker:   mosquitto -c {configuration}")
    print(
        f"platform: --mqtt-host {host[0]} --mqtt-port {port}"
        f" --mqtt-ca {authority} --mqtt-certificate {certificate} --mqtt-key {key}"
    )


@app.command()
def admit_robot(
    context: typer.Context,
    robot_id: Annotated[str, typer.Argument(help="The robot's id.")],
    tenant: Annotated[str, typer.Option(help="Whose robot.")] = "home",
) -> None:
    """Makes a certificate with which a robot may speak at the broker for itself and nobody else."""
    broker = _broker(context)
    certificate, key = broker.admit(Address(tenant, robot_id))
    print(f"copy to the robot: {broker.file('ca.crt')} {certificate} {key}")
    print("and name them in mqtt_ca_file, mqtt_certificate_file and mqtt_key_file of its care bridge")


def _broker(context: typer.Context) -> PrivateBroker:
    return PrivateBroker(context.obj.state.resolve() / FOLDER, datetime.now(timezone.utc))
