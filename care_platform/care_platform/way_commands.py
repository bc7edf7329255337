"""Commands about how people are reached without a page open."""

from typing import Annotated

import typer
from sqlalchemy import select

from care_platform.core.notices import ChannelName
from care_platform.core.refusals import NotFound
from care_platform.service import Platform
from care_platform.store.tables import Account
from care_platform.texts import DEFAULT_LANGUAGE
from care_protocol.messages import Priority

app = typer.Typer()
Name = Annotated[str, typer.Argument(help="Name that the person signs in with.")]


@app.command()
def add_way(
    context: typer.Context,
    name: Name,
    channel: Annotated[ChannelName, typer.Argument(help="One that channels.yaml sets up.")],
    address: Annotated[str, typer.Argument(help="E-mail address, https:// address, or +86... number.")],
    language: Annotated[str, typer.Option(help="en or zh-CN.")] = DEFAULT_LANGUAGE,
    least: Annotated[Priority, typer.Option(help="From which priority on.")] = Priority.LOW,
) -> None:
    """Sends alarms that ask this person there too."""
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        account = session.scalars(select(Account).filter_by(name=name, active=True)).one_or_none()
        if account is None:
            raise NotFound("refused-unknown-account")
        way = platform.ways.add(session, account, channel, address, language, least)
        print(f"way {way.key}" + (f", secret {way.secret}" if way.secret else ""))
