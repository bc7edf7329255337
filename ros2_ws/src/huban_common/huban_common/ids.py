"""UUIDs between Python and messages."""

from uuid import UUID

from unique_identifier_msgs.msg import UUID as UuidMessage

NIL = UUID(int=0)


def to_message(value: UUID) -> UuidMessage:
    return UuidMessage(uuid=list(value.bytes))


def from_message(message: UuidMessage) -> UUID:
    return UUID(bytes=bytes(message.uuid))
