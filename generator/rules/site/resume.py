"""The résumé's PDF: letters and fonts, its length, and what a program reads in it."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule


LETTERS = Rule(
    name="resume-letters-missing",
    severity=Severity.WARNING,
    title="The résumé has letters that no font of its PDF has, so there is no PDF.",
    hint="Put a font that has them into content/fonts/ and name it as `site.resume.font`.",
)
FONT = Rule(
    name="resume-font-unusable",
    severity=Severity.ERROR,
    title="The font that the résumé asks for cannot be used.",
    hint="Put the file into content/fonts/: its name ends with .ttf, .otf or .ttc.",
)
TOO_LONG = Rule(
    name="resume-too-long",
    severity=Severity.WARNING,
    title="The résumé has more than two pages.",
    hint="Keep three or four highlights a job, the strongest ones, and one line for what is ten years old.",
)
FACTS = Rule(
    name="resume-facts-lost",
    severity=Severity.WARNING,
    title="A program that reads the résumé's PDF would lose a fact of it.",
    hint="Plain words in plain letters arrive best.",
)
TYPESETTER = Rule(
    name="typesetter-missing",
    severity=Severity.NOTE,
    title="The résumé's PDF and the cards were not made: typst is not installed.",
    hint="Install it with `pip install typst`, or build on a system that has it, such as CI.",
)
ALL = (LETTERS, FONT, TOO_LONG, FACTS, TYPESETTER)
