import json

from rich.console import Console

from huban_bringup.core.findings import Level
from huban_bringup.doctor import machine, software
from huban_bringup.doctor.command import as_json, as_table


def test_sound_needs_an_output_and_an_input(tmp_path):
    devices = tmp_path / "pcm"
    assert machine.sound(devices).level is Level.DEGRADED
    devices.write_text("00-00: ALC : playback 1 : capture 1\n")
    assert machine.sound(devices).values == {"outputs": 1, "inputs": 1}
    assert machine.sound(devices).level is Level.OK


def test_a_chinese_font_is_found_by_its_file(tmp_path):
    assert machine.fonts((tmp_path,)).level is Level.DEGRADED
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype/wqy-microhei.ttc").touch()
    assert machine.fonts((tmp_path,)).values == {"name": "wqy-microhei"}


def test_a_ros_of_the_system_is_named_but_not_needed(tmp_path):
    assert software.underlay(tmp_path).outcome == "ok"
    (tmp_path / "jazzy").mkdir()
    (tmp_path / "jazzy/setup.bash").touch()
    assert software.underlay(tmp_path).values == {"names": "jazzy"}
    assert software.underlay(tmp_path).level is Level.OK


def make_model(folder):
    for name in ("am/final.mdl", "conf/model.conf"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).touch()


def test_doctor_names_the_expression_model_that_is_missing(tmp_path):
    absent = software.emotion(tmp_path)
    assert (absent.level, absent.outcome) == (Level.DEGRADED, "absent")
    assert absent.values["file"] == str(tmp_path / "emotion/emotion.onnx")
    (tmp_path / "emotion").mkdir()
    (tmp_path / "emotion/emotion.onnx").touch()
    assert software.emotion(tmp_path).level is Level.OK


def test_doctor_tells_a_full_vosk_model_from_a_tiny_one_and_from_none(tmp_path):
    make_model(tmp_path / "vosk/zh")
    make_model(tmp_path / "vosk-tiny/en")
    english, mandarin = software.vosk(tmp_path)
    assert (english.level, english.outcome) == (Level.DEGRADED, "tiny")
    assert (mandarin.level, mandarin.values["folder"]) == (Level.OK, str(tmp_path / "vosk/zh"))
    assert [finding.outcome for finding in software.vosk(tmp_path / "nowhere")] == ["absent", "absent"]


def test_the_disk_is_fine_low_or_full(tmp_path, monkeypatch):
    for free_gib, level in ((100, Level.OK), (1, Level.DEGRADED), (0, Level.MISSING)):
        monkeypatch.setattr("huban_bringup.preflight.free", lambda folder, gib=free_gib: gib << 30)
        assert machine.disk(tmp_path).level is level


def test_packages_that_are_absent_come_with_the_line_to_type(monkeypatch):
    monkeypatch.setattr("huban_bringup.bootstrap.system_packages.missing", lambda packages: ["mosquitto", "flite"])
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    finding = machine.packages()
    assert finding.level is Level.DEGRADED
    assert finding.values["line"].endswith("--no-install-recommends mosquitto flite")


def test_a_broken_driver_is_told_and_not_fatal(monkeypatch):
    monkeypatch.setattr(machine, "ASK_RENDERER", "import sys; sys.exit('no display')")
    finding = machine.graphics()
    assert (finding.level, finding.values["reason"]) == (Level.MISSING, "no display")


def test_ros_is_there_in_this_environment():
    assert software.ros().level is Level.OK


def test_every_finding_has_its_text_in_every_language():
    from huban_common.core.texts import Texts

    texts = Texts("huban_bringup")
    keys = [line.split(" = ")[0] for line in _catalogue().splitlines() if line.startswith("doctor-")]
    titles = {key for key in keys if any(other.startswith(f"{key}-") for other in keys)}
    outcomes = [key for key in keys if key not in titles and not key.startswith("doctor-level")]
    values = dict.fromkeys(_places(_catalogue()), "x")
    for key in outcomes:
        for language in ("en", "zh-CN"):
            assert texts.say(key, language, **values)


def test_the_findings_are_a_table_for_people_and_json_for_machines(capsys):
    findings = [machine.python()]
    Console(width=200).print(as_table(findings, "zh-CN"))
    assert "正常" in capsys.readouterr().out
    told = json.loads(as_json(findings, "en"))
    assert told["level"] == "ok"
    assert told["findings"][0]["subject"] == "python"


def _catalogue() -> str:
    from importlib.resources import files

    return files("huban_bringup").joinpath("locale/en.ftl").read_text(encoding="utf-8")


def _places(text: str) -> set[str]:
    import re

    return set(re.findall(r"\{ \$(\w+) \}", text))
