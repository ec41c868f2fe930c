"""What GitHub says of the issue that started a workflow, read from the event's own file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple

from generator.core.errors import UserError

MOST_BYTES = 4 * 1024 * 1024


class Issue(NamedTuple):
    """The body, and when the issue was opened; None where that is not said."""

    body: str
    opened: dt.datetime | None = None


def read_event(file: Path) -> Issue:
    """The issue of an event of GitHub's; a `UserError` where the file holds none."""
    try:
        event = json.loads(_read(file))
        issue = event["issue"]
        body = issue["body"] or ""
        if not isinstance(body, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UserError(
            "This is no event of an issue.", hint="Give the file of $GITHUB_EVENT_PATH."
        ) from None
    return Issue(body, _moment(issue.get("created_at")))


def read_body(file: Path) -> Issue:
    """The issue whose body is all of the file."""
    return Issue(_read(file).decode("utf-8", "replace"))


def _read(file: Path) -> bytes:
    with file.open("rb") as handle:
        data = handle.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UserError("This file is too large for an issue.")
    return data


def _moment(text: object) -> dt.datetime | None:
    try:
        at = dt.datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
