"""Messages to types and back."""

import json
from array import array
from uuid import UUID

import numpy as np
import pytest
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Quaternion, TransformStamped, Vector3
from hri_msgs.msg import BodyPosture
from sensor_msgs.msg import CameraInfo, Image
from std_msgs.msg import Header
from tf2_msgs.msg import TFMessage

from huban_common import ids
from huban_common.stamps import seconds, to_time
from huban_interfaces.msg import CareEvent
from huban_perception.conversions import care, humans, sensors
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.placement import Placement
from huban_perception.core.falls.findings import FallFinding, FallKind
from huban_perception.core.types import FaceLandmarks, Landmark, Posture, region_around
from huban_perception.simulation import camera_at, seen, standing

PICTURE = np.random.default_rng(1).integers(0, 255, (48, 64, 3), dtype=np.uint8)
HEADER = Header(stamp=Time(sec=12, nanosec=500_000_000), frame_id="camera_optical_frame")
POSE = seen(standing(3.5, 0.0, yaw_deg=180.0), camera_at())


def test_a_picture_survives_the_round_trip() -> None:
    message = sensors.image_to(PICTURE, HEADER)
    assert message.header == HEADER
    assert np.array_equal(sensors.image_from(message, 4096), PICTURE)


def test_bgr_becomes_rgb_and_padding_is_dropped() -> None:
    padded = np.zeros((48, 200), dtype=np.uint8)
    padded[:, :192] = PICTURE[:, :, ::-1].reshape(48, 192)
    message = Image(height=48, width=64, step=200, encoding="bgr8", data=array("B", padded.tobytes()))
    assert np.array_equal(sensors.image_from(message, 4096), PICTURE)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"encoding": "mono16"}, "'mono16'; publish rgb8 or bgr8"),
        ({"encoding": ""}, "''"),
        ({"width": 0}, "0 x 48"),
        ({"height": 5000}, "64 x 5000"),
        ({"step": 10}, "steps of 10"),
        ({"height": 47}, "9216 bytes"),
    ],
)
def test_unusable_pictures_are_refused_with_the_reason(change: dict[str, object], reason: str) -> None:
    message = sensors.image_to(PICTURE, HEADER)
    for field, value in change.items():
        setattr(message, field, value)
    with pytest.raises(sensors.UnusableError, match=reason):
        sensors.image_from(message, 4096)


def test_stamps_survive_the_round_trip() -> None:
    assert to_time(seconds(HEADER.stamp)) == HEADER.stamp
    assert to_time(0.0) == Time()


def test_the_lens_comes_from_camera_info() -> None:
    k = [554.0, 0.0, 320.0, 0.0, 553.0, 240.0, 0.0, 0.0, 1.0]
    lens = sensors.intrinsics_from(CameraInfo(width=640, height=480, k=k, d=[0.1, 0.0]))
    assert (lens.fx, lens.fy, lens.cx, lens.cy, lens.distortion) == (554.0, 553.0, 320.0, 240.0, (0.1, 0.0))
    with pytest.raises(sensors.UnusableError, match="not calibrated"):
        sensors.intrinsics_from(CameraInfo(width=640, height=480))


def test_transforms_come_with_quaternions_w_first() -> None:
    item = TransformStamped(header=Header(stamp=HEADER.stamp, frame_id="odom"), child_frame_id="base_link")
    item.transform.translation = Vector3(x=1.0, y=2.0, z=3.0)
    item.transform.rotation = Quaternion(x=0.0, y=0.0, z=0.6, w=0.8)
    (edge,) = sensors.edges_from(TFMessage(transforms=[item]))
    assert (edge.parent, edge.child, edge.stamp_s) == ("odom", "base_link", 12.5)
    assert edge.pose.tolist() == [1.0, 2.0, 3.0, 0.8, 0.0, 0.0, 0.6]
    frame = humans.frame_at(edge.pose[:3], "base_link", item.header)
    assert (frame.transform.translation, frame.child_frame_id) == (item.transform.translation, "base_link")


def test_the_skeleton_has_the_joints_of_rep_155_in_order() -> None:
    joints = humans.skeleton_to(POSE, HEADER).skeleton
    assert len(joints) == 18
    expected = {0: Landmark.NOSE, 2: Landmark.RIGHT_SHOULDER, 8: Landmark.RIGHT_HIP, 13: Landmark.LEFT_ANKLE}
    expected |= {14: Landmark.LEFT_EYE, 15: Landmark.RIGHT_EYE, 16: Landmark.LEFT_EAR, 17: Landmark.RIGHT_EAR}
    for index, landmark in expected.items():
        assert (joints[index].x, joints[index].y) == pytest.approx(tuple(POSE.image[landmark]), abs=1e-6)
    assert joints[1].x == pytest.approx(POSE.image[[11, 12], 0].mean(), abs=1e-6)
    assert joints[2].x < joints[5].x, "who faces the camera has the right shoulder on the left of the picture"


def test_joints_outside_the_picture_have_no_confidence() -> None:
    near = seen(standing(1.3, 0.0), camera_at())
    assert near.image[Landmark.LEFT_ANKLE, 1] > 1.0
    ankle = humans.skeleton_to(near, HEADER).skeleton[13]
    assert (ankle.y, ankle.c) == (1.0, 0.0)


def test_regions_faces_and_postures_become_messages() -> None:
    roi = humans.region_to(region_around(np.array([[0.2, 0.3], [0.6, 1.4]]), 0.7), HEADER)
    assert (roi.xmin, roi.ymin, roi.xmax, roi.ymax) == pytest.approx((0.2, 0.3, 0.6, 1.0))
    assert roi.c == pytest.approx(0.7)
    face = humans.face_to(FaceLandmarks(np.full((70, 2), 0.25)), HEADER, 640, 480)
    assert (len(face.landmarks), face.width, face.height) == (70, 640, 480)
    assert humans.posture_to(Posture.LYING, HEADER).posture == BodyPosture.LAYING


def finding(located: bool) -> FallFinding:
    body = BodyState(
        12.5,
        BodyFeatures(12.0, 5.0, 3.0, 0.2, 0.25, 0.3, 0.05),
        Posture.LYING,
        Placement(np.array([9.0, 1.8, 0.12]), 0.2, located, room="kitchen" if located else None),
    )
    return FallFinding(FallKind.DETECTED, 12.5, body, down_s=1.6, unseen_s=0.0, descent=None)


def test_a_finding_becomes_an_event_with_everything_known() -> None:
    event = care.event_to(finding(located=True), "abcde", "map", 0.75, "Trunk 12 degrees from the floor")
    assert (event.kind, event.priority, event.place) == ("fall_detected", CareEvent.HIGH, "kitchen")
    assert (event.header.frame_id, event.header.stamp) == ("map", HEADER.stamp)
    assert (event.position.x, event.position.y) == (9.0, 1.8)
    assert (event.person_id, event.reason) == ("abcde", "Trunk 12 degrees from the floor")
    assert event.confidence == pytest.approx(0.75)
    assert json.loads(event.data)["trunk_deg"] == 12.0
    assert ids.from_message(event.alarm_id) == ids.NIL
    assert isinstance(ids.from_message(event.id), UUID)


def test_each_event_has_an_id_of_its_own() -> None:
    first, second = (care.event_to(finding(True), "", "map", 0.5, "") for _ in range(2))
    assert ids.from_message(first.id) != ids.from_message(second.id)


def test_an_event_from_an_unknown_place_claims_no_position() -> None:
    event = care.event_to(finding(located=False), "", "map", 0.5, "")
    assert (event.header.frame_id, event.place) == ("", "")
