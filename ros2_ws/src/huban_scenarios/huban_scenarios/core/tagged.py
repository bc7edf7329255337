"""Unions of models that are told apart by the one field that only they have."""

from typing import Any

from pydantic import Discriminator


def by_field(*names: str) -> Discriminator:
    """Chooses the model tagged with the field that is given; anything else is refused with the names that exist."""

    def find(value: Any) -> str | None:
        given = value if isinstance(value, dict) else getattr(value, "__dict__", {})
        return next((name for name in names if name in given), None)

    return Discriminator(
        find,
        custom_error_type="unknown_kind",
        custom_error_message=f"must have one of the fields {', '.join(names)}",
    )
