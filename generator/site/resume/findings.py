"""What is told of the résumé's PDF: letters without a font, too many pages, facts that get lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.messages import Message
from generator.core.text import first_few
from generator.core.diagnostics import Diagnostic, Severity, diagnostic
from generator.site.resume.outline import Outline, Section
from generator.site.resume.readback import BROKEN, MISPLACED, Loss
from generator.site.resume.locations import Spots

MOST_PAGES = 2
_MOST_TOLD = 12  # where all is lost, a dozen lines say so as well as a hundred
_LETTERS_TOLD = 8
_SHOWN = 60  # letters of a text that a message quotes
_HOW = {BROKEN: "resume-facts-lost.broken", MISPLACED: "resume-facts-lost.misplaced"}


def letters_missing(letters: Iterable[str], font: str | None, spots: Spots) -> Iterator[Diagnostic]:
    """One finding for each line that has letters which no font has."""
    hint = Message("resume-letters-missing.no-font")
    if font is not None:
        hint = Message("resume-letters-missing.other-font", font=font)
    for place, missing in sorted(spots.of_letters(letters).items()):
        shown = first_few([f"{letter} (U+{ord(letter):04X})" for letter in missing], _LETTERS_TOLD)
        key = "resume-letters-missing.here"
        yield diagnostic(key, place, Severity.WARNING, letters=shown, hint=hint)


def too_long(pages: int, resume: Outline, spots: Spots) -> Iterator[Diagnostic]:
    """What to shorten where there are more pages than anybody reads."""
    if pages <= MOST_PAGES:
        return
    longest = sorted(resume.sections, key=_words, reverse=True)[:2]
    parts = tuple(Message("resume-too-long.part", title=each.title, words=_words(each)) for each in longest)
    place = spots.of_key(longest[0].key) if longest else spots.of_key("basics")
    text = Message("resume-too-long.here", pages=pages, most=MOST_PAGES, parts=parts)
    yield diagnostic(text, place, Severity.WARNING)


def facts_lost(lost: Iterable[Loss], spots: Spots) -> Iterator[Diagnostic]:
    """One finding for each fact that a program which reads the PDF would not get."""
    for loss in list(lost)[:_MOST_TOLD]:
        text = loss.text if len(loss.text) <= _SHOWN else loss.text[:_SHOWN].rstrip() + "…"
        key = _HOW.get(loss.trouble, "resume-facts-lost.lost")
        yield diagnostic(key, spots.of(loss.text), Severity.WARNING, kind=loss.kind, text=text)


def _words(section: Section) -> int:
    entries = (" ".join((entry.lead.text, entry.text or "", *entry.points)) for entry in section.entries)
    lines = (f"{line.name} {line.text}" for line in section.lines)
    return sum(len(text.split()) for text in (*entries, *lines))
