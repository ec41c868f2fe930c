"""Files as the disk holds them: what cannot be read, and what nobody reads."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

UNREADABLE = Rule(
    name="file-unreadable",
    severity=Severity.ERROR,
    title="A file or folder of the content cannot be read.",
    what="The system would not hand over a file or a folder below `content/`: permission is missing, a "
    "file stands where a folder belongs, or it is no regular file at all.",
    why="What cannot be read may hold the record that a week lacks. The verdict of such weeks is unknown, "
    "and the build fails instead of guessing.",
    hint="Look at the permissions of the file, and at its name.",
    failing="""\
# file: content/blog
A file with the name of a folder.
""",
    mended="""\
# file: content/pages/about.md
---
title: About
---
The text, in a file inside a folder.
""",
    fixed=True,
)
NOT_TEXT = Rule(
    name="file-not-text",
    severity=Severity.ERROR,
    title="A file is not UTF-8 text.",
    what="YAML and Markdown files are read as UTF-8, with or without a byte order mark. Files in another "
    "encoding, and files that hold no text, are not guessed at.",
    why="A guessed encoding turns names into other names, and nobody notices until an employer does.",
    hint="Save the file as UTF-8 text: most editors offer that under “Save as”.",
    failing="",
    mended="",
    fixed=True,
)
TOO_LARGE = Rule(
    name="file-too-large",
    severity=Severity.ERROR,
    title="A file is larger than the limit for its kind.",
    what="Records and Markdown files of up to 1024 KB are read. `limits` in portfolio.yaml raises the limit "
    "for posts (`post_kb`) and for YAML files (`yaml_kb`).",
    why="A file of that size is an export or a picture that went astray more often than it is a record.",
    hint="Split it into several files, or raise the limit in portfolio.yaml below `limits`.",
    failing="""\
# file: content/pages/about.md
---
title: About
---
{words: 200000}
""",
    mended="""\
# file: content/pages/about.md
---
title: About
---
{words: 200}
""",
    fixed=True,
)
SYMLINK = Rule(
    name="symlink-in-content",
    severity=Severity.ERROR,
    title="A symbolic link stands among the content.",
    what="Symbolic links below `content/` are not followed, wherever they lead.",
    why="A link can lead out of the repository and publish what was never meant to be in it.",
    hint="Put the file itself here.",
    failing="",
    mended="",
    fixed=True,
)
IGNORED = Rule(
    name="file-ignored",
    severity=Severity.WARNING,
    title="A file below `content/` is read by nobody.",
    what="Records are `.yaml` files and texts are `.md` files, in the folders that the manual lists. "
    "Pictures belong into `content/images/`, what backs a record up into `content/private/evidence/`. A file "
    "anywhere else has no effect.",
    why="A slip in a folder's name makes a month of records vanish without a word.",
    hint="Look for a slip in the name of the folder or the file.",
    failing="""\
# file: content/private/contact/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
""",
)
