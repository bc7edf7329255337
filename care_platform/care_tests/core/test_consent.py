from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_platform.core.consent import Term, agreed

NOON = datetime(2025, 1, 1, 12, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
MOMENTS = st.integers(-48, 48).map(lambda hours: NOON + hours * HOUR)


@pytest.mark.parametrize(
    ("term", "holds"),
    [
        (Term(NOON), True),
        (Term(NOON + HOUR), False),
        (Term(NOON - HOUR, ends=NOON + HOUR), True),
        (Term(NOON - HOUR, ends=NOON), False),
        (Term(NOON - HOUR, withdrawn=NOON), False),
        (Term(NOON - HOUR, ends=NOON + HOUR, withdrawn=NOON - HOUR), False),
        (Term(NOON - HOUR, withdrawn=NOON + HOUR), True),
    ],
)
def test_a_consent_holds_from_its_beginning_to_its_end_or_withdrawal(term: Term, holds: bool) -> None:
    assert term.holds(NOON) is holds


def test_nothing_said_is_no() -> None:
    assert not agreed([], NOON)


def test_one_consent_that_holds_is_enough() -> None:
    assert agreed([Term(NOON - 2 * HOUR, ends=NOON - HOUR), Term(NOON - HOUR)], NOON)


@given(MOMENTS, MOMENTS, MOMENTS, MOMENTS)
def test_a_withdrawal_never_lengthens_a_consent(
    begins: datetime, ends: datetime, withdrawn: datetime, at: datetime
) -> None:
    if Term(begins, ends, withdrawn).holds(at):
        assert Term(begins, ends).holds(at) and at < withdrawn
