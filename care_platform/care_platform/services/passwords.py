"""Passwords: which are good enough, and whether one fits (argon2id)."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from zxcvbn import zxcvbn

from care_platform.core.refusals import Unusable
from care_platform.store.tables import Account

MINIMUM_LENGTH = 12
LOWEST_SCORE = 3
"""Of zxcvbn: withstands more than 10^8 guesses that start with the words people use."""

JUDGED_LENGTH = 72
"""zxcvbn grows slow with longer ones; what is good until here stays good."""

_CONTEXT = ("huban", "护伴", "care", "nurse", "robot")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Passwords:
    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self._nobody = hasher.hash(secrets.token_hex())

    def hash(self, password: str, *about: str) -> str:
        """Raises Unusable for a password that is short or easy to guess for who knows the words `about` its owner."""
        if len(password) < MINIMUM_LENGTH:
            raise Unusable("refused-short-password")
        if (
            zxcvbn(password[:JUDGED_LENGTH], user_inputs=[*_CONTEXT, *about, *" ".join(about).split()])["score"]
            < LOWEST_SCORE
        ):
            raise Unusable("refused-weak-password")
        return self._hasher.hash(password)

    def fits(self, account: Account | None, password: str) -> bool:
        """Takes as long for an unknown name as for a wrong password."""
        try:
            return self._hasher.verify(account.password_hash if account else self._nobody, password)
        except VerificationError:
            return False


def readable_secret(groups: int = 3) -> str:
    """Groups of five unmistakable characters (25 bits each), to be typed on a phone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(groups))
