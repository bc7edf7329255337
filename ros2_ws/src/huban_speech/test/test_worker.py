from threading import Event

from huban_speech.worker import Worker


def test_items_are_handled_in_order_and_a_failure_does_not_end_the_work() -> None:
    handled: list[int] = []
    failures: list[Exception] = []
    done = Event()

    def handle(item: int) -> None:
        if item == 2:
            raise ValueError("two")
        handled.append(item)
        if item == 3:
            done.set()

    worker = Worker("test", handle, 10, failures.append)
    for item in (1, 2, 3):
        worker.put(item)
    assert done.wait(5.0)
    worker.close()
    assert handled == [1, 3] and [str(error) for error in failures] == ["two"]


def test_when_too_much_waits_the_oldest_is_dropped_and_counted() -> None:
    busy, go_on, handled = Event(), Event(), []

    def handle(item: int) -> None:
        busy.set()
        go_on.wait(5.0)
        handled.append(item)

    worker = Worker("test", handle, 2, lambda _error: None)
    worker.put(0)
    assert busy.wait(5.0)
    for item in (1, 2, 3):
        worker.put(item)
    assert worker.dropped == 1 and worker.waiting == 2
    go_on.set()
    while worker.waiting:
        pass
    worker.close()
    assert handled == [0, 2, 3]


def test_closing_does_not_wait_for_ever_for_an_item_in_hand() -> None:
    go_on = Event()
    worker = Worker("test", lambda _item: go_on.wait(20.0), 2, lambda _error: None)
    worker.put(1)
    worker.close(patience_s=0.1)
    go_on.set()
