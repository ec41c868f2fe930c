"""What a rule is: its name, why it is there, what breaks it and what mends it."""

from __future__ import annotations

from msgspec import Struct

from generator.diagnostics import Severity


class Rule(Struct, frozen=True, kw_only=True):
    """The description of one rule. The check, where the rule has one, stands beside it in its file.

    `name` completes the sentence "allow …". `title` is one plain sentence without any value, fit for
    a log that strangers read. `applies_to` is the id of the requirement or obligation whose clause
    and source stand behind the rule, None for rules of the files themselves. `points_at` is the key
    of a record at which a finding points. `failing` and `mended` are files in small, each begun by a
    line `# file: PATH`; tests hold them to what they claim. `fixed` rules keep their severity,
    whatever a commitment says.
    """

    name: str
    severity: Severity
    title: str
    what: str
    why: str
    failing: str
    mended: str
    applies_to: str | None = None
    points_at: str | None = None
    hint: str | None = None
    ours: bool = False
    fixed: bool = False
