from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_platform.core.inbox import DeadLetter, Reason, addressee, read
from care_protocol.channels import Address

EVENT = "huban/v1/home/huban/event"
STATE = "huban/v1/home/huban/state"


@pytest.mark.parametrize(
    ("topic", "payload", "reason"),
    [
        ("huban/v1/home/huban/gossip", b"{}", Reason.BAD_TOPIC),
        ("huban/v1/home/huban/command", b"{}", Reason.BAD_TOPIC),
        (STATE, b"", Reason.NOT_JSON),
        (STATE, b"{", Reason.NOT_JSON),
        (STATE, b"\xff\xfe", Reason.NOT_JSON),
        (STATE, b"[" * 5000, Reason.NOT_JSON),
        (STATE, b"null", Reason.BAD_FIELD),
        (STATE, b'{"version":2,"stamp":"2025-01-01T00:00:00Z"}', Reason.UNKNOWN_VERSION),
        (STATE, b'{"version":1,"stamp":"2025-01-01T00:00:00Z","battery":9}', Reason.BAD_FIELD),
        (
            STATE,
            b'{"version":1,"stamp":"2025-01-01T00:00:00Z","position":{"frame":"map","x":NaN,"y":1}}',
            Reason.BAD_FIELD,
        ),
        (EVENT, b'{"version":1,"stamp":"2025-01-01T00:00:00Z"}', Reason.BAD_FIELD),
        (STATE, b" " * 65_537, Reason.OVERSIZED),
    ],
)
def test_a_bad_message_is_a_dead_letter_with_its_reason(topic: str, payload: bytes, reason: Reason) -> None:
    with pytest.raises(DeadLetter) as caught:
        read(topic, payload)
    assert caught.value.reason is reason
    assert caught.value.detail


@given(st.text(max_size=40), st.binary(max_size=300))
def test_whatever_comes_is_a_letter_or_a_dead_letter(topic: str, payload: bytes) -> None:
    for name in (topic, STATE, EVENT):
        with suppress(DeadLetter):
            read(name, payload)
        addressee(name, payload)


def test_who_sent_a_bad_message_with_an_id_can_be_told() -> None:
    id = UUID(int=7)
    assert addressee(EVENT, f'{{"version":9,"id":"{id}"}}'.encode()) == (Address("home", "huban"), id)
    assert addressee(EVENT, b'{"version":9}') is None
    assert addressee(EVENT, b"[" * 60_000) is None
