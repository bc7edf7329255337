from pathlib import Path

import pytest
import yaml

from huban_common.core.home import HomeError, load_home

HOME = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml"


@pytest.fixture
def changed(tmp_path):
    def write(change):
        content = yaml.safe_load(HOME.read_text(encoding="utf-8"))
        change(content)
        path = tmp_path / "home.yaml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return path

    return write


def test_every_place_lies_in_a_room_and_has_both_names():
    home = load_home(HOME)
    for place in home.places.values():
        assert home.room_at(*place.pose[:2]) is not None
        assert set(place.name) == {"en", "zh-CN"}


@pytest.mark.parametrize(
    ("language", "name"), [("en", "kitchen"), ("zh_CN", "厨房"), ("zh", "厨房"), ("fr", "kitchen")]
)
def test_whoever_speaks_has_a_name_for_a_place(language, name):
    assert load_home(HOME).places["kitchen"].name_in(language) == name


def test_the_elder_is_known_by_role(changed):
    assert load_home(HOME).elder_id == "elder"
    alone = load_home(changed(lambda home: home["people"].pop("elder")))
    assert alone.elder_id is None


def test_furniture_stands_in_the_room_it_names():
    home = load_home(HOME)
    assert {item.room for item in home.furniture.values()} <= set(home.rooms)
    assert all(home.room_at(*item.at) == item.room for item in home.furniture.values())


def test_lying_is_expected_on_the_bed_and_not_beside_it():
    home = load_home(HOME)
    assert home.lying_place_at(1.1, 6.6) == "bed"
    assert home.lying_place_at(1.1, 5.9) is None
    assert home.lying_place_at(1.1, 6.0, margin_m=0.2) == "bed"
    assert home.seat_at(2.9, 7.6) == "bedroom_chair"
    assert home.seat_at(2.2, 1.7) is None


def test_turned_furniture_keeps_its_outline():
    sofa = load_home(HOME).furniture["sofa"]
    assert sofa.contains(1.4, 0.5) and not sofa.contains(2.2, 1.1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda home: home["furniture"]["sofa"].update(room="attic"), "furniture.sofa.room: no room 'attic'"),
        (lambda home: home["doors"]["kitchen_hallway"].update(width_m=-1), "doors.kitchen_hallway.width_m"),
        (lambda home: home.update(colour="red"), "colour"),
        (lambda home: home["bed"]["joints"]["bed_back_joint"].update(minimum=2.0), "is not below maximum"),
        (lambda home: home.pop("places"), "places"),
    ],
)
def test_a_mistake_is_named_with_its_field(changed, change, said):
    with pytest.raises(HomeError, match=said):
        load_home(changed(change))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(HomeError, match=r"nowhere\.yaml: No such file"):
        load_home(tmp_path / "nowhere.yaml")


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "home.yaml"
    path.write_text("rooms: [")
    with pytest.raises(HomeError, match="not readable as YAML"):
        load_home(path)
