"""One of several platform processes on one database: `python -m care_tests.rivals WORK STATE DATABASE FILE NOW`.

Reads a line from its input before it begins, so that several begin at once. `clock` does the clock's work and sends
messages, one line of FILE for each; `ingest` stores the packets in FILE and prints how many were answered how.
"""

import json
import random
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from care_platform.config import Settings
from care_platform.core.clock import ManualClock
from care_platform.core.notices import ChannelName, Message
from care_platform.service import Platform
from care_platform.services.ingest import Packet
from care_platform.services.notice_delivery import NoticeDelivery
from care_platform.services.notice_texts import NoticeWriter
from care_platform.texts import Texts

ROUNDS = 20
BATCH = 7


class _File:
    """A channel that ends in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self, address: str) -> None:
        pass

    def send(self, message: Message) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{message.id}\n")


def work_of_the_clock(platform: Platform, file: Path) -> None:
    channels = {ChannelName.EMAIL: _File(file)}
    writer = NoticeWriter(Texts(), "https://care.test")
    delivery = NoticeDelivery(
        platform.database, platform.clock, platform.desk, writer, channels, platform.changes, random.random
    )
    ticks = sent = 0
    for _ in range(ROUNDS):
        platform.tick()
        ticks += 1
        while claim := delivery.claim():
            delivery.deliver(claim)
            sent += 1
    print(json.dumps({"ticks": ticks, "sent": sent}), flush=True)


def ingest(platform: Platform, file: Path) -> None:
    packets = [Packet(topic, text.encode()) for topic, text in json.loads(file.read_text(encoding="utf-8"))]
    random.shuffle(packets)
    outcomes: Counter[str] = Counter()
    for first in range(0, len(packets), BATCH):
        outcomes.update(a.ack.outcome.value for a in platform.ingest.store(packets[first : first + BATCH]))
    print(json.dumps(outcomes), flush=True)


def main() -> None:
    work, state, database, file, now = sys.argv[1:]
    platform = Platform(Settings(Path(state), database), ManualClock(datetime.fromisoformat(now)))
    print("ready", flush=True)
    sys.stdin.readline()
    (work_of_the_clock if work == "clock" else ingest)(platform, Path(file))


if __name__ == "__main__":
    main()
