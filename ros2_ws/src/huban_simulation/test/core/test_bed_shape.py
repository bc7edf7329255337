from math import pi
from pathlib import Path

import numpy as np
import pytest

from huban_common.core.home import load_home
from huban_simulation.core.bed_shape import SECTIONS, section_lengths, surfaces

HOME = load_home(Path(__file__).parents[5] / "sim" / "home.yaml")
FLAT = {"bed_back_joint": 0.0, "bed_legs_joint": 0.0, "bed_height_joint": 0.5, "bed_tilt_joint": 0.0}


def test_the_sections_make_up_the_whole_bed() -> None:
    assert sum(section_lengths(2.0).values()) == pytest.approx(2.0)


def test_a_flat_bed_is_one_level_surface_from_head_to_foot() -> None:
    parts = surfaces(HOME, FLAT)
    ends = [parts[section].head_end for section in SECTIONS] + [parts["calf"].point(parts["calf"].length_m)]
    bed = HOME.furniture["bed"]
    assert np.allclose([end[2] for end in ends], 0.5)
    assert ends[0][:2] == pytest.approx((bed.at[0] - bed.size_m[0] / 2, bed.at[1]))
    assert ends[-1][:2] == pytest.approx((bed.at[0] + bed.size_m[0] / 2, bed.at[1]))


def test_raising_the_back_lifts_the_head_and_leaves_the_seat() -> None:
    parts = surfaces(HOME, {**FLAT, "bed_back_joint": pi / 4})
    back = parts["back"]
    assert back.head_end[2] == pytest.approx(0.5 + back.length_m * np.sin(pi / 4))
    assert back.point(back.length_m) == pytest.approx(parts["seat"].head_end)


def test_raising_the_legs_lifts_the_knees_and_the_sections_stay_joined() -> None:
    parts = surfaces(HOME, {**FLAT, "bed_legs_joint": 0.5})
    thigh, calf = parts["thigh"], parts["calf"]
    assert thigh.point(thigh.length_m)[2] > 0.6
    assert thigh.point(thigh.length_m) == pytest.approx(calf.head_end)
    assert calf.point(calf.length_m)[2] < calf.head_end[2]


def test_a_positive_tilt_lifts_the_left_side_of_who_lies_there() -> None:
    seat = surfaces(HOME, {**FLAT, "bed_tilt_joint": 0.2})["seat"]
    assert seat.point(0.1, left_m=0.4)[2] > 0.5 > seat.point(0.1, left_m=-0.4)[2]
