"""The robot behind ROS: other nodes speak, drive and move the bed for it."""

import asyncio
import copy
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from communication_skills.action import Say
from nav2_msgs.action import NavigateToPose
from rclpy.action import ActionClient
from rclpy.client import Client
from std_msgs.msg import String
from std_skills.msg import Meta
from std_srvs.srv import SetBool, Trigger

from huban_behaviors import conversions
from huban_behaviors.backends.ros_calls import RosCalls
from huban_behaviors.backends.whereabouts import Whereabouts
from huban_behaviors.config import Config
from huban_behaviors.core.approach import ApproachPlan
from huban_behaviors.core.ports import Hindered
from huban_behaviors.core.questions import Questions
from huban_behaviors.core.types import ROBOT, Answer, Caller, Condition, Event, FaceProgress, Point, Pose, VoiceChange
from huban_common.core.home import Home
from huban_common.core.texts import marked
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, RELIABLE
from huban_common.questions import AskingOnTopic
from huban_interfaces.action import MoveBed
from huban_interfaces.msg import Reflex
from huban_interfaces.srv import Release, SetVoice

NORMAL, URGENT = 128, 255
_log = logging.getLogger(__name__)

_SENSES = {"voice": "speech", "face": "perception"}
"""Which node knows people by what."""


@dataclass
class Senses:
    """What the node last heard; written on its executor, read in the loop."""

    language: str
    battery: float | None = None
    gate: str = "unknown"
    last_said: str = ""


