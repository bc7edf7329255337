"""The commands that set an installation up and look after people and data."""

import json
import re
import time
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from care_platform.cli import app
from care_platform.config import Settings
from care_platform.core.refusals import OutOfTurn, Refused
from care_platform.core.sign_in_stages import Stage
from care_platform.service import Platform
from care_platform.services import second_factor
from care_platform.services.sign_in import Client
from care_platform.store.people_tables import Elder, Tenant
from care_platform.store.tables import Robot
from care_platform.store.visibility import visible_robots

PASSWORD = "seven green umbrellas"
TWICE = f"{PASSWORD}\n{PASSWORD}\n"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def run(folder: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["--state", str(folder), *arguments], input=typed)


def code() -> str:
    """What the app shows now; the next code when this one is about to end."""
    now = time.time()
    return pyotp.TOTP(SECRET).at(int(now) + (5 if now % 30 > 25 else 0))


@pytest.fixture
def set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setattr(second_factor.pyotp, "random_base32", lambda: SECRET)
    return run(tmp_path, "init", "--english", "Ada", typed=f"{TWICE}000000\n{code()}\n")


def test_a_new_installation_gets_its_first_administrator_with_a_second_factor(tmp_path: Path, set_up: Result) -> None:
    assert set_up.exit_code == 0, set_up.output
    assert f"key: {SECRET}" in set_up.output and "wrong or too old" in set_up.output
    codes = re.findall(r"^  ([a-z0-9-]{29})$", set_up.output, re.MULTILINE)
    assert len(codes) == 10 and "█" in set_up.output
    platform = Platform(Settings(tmp_path))
    cookie, visitor = platform.sign_ins.sign_in("admin", PASSWORD, "1.2.3.4")
    assert (visitor.account.role, visitor.stage) == ("administrator", Stage.CODE)
    assert platform.sign_ins.give_code(cookie, codes[0], Client())[1].stage is Stage.OPEN


def test_there_is_one_first_administrator(tmp_path: Path, set_up: Result) -> None:
    again = run(tmp_path, "init", "other", typed=TWICE)
    assert isinstance(again.exception, OutOfTurn)


def test_who_gives_up_during_init_enrols_at_the_first_sign_in(tmp_path: Path) -> None:
    given_up = run(tmp_path, "init", typed=f"{TWICE}1\n2\n3\n")
    assert isinstance(given_up.exception, Refused)
    _, visitor = Platform(Settings(tmp_path)).sign_ins.sign_in("admin", PASSWORD, "1.2.3.4")
    assert visitor.stage is Stage.ENROL


def test_an_elder_a_robot_and_a_family_are_put_together(tmp_path: Path) -> None:
    assert run(tmp_path, "set-tenant", "district", "--kind", "community").exit_code == 0
    assert run(tmp_path, "set-tenant", "elm", "--parent", "district", "--english", "Elm 4").exit_code == 0
    assert run(tmp_path, "add-robot", "rosie", "--tenant", "elm").exit_code == 0
    added = run(tmp_path, "add-elder", "--english", "Mrs. Wang", "--tenant", "elm", "--robot", "rosie")
    assert added.output == "elder 1\n"
    assert run(tmp_path, "add-account", "daughter", "family", "--tenant", "elm", typed=TWICE).exit_code == 0
    platform = Platform(Settings(tmp_path))

    def sees() -> list[str]:
        with platform.database.reading() as session:
            visitor = platform.sign_ins.sign_in("daughter", PASSWORD, "1.2.3.4")[1]
            return list(session.scalars(select(Robot.robot_id).where(visible_robots(visitor.account))))

    assert sees() == []
    assert run(tmp_path, "entrust", "daughter", "1").exit_code == 0
    assert sees() == ["rosie"]
    assert run(tmp_path, "entrust", "daughter", "1", "--end").exit_code == 0
    assert sees() == []
    with platform.database.reading() as session:
        assert session.get_one(Tenant, "elm").parent == "district"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("entrust", "nobody", "1"), "refused-unknown-account"),
        (("add-elder", "--english", "X", "--robot", "none"), "refused-unknown-robot"),
        (("add-robot", "rosie", "--elder", "9"), "refused-unknown-elder"),
        (("set-tenant", "elm", "--parent", "none"), "refused-unknown-tenant"),
        (("export-elder", "9", "--to", "x.json"), "refused-unknown-elder"),
        (("erase-elder", "9", "--yes"), "refused-unknown-elder"),
    ],
)
def test_what_is_not_there_is_named(tmp_path: Path, arguments: tuple[str, ...], reason: str) -> None:
    refused = run(tmp_path, *arguments).exception
    assert isinstance(refused, Refused) and refused.reason == reason


def test_an_elders_data_is_handed_out_and_then_erased(tmp_path: Path) -> None:
    run(tmp_path, "add-elder", "--english", "Mrs. Wang")
    file = tmp_path / "out" / "elder.json"
    assert run(tmp_path, "export-elder", "1", "--to", str(file)).exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["elder"]["names"]["en"] == "Mrs. Wang"
    assert file.stat().st_mode & 0o777 == 0o600
    assert run(tmp_path, "erase-elder", "1", typed="n\n").exit_code == 1
    assert run(tmp_path, "erase-elder", "1", typed="y\n").exit_code == 0
    with Platform(Settings(tmp_path)).database.reading() as session:
        assert session.get_one(Elder, 1).names == {}
    assert run(tmp_path, "verify-audit").exit_code == 0


def test_keys_are_rotated_and_old_data_purged_by_command(tmp_path: Path) -> None:
    run(tmp_path, "add-elder", "--english", "Mrs. Wang")
    keys = (tmp_path / "fields.keys").read_text()
    rotated = run(tmp_path, "rotate-keys")
    assert re.fullmatch(r"\d+ fields encrypted anew\n", rotated.output)
    assert (tmp_path / "fields.keys").read_text() != keys
    assert "alarms 0" in run(tmp_path, "purge").output
