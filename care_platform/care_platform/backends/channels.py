"""The channels that `channels.yaml` in the state folder sets up; without that file there are none."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from care_platform.backends.gateway import Gateway, GatewayChannel
from care_platform.backends.mail import MailChannel, MailServer
from care_platform.backends.webhook import WebhookChannel
from care_platform.core.clock import WallClock
from care_platform.core.notices import Channel, ChannelName

CHANNELS_FILE = "channels.yaml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MailSettings(_Section):
    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str
    username: str = ""
    password: SecretStr = SecretStr("")


class WebhookSettings(_Section):
    """`plain`: also without TLS, for receivers on this machine."""

    hosts: frozenset[str]
    plain: bool = False


class GatewaySettings(_Section):
    url: str
    token: SecretStr
    sender: str = ""


class ChannelSettings(_Section):
    """`public_url`: where people open the caregiver app; links in messages begin with it."""

    public_url: str = ""
    email: MailSettings | None = None
    webhook: WebhookSettings | None = None
    sms: GatewaySettings | None = None
    voice: GatewaySettings | None = None


def read_settings(folder: Path) -> ChannelSettings:
    """Raises ValueError, in one line, for a file that can not be used."""
    path = folder / CHANNELS_FILE
    if not path.exists():
        return ChannelSettings()
    try:
        return ChannelSettings.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path}: {where}: {first['msg']}") from error


def make_channels(settings: ChannelSettings, clock: WallClock) -> Mapping[ChannelName, Channel]:
    channels: dict[ChannelName, Channel] = {}
    if settings.email:
        fields = settings.email.model_dump(exclude={"password"})
        channels[ChannelName.EMAIL] = MailChannel(
            MailServer(**fields, password=settings.email.password.get_secret_value())
        )
    if settings.webhook:
        channels[ChannelName.WEBHOOK] = WebhookChannel(clock, settings.webhook.hosts, settings.webhook.plain)
    for name, gateway in ((ChannelName.SMS, settings.sms), (ChannelName.VOICE, settings.voice)):
        if gateway:
            reached = Gateway(gateway.url, gateway.token.get_secret_value(), gateway.sender)
            channels[name] = GatewayChannel(reached, name.value)
    return channels
