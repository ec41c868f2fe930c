"""The résumé's PDF: letters and fonts, its length, and what a program reads in it."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

_FILE = "# file: content/resume.yaml\n"
_JOB = "work:\n  - {name: Lakeside Mercy Hospital, position: Pharmacy technician, startDate: 2019-10}\n"
_HEAD = """\
# file: content/resume.yaml
basics: {name: Sam Example}
# file: portfolio.yaml
graduate: {name: Sam Example, github: sam-example}
search: {programme: software-engineering}
site:
  url: https://sam.example
  contact: mailto:hi@sam.example
"""

LETTERS = Rule(
    name="resume-letters-missing",
    severity=Severity.WARNING,
    title="The résumé has letters that no font of its PDF has, so there is no PDF.",
    what="The fonts that come along have Latin, Greek, Cyrillic and some more, and no Chinese, Japanese or "
    "Korean, no Thai, no pictures such as rockets. All else of the site is made: the page, the plain text.",
    why="A PDF would leave a gap where the letter stands, and nobody would tell you.",
    hint="Put a font that has them into content/fonts/ and name it as `site.resume.font`.",
    failing=_FILE + "basics:\n  name: Sam Example\n  label: Engineer 東京\n",
    mended=_FILE + "basics:\n  name: Sam Example\n  label: Engineer, Tokyo\n",
)
FONT = Rule(
    name="resume-font-unusable",
    severity=Severity.ERROR,
    title="The font that the résumé asks for cannot be used.",
    what="`site.resume.font` names a TrueType or OpenType file below `content/fonts/`. Its neighbours there are "
    "used too, a bold one beside a regular one. Font files are not published.",
    why="Set in another font, the résumé would not look as you meant it, and might lack letters.",
    hint="Put the file into content/fonts/: its name ends with .ttf, .otf or .ttc.",
    failing=_HEAD + "  resume: {font: fonts/NotoSansJP.ttf}\n",
    mended=_HEAD + "  resume: {paper: a4}\n",
)
TOO_LONG = Rule(
    name="resume-too-long",
    severity=Severity.WARNING,
    title="The résumé has more than two pages.",
    what="The PDF is set as small as can be read, and still has more than two pages.",
    why="Who sorts résumés gives each of them seconds; a third page hides the first.",
    hint="Keep three or four highlights a job, the strongest ones, and one line for what is ten years old.",
    failing="",
    mended="",
)
FACTS = Rule(
    name="resume-facts-lost",
    severity=Severity.WARNING,
    title="A program that reads the résumé's PDF would lose a fact of it.",
    what="The build reads its own PDF back, as a program does that sorts applications, and compares: names, "
    "addresses, employers, roles, dates, schools, skills, their order, and whether words came in one piece. "
    "Text from right to left is what usually gets lost.",
    why="A fact that the program does not find is a fact that you do not have.",
    hint="Plain words in plain letters arrive best.",
    failing=_FILE + "basics:\n  name: Sam Example\n  label: מהנדס תוכנה\n" + _JOB,
    mended=_FILE + "basics:\n  name: Sam Example\n  label: Software engineer\n" + _JOB,
)
TYPESETTER = Rule(
    name="typesetter-missing",
    severity=Severity.NOTE,
    title="The résumé's PDF and the cards were not made: typst is not installed.",
    what="typst sets the PDF and draws the cards that others show beside a link. There are systems for which "
    "no build of it exists; all else of the site is made there too.",
    why="The same portfolio, built elsewhere, has files that this one lacks.",
    hint="Install it with `pip install typst`, or build on a system that has it, such as CI.",
    failing="",
    mended="",
)
ALL = (LETTERS, FONT, TOO_LONG, FACTS, TYPESETTER)
