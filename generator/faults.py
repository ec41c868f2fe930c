"""The one exception for "this run cannot go on, and you can mend it"."""


class Fault(Exception):  # noqa: N818 - the manual says fault
    """The command cannot go on. The message is for the user: what is wrong and what to do.

    A slip in somebody's content is never a fault, it is a `Diagnostic`. A fault is about the
    command, the machine or a file without which there is nothing to judge.

    `exit_code` is 2 (the command, `portfolio.yaml` or the commitment is wrong) or 3 (the machine
    failed).
    """

    def __init__(self, message: str, *, hint: str | None = None, exit_code: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


class MachineFault(Fault):
    """The machine failed: disk full, no permission, another build holds the lock. Exit code 3."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint, exit_code=3)
