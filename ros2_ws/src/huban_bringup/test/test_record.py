"""`./huban record`: default deny, and one command to delete."""

from pathlib import Path

import pytest
import typer

from huban_bringup import cli, record
from huban_bringup.running import RunningHouse
from huban_speech.backends.recording_folder import Consent, RecordingFolder

HOME = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml"
HOUSE = RunningHouse(62, {"home_file": str(HOME), "language": "en"})


class Conversation:
    """The recorder's twin: a person who answers, or not."""

    def __init__(self, answer: bool | None, reachable: bool = True) -> None:
        self._answer, self.reachable = answer, reachable
        self.allowed: bool | None = None
        self.count = 0
        self.said: list[str] = []

    def ask(self, purpose: str, minutes: int) -> None:
        self.said.append(f"{purpose} {minutes}")
        self.allowed = self._answer

    def tell(self, text: str, done) -> None:
        self.said.append(text)
        done()


def run(conversation: Conversation, capsys) -> tuple[int, str]:
    """The exit status and what is printed, without waiting for anything."""
    try:
        record._record(conversation, lambda condition, _seconds: condition(), "en", None, 5, record.Console())
        status = 0
    except typer.Exit as end:
        status = end.exit_code
    return status, capsys.readouterr().out


@pytest.mark.parametrize("answer", [False, None])
def test_without_a_yes_nothing_is_recorded_and_the_status_is_1(answer, capsys):
    conversation = Conversation(answer)
    assert run(conversation, capsys) == (1, "no clear yes: nothing was written\n")
    assert conversation.said == ["so that I learn to understand you better 5", "All right. I do not record anything."]


def test_after_a_yes_the_person_hears_when_it_begins_and_ends(capsys):
    conversation = Conversation(True)
    status, printed = run(conversation, capsys)
    assert status == 0 and "consent.json" in printed and "0 recordings" in printed
    assert conversation.said[1:] == ["Thank you. I am recording now.", "I have stopped recording."]


def test_a_robot_that_cannot_speak_cannot_ask(capsys):
    with pytest.raises(record.CannotStart, match="nobody can be asked"):
        run(Conversation(True, reachable=False), capsys)


def test_nobody_is_recorded_without_a_name(tmp_path):
    with pytest.raises(ValueError, match="nobody is called 'milkman'"), record.recorder(tmp_path, HOUSE, "milkman"):
        pass


def test_old_recordings_are_left_alone(tmp_path):
    (tmp_path / "old.wav").write_bytes(b"")
    with pytest.raises(ValueError, match="not empty"), record.recorder(tmp_path, HOUSE, "elder"):
        pass


def test_one_command_deletes_a_recording_and_nothing_else(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(cli.signal, "signal", lambda number, handler: None)
    RecordingFolder(tmp_path / "wang", Consent("elder", "Mrs. Wang", "to learn", "May I?", "yes", "now"))
    assert cli.main(["record", str(tmp_path / "wang"), "--delete"]) == 0
    assert not (tmp_path / "wang").exists()
    monkeypatch.setenv("HUBAN_ROOT", str(tmp_path))
    (tmp_path / "mine").mkdir()
    assert cli.main(["record", str(tmp_path / "mine"), "--delete"]) == 2
    assert "holds no recordings" in capsys.readouterr().err
