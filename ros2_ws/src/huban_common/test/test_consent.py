"""Consent and its withdrawal over ROS, and what people are told when a disk or a device fails."""

from dataclasses import dataclass
from typing import Any

import pytest
from std_srvs.srv import SetBool

from huban_common.consent import serve_consent
from huban_common.node import ManagedNode
from huban_common.testing import Graph, graph

__all__ = ["graph"]


@dataclass(frozen=True)
class NothingToSet:
    pass


class Nose(ManagedNode):
    """Knows people by their scent."""

    config_type = NothingToSet

    def __init__(self, **options: Any) -> None:
        super().__init__("nose", **options)
        self.known: set[str] = set()
        self.trouble: Exception | None = None

    def setup(self) -> None:
        serve_consent(self, "scent", ("elder", "nurse"), self._agree, self._withdraw)

    def _agree(self, person: str) -> None:
        self._fail()
        self.known.add(person)

    def _withdraw(self, person: str) -> None:
        self.known.discard(person)
        self._fail()

    def _fail(self) -> None:
        if self.trouble is not None:
            raise self.trouble


def asked(graph: Graph, person: str, agreed: bool) -> SetBool.Response:
    client = graph.probe.create_client(SetBool, f"/nose/people/{person}/scent_consent")
    graph.until(client.service_is_ready)
    future = client.call_async(SetBool.Request(data=agreed))
    graph.until(future.done)
    return future.result()


def test_everybody_agrees_and_withdraws_for_themselves(graph: Graph) -> None:
    nose = graph.start(Nose)
    assert asked(graph, "elder", True).success and asked(graph, "nurse", True).success
    assert asked(graph, "elder", False).success
    assert nose.known == {"nurse"}


@pytest.mark.parametrize(
    ("trouble", "told"),
    [(OSError("disk full"), "not deleted from the disk: disk full"), (ValueError("a cold"), "a cold")],
)
def test_trouble_is_told(graph: Graph, trouble: Exception, told: str) -> None:
    nose = graph.start(Nose)
    nose.trouble = trouble
    answer = asked(graph, "elder", False)
    assert not answer.success and told in answer.message
