"""The perception node: pictures in, people and falls out."""

from pathlib import Path

from diagnostic_msgs.msg import DiagnosticStatus
from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from huban_common.core.home import load_home
from huban_common.core.texts import locale_of
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_interfaces.msg import CareEvent
from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.backends.mediapipe_pose import searching_pose
from huban_perception.config import PerceptionConfig
from huban_perception.conversions import care, sensors
from huban_perception.core.confidence import confidence
from huban_perception.core.eyes import Eyes, Look
from huban_perception.core.faces import FaceWatch
from huban_perception.core.falls import FallFinding
from huban_perception.core.health import Level, judge
from huban_perception.core.ids import random_id
from huban_perception.core.observer import Observation, Observer
from huban_perception.core.people import People
from huban_perception.core.reasons import reason
from huban_perception.drawing import annotated
from huban_perception.humans import Humans
from huban_perception.intake import Frame, Intake
from huban_perception.worker import NewestWorker

_LEVELS = {Level.OK: DiagnosticStatus.OK, Level.WARN: DiagnosticStatus.WARN, Level.ERROR: DiagnosticStatus.ERROR}

_FACE_KEPT_PERIODS = 3


class PerceptionNode(ManagedNode):
    """Models run in a worker thread on the newest frame; everything that is remembered stays in the executor's."""

    config_type = PerceptionConfig

    def __init__(self, **options: object) -> None:
        super().__init__("perception", **options)
        self._worker: NewestWorker[Frame] | None = None

    def make_eyes(self) -> Eyes:
        """The models; tests put simulated ones here."""
        bodies = searching_pose(self.config.pose_confidence, self.config.search_frames)
        return Eyes(bodies, FaceWatch(MediaPipeFace(self.config.pose_confidence), self.config))

    def setup(self) -> None:
        config = self.config
        self._home = load_home(Path(config.home_file)) if config.home_file else None
        self._language = config.language
        self._intake = Intake(config, self._home)
        self._observer = Observer(config, self._home, random_id)
        self._people = People(random_id, _FACE_KEPT_PERIODS * config.face_period_s)
        self._humans = Humans(self, config.map_frame, self._people)
        self._events = self.publish_on(CareEvent, "/care/events", LATCHED_EVENTS)
        self._debug = self.publish_on(Image, "/perception/debug_image", SENSOR)
        self._level, self._latency_s = Level.OK, 0.0
        self._eyes = self.make_eyes()
        self._worker = NewestWorker("eyes", self._look, self._complain)
        self._listen()
        self.every(1.0, self._report_health)

    def teardown(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._eyes.close()
            self._worker = None

    def _listen(self) -> None:
        self.subscribe(TFMessage, "/tf", self._intake.take_transforms, RELIABLE)
        self.subscribe(TFMessage, "/tf_static", self._intake.take_static_transforms, LATCHED_EVENTS)
        self.subscribe(CameraInfo, "/camera/camera_info", self._on_lens, SENSOR)
        self.subscribe(Image, "/camera/image_raw", self._on_image, SENSOR)
        self.subscribe(String, "/language", self._on_language, LATCHED)

    def _on_language(self, message: String) -> None:
        self._language = locale_of(message.data)

    def _on_lens(self, message: CameraInfo) -> None:
        try:
            self._intake.take_lens(message)
        except sensors.UnusableError as error:
            self._complain(error)

    def _on_image(self, message: Image) -> None:
        try:
            frame = self._intake.take_image(message, self.clock.now_s())
        except sensors.UnusableError as error:
            self._complain(error)
            return
        if frame is not None and self._worker is not None:
            self._worker.offer(frame)

    def _look(self, frame: Frame) -> None:
        """Runs in the worker's thread."""
        look = self._eyes.look(frame.image, frame.stamp_s)
        if self.executor is not None:
            self.executor.create_task(self._understand, frame, look)

    def _understand(self, frame: Frame, look: Look) -> None:
        if not self.active:
            return
        seen = self._observer.observe(look.pose, frame.stamp_s, self._intake.view(frame))
        if seen is None:
            return
        for body_id, finding in seen.findings:
            self._publish_finding(body_id, finding)
        self._humans.publish(seen, look.face, frame.header, frame.size)
        self._draw(frame, seen)
        self._latency_s = self.clock.now_s() - frame.stamp_s

    def _publish_finding(self, body_id: str, finding: FallFinding) -> None:
        words = reason(finding, self._home, self._language)
        person_id = self._people.of_body(body_id).id
        event = care.event_to(finding, person_id, self.config.map_frame, confidence(finding, self.config), words)
        self._events.publish(event)
        self.get_logger().warning(f"{event.kind}: {words}")

    def _draw(self, frame: Frame, seen: Observation) -> None:
        if self._debug.get_subscription_count() > 0:
            note = " ".join(finding.kind.value for _, finding in seen.findings)
            self._debug.publish(sensors.image_to(annotated(frame.image, seen.sighting, note), frame.header))

    def _complain(self, error: Exception) -> None:
        self.get_logger().error(str(error), throttle_duration_sec=10.0)

    def _report_health(self) -> None:
        level, words = judge(self._intake.sight(self.clock.now_s(), self._language), self._language)
        if level is not self._level and level is Level.ERROR:
            self.get_logger().error(words)
        self._level = level
        self.report(
            _LEVELS[level],
            words,
            frames=self._intake.accepted,
            dropped=self._worker.dropped if self._worker is not None else 0,
            latency_ms=round(1000 * self._latency_s),
        )


def main() -> None:
    run(PerceptionNode)
