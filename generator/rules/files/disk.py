"""Files as the disk holds them: what cannot be read, and what nobody reads."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

UNREADABLE = Rule(
    name="file-unreadable",
    severity=Severity.ERROR,
    title="A file or folder of the content cannot be read.",
    hint="Look at the permissions of the file, and at its name.",
    fixed=True,
)
NOT_TEXT = Rule(
    name="file-not-text",
    severity=Severity.ERROR,
    title="A file is not UTF-8 text.",
    hint="Save the file as UTF-8 text: most editors offer that under “Save as”.",
    fixed=True,
)
TOO_LARGE = Rule(
    name="file-too-large",
    severity=Severity.ERROR,
    title="A file is larger than the limit for its kind.",
    hint="Split it into several files, or raise the limit in portfolio.yaml below `limits`.",
    fixed=True,
)
SYMLINK = Rule(
    name="symlink-in-content",
    severity=Severity.ERROR,
    title="A symbolic link stands among the content.",
    hint="Put the file itself here.",
    fixed=True,
)
IGNORED = Rule(
    name="file-ignored",
    severity=Severity.WARNING,
    title="A file below `content/` is read by nobody.",
    hint="Look for a slip in the name of the folder or the file.",
)
