"""Persons on the topics and frames of REP-155: who is there, how near, and whom they mean."""

from collections.abc import Callable, Mapping

import numpy as np
from hri_msgs.msg import EngagementLevel, Gaze, IdsList, IdsMatch
from std_msgs.msg import Bool, Float32, Header, String
from tf2_msgs.msg import TFMessage

from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, RELIABLE
from huban_perception.config import PerceptionConfig
from huban_perception.conversions import matches
from huban_perception.conversions import persons as messages
from huban_perception.core.persons.attention import Attention, AttentionWatch
from huban_perception.core.persons.manager import Appearing, Person, PersonManager
from huban_perception.core.persons.proxemics import Space
from huban_perception.core.types import Array
from huban_perception.id_topics import IdTopics, Kinds
from huban_perception.scene import Scene, ScenePerson

PERSON: Kinds = {
    "anonymous": (Bool, LATCHED),
    "body_id": (String, LATCHED),
    "face_id": (String, LATCHED),
    "voice_id": (String, LATCHED),
    "alias": (String, LATCHED),
    "engagement_status": (EngagementLevel, LATCHED),
    "proxemic_space": (String, LATCHED),
    "location_confidence": (Float32, RELIABLE),
}

_SPACES = (Space.PERSONAL, Space.SOCIAL, Space.PUBLIC)
"""Those with a list of their own; who is nearer than personal is in personal space too."""


class Persons:
    """A Follower. Publishes `/humans/persons/...`, `/humans/interactions/gazing` and frames of faces and persons."""

    def __init__(self, node: ManagedNode, config: PerceptionConfig, new_id: Callable[[], str]) -> None:
        self._node, self._config = node, config
        self._manager = PersonManager(new_id, config.match_threshold)
        self._watches: dict[str, AttentionWatch] = {}
        self._seen: dict[str, tuple[float, Attention]] = {}
        self._voices: list[str] = []
        self._said: dict[str, Person] = {}
        self._topics = IdTopics(node, "persons", PERSON)
        self._known = node.publish_on(IdsList, "/humans/persons/known", LATCHED)
        self._spaces = {
            space: node.publish_on(IdsList, f"/humans/persons/in_{space.value}_space", RELIABLE) for space in _SPACES
        }
        self._gazing = node.publish_on(Gaze, "/humans/interactions/gazing", RELIABLE)
        self._frames = node.publish_on(TFMessage, "/tf", RELIABLE)
        node.subscribe(IdsMatch, "/humans/candidate_matches", self._on_match, RELIABLE)
        node.subscribe(IdsList, "/humans/voices/tracked", self._on_voices, RELIABLE)

    def of_body(self, body_id: str) -> str:
        """The id of the person whose body this is."""
        return self._manager.of_body(body_id)

    def follow(self, scene: Scene) -> None:
        stamp_s, header = scene.frame.stamp_s, scene.frame.header
        seen = [Appearing(body_id, face_id) for body_id, face_id in scene.tracked.items()]
        persons = {person.id: person for person in self._manager.persons(seen, self._voices, stamp_s)}
        self._attend(scene)
        present = {person_id: person for person_id, person in persons.items() if not person.alias}
        self._topics.track(present, header, kept=persons)
        self._tell_ids(persons)
        attention = {person.id: self._seen[person.body_id][1] for person in present.values() if self._is_seen(person)}
        for person_id, person in present.items():
            self._tell_state(person, attention.get(person_id), header, stamp_s)
        for space, publisher in self._spaces.items():
            publisher.publish(IdsList(header=header, ids=sorted(_inside(space, attention))))

    def _attend(self, scene: Scene) -> None:
        """Follows everybody in view, and forgets who is no longer tracked."""
        self._watches = {body: watch for body, watch in self._watches.items() if body in scene.tracked}
        self._seen = {body: last for body, last in self._seen.items() if body in scene.tracked}
        for person in scene.people:
            watch = self._watches.setdefault(person.body_id, AttentionWatch(self._config))
            attention = watch.see(person.body, person.face, scene.view)
            self._seen[person.body_id] = scene.frame.stamp_s, attention
            self._tell_place(person, attention, scene.frame.header)

    def _tell_place(self, person: ScenePerson, attention: Attention, header: Header) -> None:
        """Frames of the person and the head, and a gaze that meets the robot."""
        if attention.gazes:
            self._gazing.publish(messages.gaze_to(self.of_body(person.body_id), header))
        if not attention.located:
            return
        place = Header(stamp=header.stamp, frame_id=self._config.map_frame)
        head = attention.head
        turned = _upright(head.rotation[:, 0]) if head is not None else np.eye(3)
        frames = [messages.turned_frame(attention.place, turned, f"person_{self.of_body(person.body_id)}", place)]
        if head is not None:
            frames += messages.head_frames(head, person.face_id, place)
        self._frames.publish(TFMessage(transforms=frames))

    def _tell_ids(self, persons: Mapping[str, Person]) -> None:
        """What a person is made of, where that has changed."""
        for person_id, person in persons.items():
            if self._said.get(person_id) != person:
                ids = {"face_id": person.face_id, "body_id": person.body_id, "voice_id": person.voice_id}
                ids["alias"] = person.alias
                texts = {topic: String(data=value) for topic, value in ids.items()}
                self._topics.publish(person_id, anonymous=Bool(data=person.anonymous), **texts)
        self._said = dict(persons)

    def _tell_state(self, person: Person, attention: Attention | None, header: Header, stamp_s: float) -> None:
        if attention is None:
            self._topics.publish(person.id, location_confidence=Float32(data=0.0))
            return
        seen_s = self._seen[person.body_id][0]
        watch = self._watches[person.body_id]
        level = attention.engagement if seen_s == stamp_s else watch.miss(stamp_s)
        space = attention.space.value if attention.space is not None else ""
        self._topics.publish(
            person.id,
            engagement_status=messages.engagement_to(level, header),
            proxemic_space=String(data=space),
            location_confidence=Float32(data=max(0.0, 1.0 - (stamp_s - seen_s) / self._config.gone_s)),
        )

    def _is_seen(self, person: Person) -> bool:
        return person.body_id in self._seen

    def _on_match(self, message: IdsMatch) -> None:
        match = matches.feature_of_person(message)
        if match is None:
            return
        before = set(self._manager.known)
        self._manager.match(*match, message.confidence, self._node.clock.now_s())
        if self._manager.known != before:
            self._known.publish(IdsList(ids=sorted(self._manager.known)))

    def _on_voices(self, message: IdsList) -> None:
        self._voices = list(message.ids)


def _inside(space: Space, attention: Mapping[str, Attention]) -> list[str]:
    """Who is in a space; spaces are told apart, but for intimate, which has no list and counts as personal."""
    members = (Space.INTIMATE, Space.PERSONAL) if space is Space.PERSONAL else (space,)
    return [person_id for person_id, each in attention.items() if each.space in members]


def _upright(ahead: Array) -> Array:
    """Axes with x towards where somebody faces, seen from above, and z up."""
    yaw = float(np.arctan2(ahead[1], ahead[0]))
    return np.array([[np.cos(yaw), -np.sin(yaw), 0.0], [np.sin(yaw), np.cos(yaw), 0.0], [0.0, 0.0, 1.0]])
