"""The care bridge node: care events up to the platform, replies and commands down to the robot."""

import logging
from math import isfinite
from pathlib import Path
from typing import Any

from diagnostic_msgs.msg import DiagnosticStatus
from hri_actions_msgs.msg import Intent
from sensor_msgs.msg import BatteryState
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from care_protocol.channels import Address
from care_protocol.credentials import Credentials
from care_protocol.messages import About, Position, RobotState
from huban_care_bridge import conversions, floor
from huban_care_bridge.backends.mqtt_link import BrokerAddress
from huban_care_bridge.backends.wall_clock import SystemWallClock
from huban_care_bridge.config import Config
from huban_care_bridge.core.bridge import STOP, Bridge
from huban_care_bridge.core.ports import Call, Reply
from huban_care_bridge.core.pose import Pose2
from huban_care_bridge.service import BridgeService, Settings
from huban_care_bridge.worker import Job
from huban_common.core.home import Home, load_home
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE
from huban_interfaces.msg import CareEvent, CareReply, Reflex, SafetyState, SkillStatus

MAP, ODOM, BASE = "map", "odom", "base_link"
PULSE_S = 1.0


class CareBridge(ManagedNode):
    """Converts and wires; what is sent and when decides the core in the worker's thread."""

    config_type = Config

    def __init__(self, **options: Any) -> None:
        super().__init__("care_bridge", **options)
        self._service: BridgeService | None = None

    def setup(self) -> None:
        config = self.config
        self._home = load_home(Path(config.home_file)) if config.home_file else None
        self._wall = SystemWallClock()
        self._language = "en"
        self._frames: dict[tuple[str, str], Pose2] = {}
        self._people: dict[str, tuple[Pose2, float]] = {}
        self._facts: dict[str, Any] = {}
        self._replies = self.publish_on(CareReply, "/care/replies", LATCHED_EVENTS)
        self._intents = self.publish_on(Intent, "/intents", RELIABLE)
        self._reflexes = self.publish_on(Reflex, "/reflex", RELIABLE)
        address = Address(config.tenant, config.robot_id)
        broker = BrokerAddress(config.mqtt_host, config.mqtt_port, _credentials(config))
        settings = Settings(address, broker, _state_dir(config), config.state_period_s)
        self._service = BridgeService(settings, self, conversions.about(self._home) if self._home else About())
        self._listen()

    def start(self) -> None:
        assert self._service is not None
        self._service.start()

    def teardown(self) -> None:
        if self._service is not None:
            self._service.stop()
        self._service = None

    def reply(self, reply: Reply) -> None:
        """Tells the robot what people did about an alarm (port `Robot`)."""
        self._replies.publish(conversions.care_reply(reply, self._language, self.get_clock().now().to_msg()))

    def call(self, call: Call) -> None:
        """Passes a remote call on (port `Robot`); a stop also takes the short way."""
        if call.skill == STOP:
            self._reflexes.publish(conversions.stop_reflex(self.get_clock().now().to_msg()))
        self._intents.publish(conversions.intent(call, self._language))

    def _listen(self) -> None:
        self.subscribe(CareEvent, "/care/events", self._on_event, LATCHED_EVENTS)
        self.subscribe(SkillStatus, "/behaviors/skill_status", self._on_status, LATCHED_EVENTS)
        self.subscribe(TFMessage, "/tf", self._on_transforms, RELIABLE)
        self.subscribe(BatteryState, "/battery_state", self._on_battery, LATCHED)
        self.subscribe(SafetyState, "/safety/state", self._on_safety, LATCHED)
        self.subscribe(String, "/perception/camera", self._on_camera, LATCHED)
        self.subscribe(String, "/language", self._on_language, LATCHED)
        self.every(PULSE_S, self._pulse)

    def _on_event(self, message: CareEvent) -> None:
        event = conversions.event(message, self.clock.now_s(), self._wall.now())
        self._post(lambda bridge: bridge.event(event))

    def _on_status(self, message: SkillStatus) -> None:
        self._facts["activity"] = conversions.activity(message)
        result = conversions.result(message, self._wall.now())
        if result is not None:
            self._post(lambda bridge: bridge.result(result))

    def _on_transforms(self, message: TFMessage) -> None:
        for transform in message.transforms:
            frames = (transform.header.frame_id, transform.child_frame_id)
            if frames in ((MAP, ODOM), (ODOM, BASE)):
                self._frames[frames] = conversions.pose(transform)
            elif frames[0] == MAP and frames[1].startswith(floor.PERSON_FRAME):
                id = frames[1].removeprefix(floor.PERSON_FRAME)
                self._people[id] = conversions.pose(transform), self.clock.now_s()

    def _on_battery(self, message: BatteryState) -> None:
        self._facts.update(conversions.battery(message))

    def _on_safety(self, message: SafetyState) -> None:
        self._facts.update(conversions.safety(message))

    def _on_camera(self, message: String) -> None:
        self._facts.update(conversions.camera(message))

    def _on_language(self, message: String) -> None:
        self._language = message.data

    def _pulse(self) -> None:
        """Once a second: the robot's state as it is now, and how the bridge is."""
        people = floor.people(self._people, self.clock.now_s())
        where = _whereabouts(self._frames, self._home)
        state = RobotState(stamp=self._wall.now(), people=people, **self._facts, **where)
        self._post(lambda bridge: bridge.state(state))
        self._post(self._report)

    def _post(self, job: Job) -> None:
        if self._service is not None:
            self._service.post(job)

    def _report(self, bridge: Bridge) -> None:
        health = bridge.health()
        counts = {"waiting": health.waiting, "refused": health.refused, "rejected": health.rejected}
        trouble = health.trouble or (self._service.trouble if self._service else "")
        if trouble:
            self.report(DiagnosticStatus.ERROR, f"events are not safe on the disk: {trouble}", **counts)
        elif health.fenced:
            self.report(DiagnosticStatus.ERROR, health.link, **counts)
        elif health.refused:
            self.report(DiagnosticStatus.ERROR, f"the platform refuses {health.refused} messages", **counts)
        elif not health.connected:
            self.report(DiagnosticStatus.WARN, f"no connection to the care platform: {health.link}", **counts)
        else:
            self.report(DiagnosticStatus.OK, "connected", **counts)


def _whereabouts(frames: dict[tuple[str, str], Pose2], home: Home | None) -> dict[str, Any]:
    """Where the robot is in the map, as far as it knows."""
    if (MAP, ODOM) not in frames or (ODOM, BASE) not in frames:
        return {}
    pose = frames[MAP, ODOM].then(frames[ODOM, BASE])
    if not (isfinite(pose.x) and isfinite(pose.y)):
        return {}
    room = home.room_at(pose.x, pose.y) if home else None
    heading = pose.yaw if isfinite(pose.yaw) else None
    return {"position": Position(frame=MAP, x=pose.x, y=pose.y), "room": room, "heading_rad": heading}


def _credentials(config: Config) -> Credentials:
    return Credentials(
        ca_file=config.mqtt_ca_file,
        certificate_file=config.mqtt_certificate_file,
        key_file=config.mqtt_key_file,
        user=config.mqtt_user,
        password_file=config.mqtt_password_file,
    )


def _state_dir(config: Config) -> Path:
    return Path(config.state_dir).expanduser() if config.state_dir else Path.home() / ".local" / "state" / "huban"


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    run(CareBridge)


if __name__ == "__main__":
    main()
