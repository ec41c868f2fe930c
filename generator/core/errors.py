"""UserError: the exception for "this run cannot go on, and you can fix it"."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class UserError(Exception):
    """The command cannot go on. The message tells the user what is wrong, the hint what to do.

    A mistake in somebody's content is never a `UserError` but a `Diagnostic`. A `UserError` is about the
    command, the machine or a file without which there is nothing to judge. `exit_code` is 2 (the command,
    `portfolio.yaml` or the commitment is wrong) or 3 (the machine failed).
    """

    def __init__(self, message: str, *, hint: str | None = None, exit_code: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


class MachineError(UserError):
    """The machine failed: disk full, no permission, another build holds the lock. Exit code 3."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint, exit_code=3)


@contextmanager
def machine_errors(what: str) -> Iterator[None]:
    """Turn an `OSError` into a `MachineError` about writing `what` ("the site")."""
    try:
        yield
    except OSError as error:
        raise MachineError(
            f"{what.capitalize()} could not be written: {_cause(error)}.",
            hint="The previous version is unchanged. Fix this, then try again.",
        ) from error


def _cause(error: OSError) -> str:
    if error.errno in _FULL:
        return "the disk is full"
    location = f" ({error.filename})" if error.filename else ""
    if error.errno in _FORBIDDEN:
        return f"there is no permission to write there{location}"
    return f"{error.strerror or error}{location}"
