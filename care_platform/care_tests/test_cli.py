import socket
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from care_platform.cli import app, main
from care_platform.config import Settings
from care_platform.service import Platform
from care_platform.store.tables import Account, Robot

PASSWORD = "a good long password"


def run(folder: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["--state", str(folder), *arguments], input=typed)


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which the command line refuses."""
    monkeypatch.setattr("sys.argv", ["care_platform", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_an_administrator_adds_robots_and_people_and_they_can_sign_in(tmp_path: Path) -> None:
    assert run(tmp_path, "add-robot", "rosie", "--tenant", "elm").exit_code == 0
    person = ("add-account", "zhang", "nurse", "--tenant", "elm", "--english", "Nurse Zhang", "--duty", "0")
    assert run(tmp_path, *person, typed=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    platform = Platform(Settings(tmp_path))
    with platform.database.reading() as session:
        assert [(robot.tenant, robot.robot_id) for robot in session.scalars(select(Robot))] == [("elm", "rosie")]
        account = session.scalars(select(Account)).one()
        assert (account.tenant, account.role, account.duty, account.demo) == ("elm", "nurse", 0, False)
    assert platform.sign_ins.sign_in("zhang", PASSWORD, "1.2.3.4")


def test_the_verifier_tells_a_whole_trail_from_a_tampered_one(tmp_path: Path) -> None:
    for number in range(3):
        run(tmp_path, "add-robot", f"robot{number}")
    whole = run(tmp_path, "verify-audit")
    assert (whole.exit_code, whole.stdout) == (0, "audit trail: whole\n")
    database = sqlite3.connect(tmp_path / "care.db")
    database.execute("DROP TRIGGER audit_refuses_update")
    database.execute("UPDATE audit SET subject = 'home/other' WHERE number = 2")
    database.commit()
    tampered = run(tmp_path, "verify-audit")
    assert (tampered.exit_code, tampered.stdout) == (1, "audit trail: entry 2 was changed\n")


def test_a_taken_port_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        line = refused(monkeypatch, capsys, "--state", str(tmp_path), "--port", port)
    assert line == f"error: can not listen on 127.0.0.1:{port}: Address already in use; choose another with --port"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--database", "nonsense", "verify-audit"), "--database nonsense"),
        (("add-robot", "Not An Id"), "robot_id 'Not An Id'"),
    ],
)
def test_what_can_not_work_is_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    assert words in refused(monkeypatch, capsys, "--state", str(tmp_path), *arguments)
