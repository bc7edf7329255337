from math import pi

import pytest

from huban_care_bridge.core.pose import Pose2


def test_a_pose_in_a_turned_frame_is_found_in_the_map() -> None:
    found = Pose2(1.0, 2.0, pi / 2).then(Pose2(3.0, 0.5, 0.1))
    assert (found.x, found.y, found.yaw) == pytest.approx((0.5, 5.0, pi / 2 + 0.1))
