from pathlib import Path
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from care_protocol.channels import Channel
from huban_care_bridge.core.outbox import Outbox
from huban_care_bridge.core.storage import Storage

EVENT = Channel.EVENT


def payload(_stream: UUID, sequence: int) -> bytes:
    return str(sequence).encode()


def test_the_most_urgent_comes_first_and_among_equals_the_oldest() -> None:
    box = Outbox(Storage(None))
    ids = [uuid4() for _ in range(4)]
    for id, rank in zip(ids, (4, 0, 4, 0), strict=True):
        box.add(id, EVENT, rank, payload)
    assert [entry.id for entry in box.first(10)] == [ids[1], ids[3], ids[0], ids[2]]


def test_a_message_is_kept_once() -> None:
    box = Outbox(Storage(None))
    id = uuid4()
    assert box.add(id, EVENT, 0, payload)
    assert not box.add(id, EVENT, 0, payload)
    assert box.size() == 1


def test_a_message_that_was_delivered_is_not_taken_again() -> None:
    box = Outbox(Storage(None))
    id = uuid4()
    box.add(id, EVENT, 0, payload)
    box.remove([id])
    assert not box.add(id, EVENT, 0, payload)
    assert box.size() == 0


def test_numbers_go_on_after_a_restart_and_are_never_given_twice(tmp_path: Path) -> None:
    first = Storage(tmp_path / "box.sqlite")
    box, id = Outbox(first), uuid4()
    box.add(id, EVENT, 0, payload)
    box.remove([id])
    stream = box.stream
    first.close()
    again = Outbox(Storage(tmp_path / "box.sqlite"))
    again.add(uuid4(), EVENT, 0, payload)
    assert again.stream == stream
    assert [entry.sequence for entry in again.first(1)] == [2]


def test_a_refused_message_waits_for_the_next_start(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "box.sqlite")
    box, id = Outbox(storage), uuid4()
    box.add(id, EVENT, 0, payload)
    box.set_aside(id, "unknown robot")
    assert (box.first(1), box.size(), box.refused()) == ([], 0, 1)
    storage.close()
    assert [entry.id for entry in Outbox(Storage(tmp_path / "box.sqlite")).first(1)] == [id]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 9)), max_size=40))
def test_nothing_is_lost_whatever_is_added_and_removed(steps: list[tuple[bool, int, int]]) -> None:
    box, there, gone = Outbox(Storage(None)), set(), set()
    for adds, rank, number in steps:
        id = UUID(int=number + 1)
        if adds:
            assert box.add(id, EVENT, rank, payload) == (id not in there | gone)
            there |= {id} - gone
        elif id in there:
            box.remove([id])
            there.discard(id)
            gone.add(id)
    assert {entry.id for entry in box.first(100)} == there
