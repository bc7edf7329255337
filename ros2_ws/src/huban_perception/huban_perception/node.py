"""The perception node: pictures in, people and falls out."""

from collections.abc import Callable
from pathlib import Path

from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from huban_common.core.home import load_home
from huban_common.core.texts import locale_of
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_common.state_file import state_dir
from huban_interfaces.msg import CareEvent
from huban_perception.activities import Activities
from huban_perception.analysis import Examination, Examiner, Follower
from huban_perception.backends.dlib_face import DlibFace
from huban_perception.backends.emotion_model import EmotionModel
from huban_perception.backends.mediapipe_bodies import following
from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.camera_report import CameraReport
from huban_perception.config import PerceptionConfig
from huban_perception.conversions import care, sensors
from huban_perception.core.bodies.eyes import Eyes, Look
from huban_perception.core.confidence import confidence
from huban_perception.core.faces.face_ids import FaceIds
from huban_perception.core.faces.faces import FaceWatch
from huban_perception.core.falls.findings import FallFinding
from huban_perception.core.falls.reasons import reason
from huban_perception.core.ids import FreshIds
from huban_perception.core.observer import Observation, Observer
from huban_perception.core.ports import ExpressionReader, FaceEmbedder
from huban_perception.drawing import annotated
from huban_perception.expressions import Expressions
from huban_perception.humans import Humans
from huban_perception.intake import Frame, Intake
from huban_perception.known_faces import KnownFaces
from huban_perception.page.page import Page
from huban_perception.persons import Persons
from huban_perception.scene import Scene
from huban_perception.worker import NewestWorker

_FACE_KEPT_PERIODS, _FACE_KEPT_S = 3, 1.5
"""A face that was not found for so many looks, and this long, is out of view."""


class PerceptionNode(ManagedNode):
    """Models run in a worker thread on the newest frame; everything that is remembered stays in the executor's."""

    config_type = PerceptionConfig

    def __init__(self, **options: object) -> None:
        super().__init__("perception", **options)
        self._worker: NewestWorker[Frame] | None = None

    def make_eyes(self) -> Eyes:
        """The models; tests put simulated ones here."""
        people = following(self.config.pose_confidence, self.config)
        return Eyes(people, FaceWatch(MediaPipeFace(self.config.pose_confidence), self.config))

    def make_followers(self) -> list[Follower]:
        """Who watches people over time, on every frame."""
        return [self._persons, self._known_faces, self._activities, self._page]

    def make_examiners(self) -> list[Examiner]:
        """Who looks closer at people with models of their own, as often as the machine allows."""
        return [self._expressions, self._known_faces]

    def make_face_model(self) -> FaceEmbedder:
        """The model that tells faces apart; tests put a simulated one here."""
        return DlibFace()

    def make_expression_model(self) -> ExpressionReader:
        """The model that reads expressions; tests put a simulated one here."""
        return EmotionModel(Path(self.config.expression_model))

    def setup(self) -> None:
        config = self.config
        self._home = load_home(Path(config.home_file)) if config.home_file else None
        self._language = config.language
        self._intake = Intake(config, self._home)
        new_id = FreshIds()
        self._observer = Observer(config, self._home, new_id)
        self._persons = Persons(self, config, new_id)
        faces = FaceIds(new_id, max(_FACE_KEPT_PERIODS * config.face_period_s, _FACE_KEPT_S))
        self._humans = Humans(self, config.map_frame, faces, self._persons.of_body)
        self._events = self.publish_on(CareEvent, "/care/events", LATCHED_EVENTS)
        self._debug = self.publish_on(Image, "/perception/debug_image", SENSOR)
        self._camera = CameraReport(self, config.restored_after_s, self._events, self._show_camera)
        self._latency_s = 0.0
        self._eyes = self.make_eyes()
        people = self._home.people if self._home is not None else {}
        folder = state_dir(config.state_dir)
        self._known_faces = KnownFaces(self, config, folder, people, lambda: self._language, self.make_face_model)
        self._expressions = Expressions(self._humans, config, self.make_expression_model)
        self._activities = Activities(self._humans, config, self._events, lambda: self._language)
        self._page = Page(config.page_port, config.page_faces, self._activities.current)
        self._followers = self.make_followers()
        self._examination = Examination(self.make_examiners(), self._run_later, self._complain)
        self._worker = NewestWorker("eyes", self._look, self._complain)
        self._listen()
        self.every(1.0, self._report_health)

    def teardown(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._examination.close()
            self._page.close()
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
        self._run_later(lambda: self._understand(frame, look))

    def _run_later(self, task: Callable[[], None]) -> None:
        """Hands something over to the executor's thread."""
        if self.executor is not None:
            self.executor.create_task(task)

    def _understand(self, frame: Frame, look: Look) -> None:
        if not self.active:
            return
        view = self._intake.view(frame)
        seen = self._observer.observe(look.bodies, frame.stamp_s, view, look.moving)
        if seen is None:
            return
        for body_id, finding in seen.findings:
            self._publish_finding(body_id, finding)
            self._page.found(body_id, finding)
        scene = self._humans.publish(seen, frame, view)
        for follower in self._followers:
            follower.follow(scene)
        self._examination.offer(scene)
        self._draw(scene, seen)
        self._latency_s = self.clock.now_s() - frame.stamp_s

    def _publish_finding(self, body_id: str, finding: FallFinding) -> None:
        words = reason(finding, self._home, self._language)
        person_id = self._persons.of_body(body_id)
        event = care.event_to(finding, person_id, self.config.map_frame, confidence(finding, self.config), words)
        self._events.publish(event)
        self.get_logger().warning(f"{event.kind}: {words}")

    def _draw(self, scene: Scene, seen: Observation) -> None:
        if self._debug.get_subscription_count() > 0:
            note = " ".join(finding.kind.value for _, finding in seen.findings)
            frame = scene.frame
            self._debug.publish(sensors.image_to(annotated(frame.image, scene.people, note), frame.header))

    def _show_camera(self, state: str) -> None:
        self._page.camera(state)

    def _complain(self, error: Exception) -> None:
        self.get_logger().error(str(error), throttle_duration_sec=10.0)

    def _report_health(self) -> None:
        self._camera.tell(
            self._intake.sight(self.clock.now_s(), self._language),
            [*self._known_faces.trouble(), *self._expressions.trouble()],
            self._language,
            frames=self._intake.accepted,
            dropped=self._worker.dropped if self._worker is not None else 0,
            latency_ms=round(1000 * self._latency_s),
        )


def main() -> None:
    run(PerceptionNode)
