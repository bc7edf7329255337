"""What stops the set-up."""


class SetupError(Exception):
    """One line for the user: what, where, what to do."""


class UsageError(Exception):
    """The command was typed in a way that means nothing."""


class CommandFailed(Exception):
    """A program that the set-up ran ended with an error; `tail` holds its last lines."""

    def __init__(self, command: list[str], status: int, tail: list[str]) -> None:
        super().__init__(f"{command[0]} ended with status {status}")
        self.status = status
        self.tail = tail
