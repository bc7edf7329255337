from threading import Thread, get_ident

import pytest

from huban_simulation.backends.mailbox import Mailbox


def test_calls_are_done_in_the_owners_thread_and_answered() -> None:
    mailbox = Mailbox()
    futures = []
    caller = Thread(target=lambda: futures.append(mailbox.call(get_ident)))
    caller.start()
    caller.join()
    assert not futures[0].done()
    mailbox.run()
    assert futures[0].result() == get_ident()


def test_a_failure_goes_to_the_caller_and_the_rest_is_done() -> None:
    mailbox = Mailbox()
    broken, fine = mailbox.call(lambda: 1 // 0), mailbox.call(lambda: 7)
    mailbox.run()
    assert fine.result() == 7
    with pytest.raises(ZeroDivisionError):
        broken.result()


def test_a_cancelled_call_is_not_done() -> None:
    mailbox = Mailbox()
    done: list[int] = []
    mailbox.call(lambda: done.append(1)).cancel()
    mailbox.run()
    assert done == []
