"""What stands in a text: links, pictures, and Markdown that cannot be shown."""

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
    "Both ways of writing are understood: as the file lies in its folder, and as the page is addressed.",
    why="An employer who meets a dead link stops there.",
    hint="Compare the link with the name of the file that it should lead to.",
    failing=_ABOUT + "See [what I use](use.md).\n",
    mended=_ABOUT + "See [what I use](uses.md).\n",
)
IMAGE_MISSING = Rule(
    name="image-missing",
    severity=Severity.ERROR,
    title="A picture that a text shows is not there.",
    what="Pictures lie below `content/images/`. A picture in a text and the `image` of a post or project name "
    "one that is there.",
    why="An empty frame is all that a visitor would see.",
    hint="Compare with the names of the files in content/images/.",
    failing="# file: content/images/bus.png\n{picture: 4x3}\n" + _PAGE + "![A late bus](images/buss.png)\n",
    mended="# file: content/images/bus.png\n{picture: 4x3}\n" + _PAGE + "![A late bus](images/bus.png)\n",
)
IMAGE_REMOTE = Rule(
    name="image-remote",
    severity=Severity.WARNING,
    title="A picture is on another host, so its description is shown instead.",
    what="Pages load nothing from other hosts. Of a picture that lies elsewhere its description is shown.",
    why="The other host would learn of every visitor, and could change the picture at any time.",
    hint="Save it into content/images/: a visitor's browser should call nobody else.",
    failing=_PAGE + "![A late bus](https://pictures.example/bus.png)\n",
    mended="# file: content/images/bus.png\n{picture: 4x3}\n" + _PAGE + "![A late bus](images/bus.png)\n",
)
UNUSABLE_PICTURE = Rule(
    name="unusable-picture",
    severity=Severity.ERROR,
    title="A picture cannot be published.",
    what="PNG, JPEG, WebP and GIF pictures of up to 60 million pixels are published, saved anew without "
    "anything that a camera wrote into them. Other kinds, and files that are no pictures, are not.",
    why="SVG can carry scripts, HEIC opens in few browsers, and the place of a photograph is private.",
    hint="Open it in a picture program and save it again as PNG or JPEG.",
    failing="# file: content/images/bus.png\nThis is no picture.\n",
    mended="# file: content/images/bus.png\n{picture: 4x3}\n",
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
