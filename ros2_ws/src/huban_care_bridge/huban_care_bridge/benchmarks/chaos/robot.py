"""A robot's bridge as a process that may be killed: events come in as lines, what happens to them goes out as lines."""

import json
import logging
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Any

import typer

from care_protocol.channels import Address, Channel
from care_protocol.messages import About, Event, Result, ResultState, decode
from huban_care_bridge.backends.mqtt_link import BrokerAddress
from huban_care_bridge.core.bridge import Bridge
from huban_care_bridge.core.ports import Call, Reply
from huban_care_bridge.service import BridgeService, Settings

WAITING = "?"
"""A line that asks how many messages wait."""


class TellingRobot:
    """Port `Robot`: tells each reply and call, and carries each call out at once."""

    def __init__(self, folder: Path, address: Address, port: int) -> None:
        settings = Settings(address, BrokerAddress("127.0.0.1", port), folder)
        self._service = BridgeService(settings, self, About(elder={"en": address.robot_id}))

    def run(self, lines: Iterator[str]) -> None:
        """Until the lines end."""
        self._service.start()
        for line in lines:
            if line.strip() == WAITING:
                self._service.post(_tell_health)
            else:
                self._happens(decode(Channel.EVENT, line.encode()))
        self._service.stop()

    def reply(self, reply: Reply) -> None:
        tell("reply", id=str(reply.alarm_id), kind=reply.kind.value)

    def call(self, call: Call) -> None:
        tell("call", id=str(call.command_id))
        done = Result(stamp=datetime.now(timezone.utc), command_id=call.command_id, state=ResultState.SUCCEEDED)
        self._service.post(lambda bridge: bridge.result(done))

    def _happens(self, event: Event) -> None:
        def keep(bridge: Bridge) -> None:
            bridge.event(event)
            tell("kept", id=str(event.id))

        self._service.post(keep)


def tell(word: str, **facts: Any) -> None:
    print(json.dumps({"word": word, **facts}), flush=True)


def _tell_health(bridge: Bridge) -> None:
    health = bridge.health()
    tell("health", waiting=health.waiting, refused=health.refused, rejected=health.rejected)


def main(
    folder: Annotated[Path, typer.Option()],
    robot_id: Annotated[str, typer.Option()],
    port: Annotated[int, typer.Option()],
) -> None:
    """Serves one robot until its input ends."""
    logging.basicConfig(level=logging.WARNING)
    TellingRobot(folder, Address("home", robot_id), port).run(sys.stdin)


if __name__ == "__main__":
    typer.run(main)
