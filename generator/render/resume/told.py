"""What is told of the résumé's PDF: letters without a font, too many pages, facts that get lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.text import listed, some
from generator.diagnostics import Diagnostic, Severity
from generator.render.resume.outline import Outline, Section
from generator.render.resume.readback import BROKEN, MISPLACED, Loss
from generator.render.resume.spots import Spots

MOST_PAGES = 2
_MOST_TOLD = 12  # where all is lost, a dozen lines say so as well as a hundred
_LETTERS_TOLD = 8
_SHOWN = 60  # letters of a text that a message quotes
_HOW = {
    BROKEN: "would find {text} broken into pieces",
    MISPLACED: "would find {text} where it does not belong",
}


def letters_missing(letters: Iterable[str], font: str | None, spots: Spots) -> Iterator[Diagnostic]:
    """One finding for each line that has letters which no font has."""
    hint = (
        "Put a font that has them into content/fonts/ and name it: site.resume.font: fonts/NotoSansJP.ttf"
        if font is None
        else f"{font} does not have them. Name one that does, or put it beside that one in content/fonts/."
    )
    for place, missing in sorted(spots.of_letters(letters).items()):
        shown = some([f"{letter} (U+{ord(letter):04X})" for letter in missing], _LETTERS_TOLD)
        message = f"No font of the PDF has {shown}, so the résumé has no PDF."
        yield Diagnostic("resume-letters-missing", Severity.WARNING, message, place, hint=hint)


def too_long(pages: int, resume: Outline, spots: Spots) -> Iterator[Diagnostic]:
    """What to shorten where there are more pages than anybody reads."""
    if pages <= MOST_PAGES:
        return
    longest = sorted(resume.sections, key=_words, reverse=True)[:2]
    said = listed([f"{section.title} ({_words(section)} words)" for section in longest])
    message = f"The résumé has {pages} pages; {MOST_PAGES} are read. The longest parts are {said}."
    hint = "Keep three or four highlights a job, the strongest ones, and one line for what is ten years old."
    place = spots.of_key(longest[0].key) if longest else spots.of_key("basics")
    yield Diagnostic("resume-too-long", Severity.WARNING, message, place, hint=hint)


def facts_lost(lost: Iterable[Loss], spots: Spots) -> Iterator[Diagnostic]:
    """One finding for each fact that a program which reads the PDF would not get."""
    for loss in list(lost)[:_MOST_TOLD]:
        text = loss.text if len(loss.text) <= _SHOWN else loss.text[:_SHOWN].rstrip() + "…"
        how = _HOW.get(loss.trouble, "would not find {text}").format(text=f"the {loss.kind} “{text}”")
        message = f"A program that reads the PDF {how}."
        yield Diagnostic("resume-facts-lost", Severity.WARNING, message, spots.of(loss.text), hint=_HINT)


_HINT = "Plain words in plain letters arrive best. Check with: pdftotext -raw site/resume/….pdf -"


def _words(section: Section) -> int:
    entries = (" ".join((entry.lead.text, entry.text or "", *entry.points)) for entry in section.entries)
    lines = (f"{line.name} {line.text}" for line in section.lines)
    return sum(len(text.split()) for text in (*entries, *lines))
