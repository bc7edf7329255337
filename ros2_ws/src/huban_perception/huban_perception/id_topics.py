"""Topics that live as long as the id in their name is tracked (REP-155)."""

from collections.abc import Collection, Iterable
from typing import Any

from hri_msgs.msg import IdsList
from rclpy.qos import QoSProfile
from std_msgs.msg import Header

from huban_common.node import ManagedNode
from huban_common.qos import RELIABLE

Kinds = dict[str, tuple[type[Any], QoSProfile]]
"""For each topic below an id its type and quality of service."""


class IdTopics:
    """`/humans/<kind>/tracked` and `/humans/<kind>/<id>/...`, which live as long as the id is tracked."""

    def __init__(self, node: ManagedNode, kind: str, topics: Kinds) -> None:
        self._node = node
        self._prefix = f"/humans/{kind}"
        self._topics = topics
        self._list = node.publish_on(IdsList, f"{self._prefix}/tracked", RELIABLE)
        self._publishers: dict[tuple[str, str], Any] = {}

    def track(self, ids: Iterable[str], header: Header, kept: Collection[str] = ()) -> None:
        """Says who is tracked and ends the topics of all others but those of `kept`."""
        tracked = sorted(ids)
        self._list.publish(IdsList(header=header, ids=tracked))
        for key in [key for key in self._publishers if key[0] not in tracked and key[0] not in kept]:
            self._node.destroy_publisher(self._publishers.pop(key))

    def wanted(self, one: str, topic: str) -> bool:
        """Whether somebody subscribes to a topic of an id; offers it, so that they can."""
        return bool(self._publisher(one, topic).get_subscription_count() > 0)

    def publish(self, one: str, **messages: Any) -> None:
        """Publishes on topics of an id, by topic name."""
        for topic, message in messages.items():
            self._publisher(one, topic).publish(message)

    def _publisher(self, one: str, topic: str) -> Any:
        if (one, topic) not in self._publishers:
            kind, qos = self._topics[topic]
            self._publishers[one, topic] = self._node.create_publisher(kind, f"{self._prefix}/{one}/{topic}", qos)
        return self._publishers[one, topic]
