"""What stands in a text: links, and Markdown that cannot be shown."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule


BROKEN_LINK = Rule(
    name="broken-link",
    severity=Severity.ERROR,
    title="A link leads nowhere inside the site.",
    hint="Compare the link with the name of the file that it should lead to.",
)
TOO_LONG = Rule(
    name="markdown-too-long",
    severity=Severity.ERROR,
    title="A text is too long to be shown as one page.",
    hint="Split it into several posts, or put what is data into a file that the text links to.",
)
TOO_DEEP = Rule(
    name="markdown-too-deep",
    severity=Severity.ERROR,
    title="Lists or quotations in a text are nested too deeply to be shown.",
    hint="Look for a long run of list marks or spaces that was pasted in.",
)
TOO_SLOW = Rule(
    name="markdown-too-slow",
    severity=Severity.ERROR,
    title="A text could not be converted in time.",
    hint="Look for long runs of brackets, tags or backslashes that were pasted in.",
)
