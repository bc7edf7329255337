from typing import Any

import mujoco
import numpy as np
import pytest

from huban_common.core.home import Home, HomeError
from huban_simulation.backends.physics import Physics
from huban_simulation.backends.world.build import build_world
from huban_simulation.backends.world.furniture import KINDS
from huban_simulation.core.bed_shape import SECTIONS, surfaces
from huban_simulation.core.types import Pose, Wheels

FLAT = {"bed_back_joint": 0.0, "bed_legs_joint": 0.0, "bed_height_joint": 0.5, "bed_tilt_joint": 0.0}


def changed(home: Home, **parts: Any) -> Home:
    return Home.model_validate({**home.model_dump(by_alias=True), **parts})


def with_furniture(home: Home, **pieces: Any) -> Home:
    return changed(home, furniture={**home.model_dump()["furniture"], **pieces})


def piece(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "room": "living_room", "at": (3.0, 3.0), "size_m": (0.6, 1.2, 0.9), **more}


def ray(model: mujoco.MjModel, start: tuple[float, float], heading_rad: float) -> float:
    physics_data = mujoco.MjData(model)
    mujoco.mj_forward(model, physics_data)
    hit = np.zeros(1, dtype=np.int32)
    direction = np.array([np.cos(heading_rad), np.sin(heading_rad), 0.0])
    groups = np.array([1, 0, 0, 0, 0, 0], dtype=np.uint8)
    return mujoco.mj_ray(model, physics_data, np.array([*start, 0.18]), direction, groups, 1, -1, hit)


def test_the_home_of_the_repository_builds(home: Home) -> None:
    model = build_world(home).compile()
    assert {model.body(i).name for i in range(model.nbody)} >= set(home.furniture) | {"robot"}


def test_walls_stand_where_the_description_says(home: Home) -> None:
    model = build_world(home).compile()
    assert ray(model, (6.4, 5.0), np.pi) == pytest.approx(6.4 - 5.5 - 0.05, abs=0.01)


def test_a_door_is_open_and_the_wall_beside_it_is_not(home: Home) -> None:
    model = build_world(home).compile()
    through, beside = ray(model, (5.0, 1.8), 0.0), ray(model, (5.0, 2.6), 0.0)
    assert through > 2.0 and beside == pytest.approx(0.45, abs=0.02)


def test_a_changed_home_gives_a_changed_world(home: Home) -> None:
    walls = {"height_m": 2.4, "thickness_m": 0.3}
    model = build_world(changed(home, walls=walls)).compile()
    assert ray(model, (6.4, 5.0), np.pi) == pytest.approx(6.4 - 5.5 - 0.15, abs=0.01)


def test_moved_furniture_moves(home: Home) -> None:
    model = build_world(with_furniture(home, sofa={**piece("sofa"), "at": (1.5, 2.5)})).compile()
    assert model.body("sofa").pos[:2] == pytest.approx((1.5, 2.5))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_furniture_builds_and_stays_near_its_outline(home: Home, kind: str) -> None:
    bare = changed(home, furniture={"bed": home.furniture["bed"].model_dump(), "thing": piece(kind)})
    model = build_world(bare).compile()
    body = model.body("thing").id
    geoms = np.flatnonzero(model.geom_bodyid == body)
    assert geoms.size
    assert (np.abs(model.geom_pos[geoms][:, :2]) < (0.6, 1.0)).all()


def test_an_unknown_kind_is_refused_with_the_known_ones(home: Home) -> None:
    with pytest.raises(HomeError, match=r"furniture\.thing\.kind: .*'throne'; known kinds: .*sofa"):
        build_world(with_furniture(home, thing=piece("throne")))


def test_flat_things_do_not_stop_the_robot(home: Home) -> None:
    model = build_world(home).compile()
    flat = [name for name, item in home.furniture.items() if item.size_m[2] <= 0.05]
    assert flat
    for name in flat:
        geoms = np.flatnonzero(model.geom_bodyid == model.body(name).id)
        low = geoms[model.geom_pos[geoms][:, 2] < 0.1]
        assert not model.geom_conaffinity[low].any()


@pytest.mark.parametrize(
    "joints",
    [
        FLAT,
        {**FLAT, "bed_back_joint": 0.9, "bed_legs_joint": 0.4},
        {**FLAT, "bed_height_joint": 0.7, "bed_tilt_joint": 0.2},
    ],
)
def test_the_bed_in_the_world_lies_as_its_shape_says(home: Home, joints: dict[str, float]) -> None:
    physics = Physics(build_world(home).compile(), home)
    physics.place(Pose(3.3, 5.7, 0.0), joints)
    for section, surface in zip(SECTIONS, surfaces(home, joints).values(), strict=True):
        body = physics.data.body(f"bed_{section}")
        hinge = surface.point(surface.length_m) if section == "back" else surface.head_end
        assert body.xpos == pytest.approx(hinge, abs=1e-6)
        assert body.xmat.reshape(3, 3) == pytest.approx(surface.rotation, abs=1e-6)


def test_the_bed_holds_its_joints_against_gravity(home: Home) -> None:
    physics = Physics(build_world(home).compile(), home)
    joints = {"bed_back_joint": 1.0, "bed_legs_joint": 0.5, "bed_height_joint": 0.8, "bed_tilt_joint": 0.2}
    physics.place(Pose(3.3, 5.7, 0.0), joints)
    physics.step(5.0, Wheels(), joints)
    assert physics.bed() == pytest.approx(joints, abs=0.002)
