from datetime import datetime, timedelta, timezone

from care_platform.core.login_limit import (
    SAME_ACCOUNT,
    SAME_ACCOUNT_AND_ADDRESS,
    SAME_ADDRESS,
    WINDOW,
    Failure,
    wait,
)

NOON = datetime(2025, 1, 1, 12, 0, tzinfo=timezone.utc)
NOTHING = timedelta()


def failures(count: int, account: str = "li", address: str = "1.2.3.4", ago_s: float = 0.0) -> list[Failure]:
    return [Failure(account, address, NOON - timedelta(seconds=ago_s)) for _ in range(count)]


def test_a_few_wrong_passwords_are_human() -> None:
    assert wait(failures(SAME_ACCOUNT_AND_ADDRESS - 1), "li", "1.2.3.4", NOON) == NOTHING


def test_then_a_pause_is_due_until_the_oldest_is_forgotten() -> None:
    old = failures(SAME_ACCOUNT_AND_ADDRESS, ago_s=60)
    assert wait(old, "li", "1.2.3.4", NOON) == WINDOW - timedelta(seconds=60)
    assert wait(old, "li", "1.2.3.4", NOON + WINDOW) == NOTHING


def test_a_stranger_elsewhere_does_not_lock_a_nurse_out() -> None:
    assert wait(failures(SAME_ACCOUNT_AND_ADDRESS), "li", "10.0.0.1", NOON) == NOTHING


def test_trying_many_names_from_one_place_is_noticed() -> None:
    tried = [failure for at in range(SAME_ADDRESS) for failure in failures(1, account=f"name{at}")]
    assert wait(tried, "li", "1.2.3.4", NOON) > NOTHING


def test_trying_one_name_from_many_places_is_noticed() -> None:
    tried = [failure for at in range(SAME_ACCOUNT) for failure in failures(1, address=f"10.0.0.{at}")]
    assert wait(tried, "li", "1.2.3.4", NOON) > NOTHING
