"""Addresses of pages: which a text may take, and which can be held by every system."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RESERVED = Rule(
    name="reserved-address",
    severity=Severity.ERROR,
    title="A text takes an address of the site itself.",
    what="`blog`, `projects`, `resume`, `progress`, `tags`, `feed` and a few more are addresses of pages that "
    "Weekproof makes; so are `archive` and `tags` below `blog`.",
    why="The text would overwrite the page, or the page the text.",
    hint="Choose another name with `slug:`.",
    failing="""\
# file: content/pages/progress.md
---
title: How I am getting on
---
Well, thank you.
""",
    mended="""\
# file: content/pages/progress.md
---
title: How I am getting on
slug: how-it-goes
---
Well, thank you.
""",
)
UNSAFE = Rule(
    name="unsafe-address",
    severity=Severity.ERROR,
    title="An address cannot be used on every system.",
    what="Each part of an address is a name that Linux, macOS and Windows can hold: no device names such as "
    "`con`, no signs that a file system refuses, no more than 100 bytes.",
    why="Whoever checks the site out on another system would get it in part, or not at all.",
    hint="Give it another `slug`, or rename its file.",
    failing="""\
# file: content/pages/con.md
---
title: Pros and cons
---
Of writing maps by hand.
""",
    mended="""\
# file: content/pages/cons.md
---
title: Pros and cons
---
Of writing maps by hand.
""",
)
COLLISION = Rule(
    name="address-collision",
    severity=Severity.ERROR,
    title="Two addresses are the same on many machines.",
    what="Two files of the site differ in nothing but the case of their letters, or in how their accents are "
    "made up. Windows and macOS take them for one.",
    why="One would overwrite the other on some machines and not on others.",
    hint="Give one of them another name.",
    failing="""\
# file: themes/almanac/assets/Print.css
body { color: black; }
# file: themes/almanac/assets/print.css
body { color: navy; }
""",
    mended="""\
# file: themes/almanac/assets/paper.css
body { color: black; }
# file: themes/almanac/assets/print.css
body { color: navy; }
""",
)
REDIRECT = Rule(
    name="redirect-invalid",
    severity=Severity.ERROR,
    title="An old address of a post cannot lead to the new one.",
    what="`redirect_from` lists paths below the site at which the post once stood. A path that leads out of "
    "the site, holds signs that no page's address has, or belongs to another page is refused.",
    why="The page that leads on would stand in the place of another page.",
    hint="An old address looks like /2024/05/old-name/ or old-name.html.",
    failing="""\
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
published_url: https://writing.example/maps
redirect_from: [https://old.example/maps]
---
""",
    mended="""\
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
published_url: https://writing.example/maps
redirect_from: [/2024/maps/]
---
""",
)
