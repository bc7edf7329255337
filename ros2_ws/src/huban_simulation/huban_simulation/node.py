"""The simulator as a ROS node: it steps the twin, publishes its sensors and obeys its actuators' topics."""

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Time
from geometry_msgs.msg import TwistStamped
from hri_actions_msgs.msg import ClosedCaption

from huban_common.core.clock import MonotonicClock
from huban_common.core.home import load_home
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import COMMAND, RELIABLE
from huban_common.web_server import WebServer
from huban_interfaces.msg import SimulationState
from huban_interfaces.srv import Act
from huban_simulation.backends.mailbox import Mailbox
from huban_simulation.backends.speaking import Speaking
from huban_simulation.backends.studio import Studio
from huban_simulation.backends.voices import Voices
from huban_simulation.bed_action import BedAction
from huban_simulation.camera import Camera
from huban_simulation.config import SimulationConfig
from huban_simulation.conversions import from_audio, from_twist, to_state, to_time
from huban_simulation.core.pace import Pace
from huban_simulation.core.schedule import Rate
from huban_simulation.health import condition
from huban_simulation.sensors import Sensors
from huban_simulation.simulation import PERIOD_S, Simulation
from huban_simulation.viewer.app import make_app
from huban_simulation.viewer.describe import Captions, describe
from huban_simulation.viewer.stage import Stage

STATE_HZ = 5.0
_ROBOT_SPEAKER = "__system__"


class SimulationNode(ManagedNode):
    """Steps the simulation in the executor's thread; pictures, voices and the web page have threads of their own."""

    config_type = SimulationConfig
    config: SimulationConfig

    def __init__(self, **options: Any) -> None:
        super().__init__("simulation", **options)
        self._studio: Studio | None = None
        self._speaking: Speaking | None = None
        self._server: WebServer | None = None

    def setup(self) -> None:
        self._speaking = Speaking(Voices())
        self._simulation = Simulation(load_home(Path(self.config.home_file)), self.config, self._speaking)
        self._start_ns = round(self.config.start_time_s * 1e9) or self.get_clock().now().nanoseconds
        self._pace = Pace(MonotonicClock(), self.config.speed, PERIOD_S)
        self._mailbox = Mailbox()
        self._wire()
        if self.config.camera:
            self._wire_pictures()

    def start(self) -> None:
        self._sensors.begin(self._now())

    def teardown(self) -> None:
        for service in (self._server, self._studio, self._speaking):
            if service is not None:
                service.close()
        self._server = self._studio = self._speaking = None

    def _wire(self) -> None:
        self._sensors = Sensors(self, self._simulation)
        self._bed = BedAction(self, self._simulation.bed, self._now)
        self._states = self.publish_on(SimulationState, "/simulation/state", RELIABLE)
        self._state_rate = Rate(STATE_HZ)
        self.own(self.create_service(Act, "/simulation/act", self._act), self.destroy_service)
        self.subscribe(TwistStamped, "/cmd_vel", self._drive, COMMAND)
        self.subscribe(AudioData, "/speaker/audio", self._play, RELIABLE)
        self.every(PERIOD_S, self._turn)
        self.every(0.1, self._bed.update)
        self.every(1.0, self._examine)

    def _wire_pictures(self) -> None:
        self._studio = Studio(self._simulation.make_renderer)
        self._camera = Camera(self, self._simulation, self._studio, self.config.camera_rate_hz, self._stamp)
        if self.config.viewer:
            self._captions = Captions(MonotonicClock())
            self.subscribe(ClosedCaption, "/closed_captions", self._caption, RELIABLE)
            stage = Stage(self._simulation, self._studio, self._mailbox, self._description)
            app = make_app(stage, self.config.viewer_host, self.config.viewer_rate_hz)
            self._server = WebServer(app, self.config.viewer_host, self.config.viewer_port, "viewer_port")
            self.get_logger().info(f"view into the simulator: {self._server.address}")

    def _turn(self) -> None:
        self._mailbox.run()
        for _ in self._pace.steps():
            self._simulation.step()
            self._sensors.publish(self._now())
            if self._studio is not None:
                self._camera.publish()
            if self._state_rate.due(self._simulation.time_s):
                self._states.publish(to_state(self._simulation.truth(), self._now(), self._pace.factor))

    def _drive(self, message: TwistStamped) -> None:
        try:
            self._simulation.base.drive(from_twist(message.twist))
        except ValueError as error:
            self.get_logger().warning(f"/cmd_vel: {error}")

    def _play(self, message: AudioData) -> None:
        """A message without sound means silence at once."""
        loudspeaker = self._simulation.loudspeaker
        try:
            sound = from_audio(message)
        except ValueError as error:
            self.get_logger().warning(f"/speaker/audio: {error}")
        else:
            loudspeaker.play(sound) if sound.size else loudspeaker.stop()

    def _act(self, request: Act.Request, response: Act.Response) -> Act.Response:
        try:
            self._simulation.act(request.actor, request.act, _arguments(request.args))
        except ValueError as error:
            response.message = str(error)
        else:
            response.accepted = True
        return response

    def _examine(self) -> None:
        """Lets the bed's driver come and go with its fault and tells how things are."""
        if self._simulation.faults.of("bed") == "vanish":
            self._bed.vanish()
        else:
            self._bed.appear()
        level, message = condition(self._simulation, self._studio, self._pace.factor)
        self.report(level, message, contacts=self._simulation.bumper.contacts)

    def _caption(self, message: ClosedCaption) -> None:
        if message.speaker_id == _ROBOT_SPEAKER:
            self._captions.show(message.text)

    def _description(self) -> dict[str, Any]:
        return {
            **describe(self._simulation, self._sensors.last_scan),
            "time_s": self._start_ns * 1e-9 + self._simulation.time_s,
            "factor": self._pace.factor,
            "caption": self._captions.text(),
        }

    def _now(self) -> Time:
        return self._stamp(self._simulation.time_s)

    def _stamp(self, time_s: float) -> Time:
        return to_time(self._start_ns + round(time_s * 1e9))


def _arguments(text: str) -> dict[str, Any]:
    """The arguments of an act; raises ValueError for anything but a JSON object."""
    arguments = json.loads(text or "{}")
    if not isinstance(arguments, dict):
        raise ValueError(f"args must be a JSON object, not {text[:80]}")
    return arguments


def main() -> None:
    # A picture is larger than the shared memory that Fast DDS takes by itself, and is lost on the way around it
    os.environ.setdefault("FASTDDS_DEFAULT_PROFILES_FILE", str(files("huban_simulation") / "fastdds.xml"))
    run(SimulationNode)


if __name__ == "__main__":
    main()
