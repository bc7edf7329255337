"""What Huban is made of: ROS 2, the workspace, the broker, voices, models, ports."""

import os
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from huban_bringup import broker as mosquitto
from huban_bringup import preflight
from huban_bringup.bootstrap.plan import make_plan
from huban_bringup.bootstrap.texts import PlainTexts
from huban_bringup.checkout import Checkout
from huban_bringup.core.findings import Finding, degraded, missing, ok
from huban_bringup.models.folders import EMOTION, installed
from huban_bringup.tables import everything, load_table
from huban_common.core.texts import LANGUAGES

ASK_TIMEOUT_S = 10.0
CARRIED_MODELS = {
    "mediapipe": "modules/pose_landmark",
    "face_recognition_models": "models/dlib_face_recognition_resnet_model_v1.dat",
    "pocketsphinx": "model/en-us",
}
"""Models that come with a Python package: the file or folder in it that proves that they are there."""


def ros() -> Finding:
    """Imports what every node imports."""
    try:
        import rclpy  # noqa: F401

        from huban_interfaces.msg import CareEvent  # noqa: F401
    except ImportError as error:
        return missing("ros", "broken", reason=str(error))
    return ok("ros", version=version("ros-rclpy"), middleware=os.environ.get("RMW_IMPLEMENTATION", "?"))


def underlay(folder: Path = Path("/opt/ros")) -> Finding:
    """A ROS 2 of the system; `./huban` never mixes with it."""
    found = sorted(path.name for path in folder.glob("*/") if (path / "setup.bash").exists())
    return Finding("underlay", ok("underlay").level, "found", {"names": ", ".join(found)}) if found else ok("underlay")


def workspace(checkout: Checkout) -> Finding:
    plan = make_plan(checkout, (), (), PlainTexts("en"))
    stale = [step.title for step in plan if not step.is_done()]
    return degraded("workspace", "stale") if stale else ok("workspace")


def broker() -> Finding:
    program = mosquitto.find_program()
    return ok("broker", path=program) if program else missing("broker", "absent")


def ports() -> Finding:
    """The ports of the whole house, if it were started now."""
    try:
        table = load_table(everything())
    except ValueError as error:
        return missing("ports", "unknown", reason=str(error))
    taken = [f"{name}:={port}" for name, port in table.ports.items() if preflight.is_open(port)]
    if taken:
        return degraded("ports", "taken", ports=", ".join(taken))
    return ok("ports", ports=", ".join(str(port) for port in table.ports.values()))


def voices() -> Finding:
    """eSpeak NG with both languages; in Debian 12 its Mandarin voice needs Pinyin, which it has as a variant."""
    program = shutil.which("espeak-ng")
    if program is None:
        return degraded("voices", "absent")
    listed = subprocess.run([program, "--voices"], capture_output=True, text=True, timeout=ASK_TIMEOUT_S, check=False)
    lacking = [name for name in ("cmn", "en-gb") if name not in listed.stdout]
    return degraded("voices", "lacking", names=", ".join(lacking)) if lacking else ok("voices")


def models() -> list[Finding]:
    """Models that come with Python packages."""
    return [_carried(package, proof) for package, proof in CARRIED_MODELS.items()]


def vosk(models: Path) -> list[Finding]:
    """Which Vosk model serves each language: a full one, a tiny one for synthetic voices, or none."""
    return [_vosk(models, language) for language in LANGUAGES]


def _vosk(models: Path, language: str) -> Finding:
    subject = f"vosk-{language.split('-')[0]}"
    found = installed(models, language)
    if found is None:
        return degraded(subject, "absent")
    return (ok if found.full else _tiny)(subject, folder=str(found.folder))


def _tiny(subject: str, **values: str) -> Finding:
    return degraded(subject, "tiny", **values)


def emotion(models: Path) -> Finding:
    """The network that reads expressions."""
    file = models / EMOTION / "emotion.onnx"
    return ok("emotion", file=str(file)) if file.is_file() else degraded("emotion", "absent", file=str(file))


def large_models() -> Finding:
    """The optional group `models`."""
    try:
        return ok("extras", torch=version("torch"), transformers=version("transformers"))
    except PackageNotFoundError:
        return degraded("extras", "absent")


def _carried(package: str, proof: str) -> Finding:
    spec = find_spec(package)
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return ok(package) if spec and (folder / proof).exists() else degraded(package, "absent")
