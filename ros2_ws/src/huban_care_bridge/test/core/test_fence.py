from datetime import datetime, timezone
from uuid import UUID

import pytest

from care_protocol.messages import Connection, ConnectionState
from huban_care_bridge.core.fence import LEASE_S, LOOK_S, PATIENCE_S, Fence

OURS, THEIRS = UUID(int=1), UUID(int=2)
SESSION, BEFORE, OTHER = UUID(int=11), UUID(int=12), UUID(int=13)


def seen(state: ConnectionState, stream: UUID | None = THEIRS, session: UUID | None = OTHER) -> Connection:
    return Connection(stamp=datetime(2025, 1, 1, tzinfo=timezone.utc), state=state, stream=stream, session=session)


@pytest.fixture
def fence() -> Fence:
    made = Fence(SESSION, OURS)
    made.looking(0.0)
    return made


def test_who_finds_nobody_waits_a_moment_and_claims(fence: Fence) -> None:
    assert not fence.may_claim(LOOK_S - 0.1)
    assert fence.may_claim(LOOK_S)


@pytest.mark.parametrize("state", [ConnectionState.OFFLINE, ConnectionState.CONNECTION_BROKEN])
def test_who_finds_that_the_last_one_left_claims_at_once(fence: Fence, state: ConnectionState) -> None:
    fence.saw(seen(state), 0.0)
    assert fence.may_claim(0.0)


def test_who_finds_its_own_trace_from_before_a_crash_claims_at_once(fence: Fence) -> None:
    fence.saw(seen(ConnectionState.ONLINE, OURS, BEFORE), 0.0)
    assert fence.may_claim(0.0)


@pytest.mark.parametrize("stream", [THEIRS, None])
def test_who_finds_another_one_is_fenced_off(fence: Fence, stream: UUID | None) -> None:
    fence.saw(seen(ConnectionState.ONLINE, stream), 0.0)
    assert fence.fenced and not fence.may_claim(LEASE_S - 0.1)


def test_each_sign_of_life_of_the_other_begins_the_lease_anew(fence: Fence) -> None:
    fence.saw(seen(ConnectionState.ONLINE), 0.0)
    fence.heard(30.0)
    assert not fence.may_claim(LEASE_S + 29.0)
    assert fence.may_claim(LEASE_S + 30.0)


def test_a_restart_of_the_other_is_waited_for(fence: Fence) -> None:
    fence.saw(seen(ConnectionState.ONLINE), 0.0)
    fence.saw(seen(ConnectionState.CONNECTION_BROKEN), 10.0)
    assert not fence.may_claim(10.0 + PATIENCE_S - 0.1)
    assert fence.may_claim(10.0 + PATIENCE_S)


def test_after_a_restart_of_the_broker_the_other_one_comes_first(fence: Fence) -> None:
    fence.saw(seen(ConnectionState.ONLINE), 0.0)
    fence.looking(10.0)
    assert not fence.may_claim(10.0 + PATIENCE_S - 0.1)


def test_of_two_with_a_copied_disk_the_one_that_was_taken_over_stands_back(fence: Fence) -> None:
    fence.granted()
    fence.looking(1.0)
    fence.saw(seen(ConnectionState.ONLINE, OURS, OTHER), 1.0)
    assert not fence.may_claim(1.0 + LEASE_S - 0.1)


@pytest.mark.parametrize("state", list(ConnectionState))
def test_who_lost_the_connection_and_finds_its_own_word_goes_on_at_once(fence: Fence, state: ConnectionState) -> None:
    fence.granted()
    fence.looking(1.0)
    fence.saw(seen(state, OURS, SESSION), 1.0)
    assert fence.may_claim(1.0)


def test_the_holder_minds_nobody(fence: Fence) -> None:
    fence.granted()
    fence.saw(seen(ConnectionState.ONLINE), 0.0)
    fence.heard(0.0)
    assert fence.holder and not fence.fenced and not fence.may_claim(1e9)
