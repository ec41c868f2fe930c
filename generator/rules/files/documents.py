"""Markdown files: their front matter, and the address that each takes."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

MISSING = Rule(
    name="front-matter-missing",
    severity=Severity.ERROR,
    title="A Markdown file has no front matter.",
    what="A post, project or page begins with a block of YAML between two lines of `---`: its front matter. "
    "TOML (`+++`) and JSON (`{`) are not read.",
    why="Without a title and a date a text is no post, and guessing them from its first line goes wrong.",
    hint="Begin the file with `---`, then `title: …`, then `---`.",
    failing="""\
# file: content/pages/about.md
I build maps.
""",
    mended="""\
# file: content/pages/about.md
---
title: About
---
I build maps.
""",
    fixed=True,
)
UNCLOSED = Rule(
    name="front-matter-unclosed",
    severity=Severity.ERROR,
    title="The front matter of a Markdown file is never closed.",
    what="The block that the first line of `---` opens is closed by a second one.",
    why="Read as prose, the whole front matter would stand on the page.",
    hint="Close it with a line of `---`.",
    failing="""\
# file: content/pages/about.md
---
title: About
I build maps.
""",
    mended="""\
# file: content/pages/about.md
---
title: About
---
I build maps.
""",
    fixed=True,
)
SAME_ADDRESS = Rule(
    name="same-address",
    severity=Severity.ERROR,
    title="Two texts have the same address.",
    what="The address of a text is its `slug`, or its file's name without the date. Two posts, two projects "
    "or two pages cannot share one.",
    why="One would overwrite the other, and the link in somebody's mail would lead to the wrong text.",
    hint="Give one of the two another `slug:`.",
    failing="""\
# file: content/projects/bus-map.md
---
title: A map of late buses
summary: Where the 9 is late, and when.
---
# file: content/projects/late-buses.md
---
title: Late buses
summary: The first try.
slug: bus-map
---
""",
    mended="""\
# file: content/projects/bus-map.md
---
title: A map of late buses
summary: Where the 9 is late, and when.
---
# file: content/projects/late-buses.md
---
title: Late buses
summary: The first try.
---
""",
)
