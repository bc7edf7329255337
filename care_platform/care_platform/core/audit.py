"""The audit trail as a chain: each record carries a keyed digest of itself and of the one before."""

import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Entry:
    """Who did what to what; `stamp` in RFC 3339."""

    number: int
    stamp: str
    actor: str
    action: str
    subject: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sealed:
    """An entry with the digest that the database holds for it."""

    entry: Entry
    digest: str


@dataclass(frozen=True)
class Anchor:
    """How long the chain was and how it ended, kept outside the database."""

    number: int = 0
    digest: str = BEGINNING


def seal(key: bytes, previous: str, entry: Entry) -> str:
    """HMAC-SHA-256 over the previous digest and the entry in canonical JSON."""
    text = json.dumps(asdict(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, f"{previous}{text}".encode(), sha256).hexdigest()


def seal_anchor(key: bytes, anchor: Anchor) -> str:
    """Who can write the anchor's file but has not the key can not make it tell of a shorter chain."""
    return hmac.new(key, f"anchor:{anchor.number}:{anchor.digest}".encode(), sha256).hexdigest()


def verify(key: bytes, chain: Iterable[Sealed], anchor: Anchor) -> str | None:
    """What is wrong first, in words; None for a whole chain that is at least as long as its anchor says."""
    number, digest = 0, BEGINNING
    for sealed in chain:
        number += 1
        if sealed.entry.number != number:
            return f"entry {number} is missing"
        if not hmac.compare_digest(sealed.digest, seal(key, digest, sealed.entry)):
            return f"entry {number} was changed"
        digest = sealed.digest
        if number == anchor.number and digest != anchor.digest:
            return f"entry {number} is not the one that was anchored"
    return f"the end is missing: {number} of at least {anchor.number} entries" if number < anchor.number else None