class RosRobot:
    """A Robot that drives through Nav2's action, speaks through the say skill and asks safety for leave.

    Views made by `on_behalf_of` share everything but the caller and the language.
    """

    def __init__(self, node: ManagedNode, home: Home, config: Config) -> None:
        self.home = home
        self.caller = ROBOT
        self.listener: Callable[[Event], None] = lambda event: None
        self.keep_language: Callable[[str, str], None] = lambda person, language: None
        self.senses = Senses(config.language)
        self.whereabouts = Whereabouts()
        self._language: str | None = None
        self._config = config
        self._clock = node.clock
        self._calls = RosCalls(node, config.reach_timeout_s)
        self._questions = Questions(node.own(AskingOnTopic(node), AskingOnTopic.destroy))
        self._plan = ApproachPlan(home, config.robot_radius_m)
        self._connect(node)

    def _connect(self, node: ManagedNode) -> None:
        self._node = node
        self._say = node.own(ActionClient(node, Say, "/skill/say"), _destroy)
        self._navigate = node.own(ActionClient(node, NavigateToPose, "navigate_to_pose"), _destroy)
        self._bed = node.own(ActionClient(node, MoveBed, "/posture/move_bed"), _destroy)
        self._release = node.own(node.create_client(Release, "/safety/release"), node.destroy_client)
        self._voice = node.own(node.create_client(SetVoice, "/speech/set_voice"), node.destroy_client)
        self._consents = {
            (kind, person): self._client(node, SetBool, f"/{sense}/people/{person}/{kind}_consent")
            for kind, sense in _SENSES.items()
            for person in self.home.people
        }
        self._enrolments = {
            person: self._client(node, Trigger, f"/perception/people/{person}/face_enrolment")
            for person in self.home.people
        }
        self._reflexes = node.publish_on(Reflex, "/reflex", RELIABLE)
        self._languages = node.publish_on(String, "/language", LATCHED)

    def _client(self, node: ManagedNode, kind: type[Any], name: str) -> Client[Any, Any]:
        return node.own(node.create_client(kind, name), node.destroy_client)

    def close(self, end_loop: Callable[[], None]) -> None:
        """Ends the loop and cancels at the other nodes what it has left running."""
        self._calls.hurry()
        end_loop()
        self._calls.close()

    @property
    def language(self) -> str:
        return self._language or self.senses.language

    def on_behalf_of(self, caller: Caller, language: str) -> "RosRobot":
        acting = copy.copy(self)
        acting.caller, acting._language = caller, language
        return acting

    async def say(self, text: str, urgent: bool = False) -> bool:
        meta = Meta(caller="huban_behaviors", priority=URGENT if urgent else NORMAL)
        try:
            goal = Say.Goal(meta=meta, person_id=self._listener, input=marked(text))
            await self._calls.action(self._say, goal, self._config.say_timeout_s)
        except Hindered as hindrance:
            _log.warning("not said: '%s': %s", text, hindrance)
            return False
        return True

    async def ask(self, question: str, timeout_s: float, urgent: bool = False) -> Answer | None:
        return await self._questions.ask(question, self.say(question, urgent), timeout_s)

    def answer(self, answer: Answer, question: str = "") -> bool:
        return self._questions.answer(answer, question)

    async def navigate(self, goal: Pose) -> None:
        request = NavigateToPose.Goal(pose=conversions.pose_stamped(goal))
        await self._calls.action(self._navigate, request, self._config.drive_timeout_s)

    async def move_bed(self, section: str, direction: str = "", target: float = 0.0) -> float:
        request = MoveBed.Goal(section=section, direction=direction, target=target)
        request.caller, request.role = self.caller.id, self.caller.role.value
        result = await self._calls.action(self._bed, request, self._config.bed_timeout_s)
        return float(result.reached)

    async def release_gate(self) -> None:
        response = await self._calls.service(self._release, Release.Request(caller=self.caller.id))
        if not response.released:
            raise Hindered(f"the gate stays closed: {response.message}")

    def halt_gate(self) -> None:
        reflex = Reflex(kind=Reflex.STOP, source=self.caller.id, text="stop", locale=self.language, confidence=1.0)
        reflex.header.stamp = self._node.get_clock().now().to_msg()
        self._reflexes.publish(reflex)

    def pose(self) -> Pose | None:
        return self.whereabouts.robot()

    def places_beside(self, target: Point) -> list[Pose]:
        pose = self.pose()
        return self._plan.poses(target, (pose.x, pose.y) if pose else None)

    def person_position(self) -> Point | None:
        return self.whereabouts.person(self._clock.now_s(), self._config.person_memory_s)

    def condition(self) -> Condition:
        return Condition(self.senses.battery, self.senses.gate)

    def local_time(self) -> datetime:
        return datetime.now()

    def last_said(self) -> str:
        return self.senses.last_said

    def begin_with(self, language: str) -> None:
        """The language of the house after a start."""
        self.senses.language = language
        self._languages.publish(String(data=language))

    def set_language(self, language: str) -> None:
        self.begin_with(language)
        self.keep_language(self.caller.id, language)

    async def change_voice(self, change: VoiceChange) -> bool:
        request = SetVoice.Request(person_id=self._listener, profile=change.profile, hearing=change.hearing)
        request.volume, request.pace = change.volume, change.pace
        response = await self._calls.service(self._voice, request)
        if not response.success:
            raise Hindered(f"the voice stays as it is: {response.message}")
        return bool(response.changed)

    async def learn_voice(self, person: str) -> None:
        await self._consent("voice", person, True)

    async def forget_voice(self, person: str) -> None:
        await self._consent("voice", person, False)

    async def learn_face(self, person: str) -> None:
        await self._consent("face", person, True)

    async def face_progress(self, person: str) -> FaceProgress:
        response = await self._calls.service(self._enrolments[person], Trigger.Request())
        return FaceProgress(bool(response.success), str(response.message))

    async def forget_face(self, person: str) -> None:
        await self._consent("face", person, False)

    async def _consent(self, kind: str, person: str, given: bool) -> None:
        response = await self._calls.service(self._consents[kind, person], SetBool.Request(data=given))
        if not response.success:
            raise Hindered(f"the {kind} of {person}: {response.message}")

    @property
    def _listener(self) -> str:
        """Who hears what is said: the caller if they are in the room, else whoever is there."""
        return "" if self.caller.remote else self.caller.id

    def emit(self, event: Event) -> None:
        asyncio.get_running_loop().call_soon(self.listener, event)


def _destroy(client: ActionClient[Any, Any, Any]) -> None:
    client.destroy()
