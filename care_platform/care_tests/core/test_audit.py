from collections.abc import Callable
from dataclasses import replace

import pytest

from care_platform.core.audit import BEGINNING, Anchor, Entry, Sealed, seal, verify

KEY = b"k" * 32
Chain = list[Sealed]


def chain(length: int = 5) -> Chain:
    made: Chain = []
    for number in range(1, length + 1):
        entry = Entry(number, "2025-01-01T08:00:00+00:00", "li", "alarm_closed", "a1", {"n": number})
        made.append(Sealed(entry, seal(KEY, made[-1].digest if made else BEGINNING, entry)))
    return made


def anchor(links: Chain) -> Anchor:
    return Anchor(len(links), links[-1].digest)


def edited(links: Chain) -> Chain:
    links[2] = replace(links[2], entry=replace(links[2].entry, actor="somebody else"))
    return links


def rewritten(links: Chain) -> Chain:
    """By somebody who can compute digests but has not the key."""
    links = edited(links)
    for at in range(2, len(links)):
        links[at] = replace(links[at], digest=seal(b"x" * 32, links[at - 1].digest, links[at].entry))
    return links


def renumbered(links: Chain) -> Chain:
    return [replace(link, entry=replace(link.entry, number=at)) for at, link in enumerate(links[:2] + links[3:], 1)]


TAMPERINGS: list[tuple[Callable[[Chain], Chain], str]] = [
    (edited, "entry 3 was changed"),
    (rewritten, "entry 3 was changed"),
    (lambda links: links[:2] + links[3:], "entry 3 is missing"),
    (renumbered, "entry 3 was changed"),
    (lambda links: [links[0], links[2], links[1], *links[3:]], "entry 2 is missing"),
    (lambda links: links[:-1], "the end is missing: 4 of at least 5 entries"),
    (lambda links: [], "the end is missing: 0 of at least 5 entries"),
    (lambda links: links[1:], "entry 1 is missing"),
]


def test_a_whole_chain_is_whole() -> None:
    assert verify(KEY, chain(), anchor(chain())) is None


def test_a_chain_that_has_grown_since_its_anchor_is_whole() -> None:
    assert verify(KEY, chain(7), anchor(chain(5))) is None


@pytest.mark.parametrize(("tamper", "finding"), TAMPERINGS)
def test_every_tampering_is_found_at_its_first_entry(tamper: Callable[[Chain], Chain], finding: str) -> None:
    assert verify(KEY, tamper(chain()), anchor(chain())) == finding


def test_an_end_that_was_cut_and_grown_again_is_found() -> None:
    shorter = chain(3)
    other = Entry(4, "2025-01-01T08:00:00+00:00", "li", "alarm_closed", "a1", {"n": "other"})
    grown = [*shorter, Sealed(other, seal(KEY, shorter[-1].digest, other))]
    assert verify(KEY, grown, Anchor(4, chain(4)[-1].digest)) == "entry 4 is not the one that was anchored"
