"""What is wrong with a theme: found by `weekproof theme check`, never by a build."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule


def _rule(name: str, title: str, hint: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(name=name, severity=severity, title=title, hint=hint)


BROKEN = _rule(
    "theme-template-broken",
    "A template cannot be read or filled.",
    "Look up in docs/theme-reference.md what the template is given; test with `if` what may be absent.",
)
MALFORMED = _rule(
    "theme-page-malformed",
    "A page has tags that do not fit into each other.",
    "Close each tag in the template that opened it.",
)
INCOMPLETE = _rule(
    "theme-page-incomplete",
    "A page lacks something that every page needs.",
    "Extend `base.html` and write into its blocks: it has all of them.",
)
BLOCKED = _rule(
    "theme-blocked-by-policy",
    "A page or a style sheet has something that the site's policy refuses.",
    "Put scripts into `assets/*.js` and styles into `assets/*.css`, and load them from the head.",
)
UNESCAPED = _rule(
    "theme-text-unescaped",
    "Text of the portfolio came out as something that lives.",
    "Put quotation marks around attributes; write links as `{{ url|outward }}`.",
)
OTHER_HOST = _rule(
    "theme-other-host",
    "The theme loads something from another host.",
    "Put the file below the theme's `assets/`.",
)
LINK = _rule(
    "theme-link-to-other-host",
    "The theme itself links to another host.",
    "Leave it out, unless the graduate wants it there.",
    Severity.WARNING,
)
WITHOUT_TABLE = _rule(
    "theme-weeks-without-table",
    "The page of the weeks draws them and has no table.",
    "Keep the table of `progress.html`; look at it as you like.",
)
TOKEN = _rule(
    "theme-token-missing",
    "A style sheet uses a token that no style sheet declares.",
    "Declare it in the theme's `assets/tokens.css`.",
)
UNREAD = _rule(
    "theme-file-unread",
    "A file of the theme is read by nobody.",
    "Look for a slip in its name, put it below `assets/`, or remove it.",
    Severity.WARNING,
)
ALL = (
    BROKEN,
    MALFORMED,
    INCOMPLETE,
    BLOCKED,
    UNESCAPED,
    OTHER_HOST,
    LINK,
    WITHOUT_TABLE,
    TOKEN,
    UNREAD,
)
