"""Private records in a repository that anybody can read."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostic, Place, Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="private-records-in-public-repository",
    severity=Severity.WARNING,
    title="This repository is public and holds private records in plain text.",
    what="CI says that the repository is public, and there are files below `content/private/`. Whoever "
    "finds the repository reads them, whatever the site shows.",
    why="Contacts are other people's data. Keep the source repository private and publish `site/` alone.",
    hint="Make the repository private; publish `site/` from a second one. Old commits keep what they had.",
    failing="",
    mended="",
    fixed=True,
)


def exposed(private_paths: Sequence[str], *, is_public: bool | None) -> tuple[Diagnostic, ...]:
    """The finding, if the repository is known to be public and has private files."""
    if not is_public or not private_paths:
        return ()
    count = len(private_paths)
    files = "1 private file" if count == 1 else f"{count} private files"
    message = f"This repository is public and holds {files} in plain text."
    return (Diagnostic(RULE.name, RULE.severity, message, Place("content/private", 1, 1), RULE.hint),)
