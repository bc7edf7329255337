"""Parameters of the care bridge."""

from dataclasses import dataclass

from huban_common.core.parameters import param


@dataclass(frozen=True)
class Config:
    tenant: str = param("home", "whose robot this is, as registered at the care platform")
    robot_id: str = param("huban", "this robot's id at the care platform")
    mqtt_host: str = param("127.0.0.1", "address of the MQTT broker")
    mqtt_port: int = param(18830, "port of the MQTT broker", minimum=1, maximum=65535)
    mqtt_ca_file: str = param("", "TLS: who vouches for the broker (PEM, or system); empty: plain, this machine only")
    mqtt_certificate_file: str = param("", "TLS: certificate of this robot; empty: none")
    mqtt_key_file: str = param("", "TLS: key of the certificate")
    mqtt_user: str = param("", "name of this robot at the broker; empty: none, or that of the certificate")
    mqtt_password_file: str = param("", "file whose first line is the password")
    state_dir: str = param("", "where what is not delivered yet survives a restart; empty: ~/.local/state/huban")
    home_file: str = param("", "path of the home description; empty: rooms and places stay unnamed")
    state_period_s: float = param(10.0, "longest time between two messages about the state", minimum=1.0, maximum=30.0)
