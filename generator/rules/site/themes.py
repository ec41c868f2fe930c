"""What is wrong with a theme: found by `weekproof theme check`, never by a build."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule


def _rule(name: str, title: str, what: str, why: str, hint: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(
        name=name, severity=severity, title=title, what=what, why=why, hint=hint, failing="", mended=""
    )


BROKEN = _rule(
    "theme-template-broken",
    "A template cannot be read or filled.",
    "Every template of the theme and of those it extends can be read, prints only names that it is given, and "
    "can be filled with a full, an empty, a small and a hostile portfolio.",
    "A build with such a theme stops, and it may be a rare page or an empty field that stops it.",
    "Look up in docs/theme-reference.md what the template is given; test with `if` what may be absent.",
)
MALFORMED = _rule(
    "theme-page-malformed",
    "A page has tags that do not fit into each other.",
    "Every tag that is opened is closed, in order; no tag has an attribute twice; no id stands twice on a page.",
    "Browsers guess what was meant, each for itself, and readers for blind people guess worse.",
    "Close each tag in the template that opened it.",
)
INCOMPLETE = _rule(
    "theme-page-incomplete",
    "A page lacks something that every page needs.",
    "A page has the language of the portfolio, a title, one `h1`, one `main`, a first link that leads to it past "
    "the navigation, a viewport for phones, and the site's policy as the first thing in its head.",
    "Search engines, phones, keyboards and screen readers find their way by these.",
    "Extend `base.html` and write into its blocks: it has all of them.",
)
BLOCKED = _rule(
    "theme-blocked-by-policy",
    "A page or a style sheet has something that the site's policy refuses.",
    "Scripts and style sheets are files of the theme below `assets/`. There is no `style` attribute, no `onclick`, "
    "no frame and no form, no file inside an address (`data:`), and the policy is not weaker than the base's.",
    "Every page forbids what stands in its own text to run. That is what makes hostile text harmless.",
    "Put scripts into `assets/*.js` and styles into `assets/*.css`, and load them from the head.",
)
UNESCAPED = _rule(
    "theme-text-unescaped",
    "Text of the portfolio came out as something that lives.",
    "Whatever stands in a field, a page prints it as text: in quotation marks where it stands in an attribute, and "
    "through the filter `outward` where it is a link.",
    "One field with a quotation mark in it would break the page, and one `javascript:` link would run.",
    "Put quotation marks around attributes; write links as `{{ url|outward }}`.",
)
OTHER_HOST = _rule(
    "theme-other-host",
    "The theme loads something from another host.",
    "Fonts, pictures, scripts and style sheets come from the site itself.",
    "Another host learns of every visitor, and the site's policy refuses its files anyway.",
    "Put the file below the theme's `assets/`.",
)
LINK = _rule(
    "theme-link-to-other-host",
    "The theme itself links to another host.",
    "Links to other hosts are those that the portfolio has. A theme that adds one adds it to everybody's site.",
    "The pages are the graduate's, and so is what they recommend.",
    "Leave it out, unless the graduate wants it there.",
    Severity.WARNING,
)
WITHOUT_TABLE = _rule(
    "theme-weeks-without-table",
    "The page of the weeks draws them and has no table.",
    "The page of the weeks has a table with one row, headed by its own cell, for each week.",
    "Who cannot see the drawing reads the table, and who doubts it counts there.",
    "Keep the table of `progress.html`; look at it as you like.",
)
TOKEN = _rule(
    "theme-token-missing",
    "A style sheet uses a token that no style sheet declares.",
    "Each `var(--token)` without a second value is declared in `assets/tokens.css`, or in a style sheet that "
    "pages load.",
    "The base's style sheet stands on these tokens: without `paper`, a page has no ground.",
    "Declare it in the theme's `assets/tokens.css`.",
)
UNREAD = _rule(
    "theme-file-unread",
    "A file of the theme is read by nobody.",
    "A theme is templates (`*.html`), files below `assets/`, the file `extends`, and a README. Anything else, "
    "Python above all, has no effect.",
    "A slip in a folder's name makes a style sheet vanish without a word.",
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
