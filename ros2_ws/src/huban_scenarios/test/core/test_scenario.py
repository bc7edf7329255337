from pathlib import Path

import pytest
import yaml

from huban_scenarios.core.scenario import ScenarioError, load_scenario

SCENARIOS = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "scenarios"
STEP = {
    "name": {"en": "Morning", "zh-CN": "早上"},
    "do": [{"actor": "elder", "act": "wave"}],
    "expect": [{"robot_in": "kitchen"}],
}


@pytest.fixture
def written(tmp_path):
    def write(*steps, **fields):
        path = tmp_path / "day.yaml"
        content = {
            "name": {"en": "A day", "zh-CN": "一天"},
            "steps": list(steps),
            **fields,
        }
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_scenario_of_the_house_can_be_read(path):
    assert load_scenario(path).steps


def test_a_step_is_read(written):
    step = load_scenario(written(STEP)).steps[0]
    assert (step.do[0].actor, step.expect[0].robot_in, step.within_s) == (
        "elder",
        "kitchen",
        10.0,
    )


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({**STEP, "expect": []}, "steps.0.expect"),
        ({**STEP, "within_s": -1}, "steps.0.within_s"),
        ({**STEP, "name": {"en": "Morning"}}, "zh-CN"),
        (
            {**STEP, "expect": [{"robot_near": "elder"}]},
            "steps.0.expect.0.robot_near.within_m",
        ),
        (
            {**STEP, "expect": [{"says": {"en": "(", "zh-CN": "好"}}]},
            "regular expression",
        ),
        ({**STEP, "do": [{"caregiver": "command"}]}, "caregiver: command"),
        (
            {**STEP, "do": [{"process": "speech", "signal": "hug"}]},
            "steps.0.do.0.process.signal",
        ),
        (
            {**STEP, "do": [{"robot": "dance"}]},
            "must have one of the fields actor, elder_says",
        ),
        ({**STEP, "whitin_s": 3}, "whitin_s"),
    ],
)
def test_a_mistake_is_named_in_one_line_with_file_and_field(written, step, said):
    path = written(step)
    with pytest.raises(ScenarioError) as refusal:
        load_scenario(path)
    assert str(path) in str(refusal.value) and said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_broken_yaml_is_named_with_its_line(tmp_path):
    path = tmp_path / "day.yaml"
    path.write_text("name: {en: A\nsteps: [\n")
    with pytest.raises(ScenarioError, match=r"day\.yaml: not readable as YAML: line \d+"):
        load_scenario(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ScenarioError, match=r"gone\.yaml: No such file"):
        load_scenario(tmp_path / "gone.yaml")


def test_a_folder_or_a_list_is_no_scenario(tmp_path):
    with pytest.raises(ScenarioError, match="Is a directory"):
        load_scenario(tmp_path)
    path = tmp_path / "list.yaml"
    path.write_text("- a\n- b\n")
    with pytest.raises(ScenarioError, match=r"\(file\)"):
        load_scenario(path)


def test_on_is_a_word_and_true_is_a_truth_value(tmp_path):
    path = tmp_path / "day.yaml"
    path.write_text(
        "name: {en: A day, zh-CN: 一天}\n"
        "steps:\n"
        "  - name: {en: Rest, zh-CN: 休息}\n"
        "    do: [{actor: elder, act: lie, args: {on: bed, slowly: true}}]\n"
        "    expect: [{robot_in: kitchen}]\n",
        encoding="utf-8",
    )
    assert load_scenario(path).steps[0].do[0].args == {"on": "bed", "slowly": True}
