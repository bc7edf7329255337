"""What webhook and gateway have in common: one POST, and what its answer means."""

import httpx

from care_platform.core.notices import SEND_TIMEOUT_S, Undeliverable, Unreached

_LATER = {408, 409, 425, 429}
"""Refusals that may end by themselves."""


def post(url: str, content: bytes, headers: dict[str, str]) -> None:
    """Delivers JSON; raises Undeliverable where the receiver does not want it, Unreached otherwise."""
    headers = {"Content-Type": "application/json", "User-Agent": "huban-care-platform", **headers}
    try:
        answer = httpx.post(url, content=content, headers=headers, timeout=SEND_TIMEOUT_S, follow_redirects=False)
    except httpx.HTTPError as error:
        raise Unreached(f"{type(error).__name__}: {error}"[:300]) from error
    if answer.is_success:
        return
    final = (answer.is_client_error or answer.is_redirect) and answer.status_code not in _LATER
    raise (Undeliverable if final else Unreached)(f"HTTP {answer.status_code}")
