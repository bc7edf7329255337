"""What goes wrong for reasons outside the program: one line for the user each."""


class CannotStart(RuntimeError):
    """The stack cannot be started: what, where, what to do."""


class NotReady(RuntimeError):
    """A process did not become ready; says which and what it said last."""


class UsageError(ValueError):
    """A command that means nothing."""
