"""What stands in a text: links, and Markdown that cannot be shown."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

_PAGE = "# file: content/pages/about.md\n---\ntitle: About\n---\n"
_ABOUT = "# file: content/pages/uses.md\n---\ntitle: Uses\n---\nA chair.\n" + _PAGE

BROKEN_LINK = Rule(
    name="broken-link",
    severity=Severity.ERROR,
    title="A link leads nowhere inside the site.",
    what="Links inside the site lead to a page or a file that is there, and a `#name` to a heading of it. "
    "Both ways of writing are understood: as the file lies in its folder, and as the page is addressed. "
    "A draft and a post dated later have no page yet.",
    why="An employer who meets a dead link stops there.",
    hint="Compare the link with the name of the file that it should lead to.",
    failing=_ABOUT + "See [what I use](use.md).\n",
    mended=_ABOUT + "See [what I use](uses.md).\n",
)
TOO_LONG = Rule(
    name="markdown-too-long",
    severity=Severity.ERROR,
    title="A text is too long to be shown as one page.",
    what="Texts of up to 1024 KB are converted, whatever `limits.post_kb` lets be read.",
    why="No reader scrolls through a thousand pages of print; data belongs into a file that a text links to.",
    hint="Split it into several posts, or put what is data into a file that the text links to.",
    failing="""\
# file: portfolio.yaml
graduate: {name: Sam Example, github: sam-example}
search: {programme: software-engineering}
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}
limits: {post_kb: 4096}
"""
    + _PAGE
    + "{words: 200000}\n",
    mended=_PAGE + "{words: 200}\n",
)
TOO_DEEP = Rule(
    name="markdown-too-deep",
    severity=Severity.ERROR,
    title="Lists or quotations in a text are nested too deeply to be shown.",
    what="Lists and quotations may stand inside each other, but not hundreds of levels deep.",
    why="It is text that was pasted in by mistake; shown, it would be a column one letter wide.",
    hint="Look for a long run of list marks or spaces that was pasted in.",
    failing="",
    mended="",
)
TOO_SLOW = Rule(
    name="markdown-too-slow",
    severity=Severity.ERROR,
    title="A text could not be converted in time.",
    what="Some texts keep a Markdown parser busy for minutes: thousands of brackets that are opened and never "
    "closed, and the like. After ten seconds Weekproof stops and shows a sentence in the text's place.",
    why="One text must not stop the portfolio of a whole search.",
    hint="Look for long runs of brackets, tags or backslashes that were pasted in.",
    failing="",
    mended="",
)
