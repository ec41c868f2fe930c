"""The résumé as a PDF, typeset in the largest font size that takes the fewest pages, and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint
from generator.site.colours import Palette
from generator.site.resume.outline import Outline
from generator.site.resume.readback import MOST_PAGES, LostFact, lost_facts, pages_of, text_of
from generator.site.typefaces import Typefaces
from generator.site.typst import Typesetter

_PAPER = "paper.typ"
_SIZES = (10.5, 10.0, 9.5)  # points; smaller is hard to read
_OWN_FONT = "Libertinus Serif"
_REGULAR = 400
_KIND = "resume"
_FITTED = "letters"
_READERS = ("pypdf", "generator.site.resume.readback", "generator.site.resume.pdf")
_ENDLESS = re.compile(r"\S{65,}")
_BREAK = "\u200b"
_PAPERS = {"a4": "a4", "letter": "us-letter"}


@dataclass(frozen=True, slots=True)
class ResumePdf:
    """A PDF: its bytes, the number of its pages, and the facts that a program would not read from it."""

    data: bytes
    pages: int
    lost: tuple[LostFact, ...]


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """Layout. `paper` is `a4` or `letter`, `language` a BCP 47 tag, `font` a family name of the graduate's.

    `typefaces` are the theme's, for what the graduate did not choose.

    `rtl` says whether the language is written from right to left.
    """

    paper: str
    language: str
    palette: Palette
    font: str | None = None
    typefaces: Typefaces = field(default_factory=Typefaces)
    rtl: bool = False


def make_pdf(resume: Outline, options: PdfOptions, typesetter: Typesetter) -> ResumePdf:
    """The résumé as PDF/UA-1. Raises `MissingLettersError`."""
    template, data = template_of("resume.typ"), _data(resume, options)
    key = cache_key(code_fingerprint(*_READERS), typesetter.cache_key(template, data))
    cached = cache_read(typesetter.cache, _KIND, key, _read)
    if cached is not None:
        size, pages, known_losses = cached
        return ResumePdf(typesetter.pdf(template, {**data, "size": size}), pages, known_losses)
    size, paper = _fitted(resume, template, data, typesetter, options.rtl)
    lost = [[loss.kind, loss.text, loss.problem] for loss in paper.lost]
    cache_put(typesetter.cache, _KIND, key, json.dumps([size, paper.pages, lost]).encode())
    return paper


def _read(data: bytes) -> tuple[float, int, tuple[LostFact, ...]]:
    size, pages, lost = json.loads(data)
    return float(size), int(pages), tuple(LostFact(*loss) for loss in lost)


def _fitted(
    resume: Outline, template: bytes, data: dict[str, object], typesetter: Typesetter, rtl: bool
) -> tuple[float, ResumePdf]:
    """The PDF in the largest font size that takes no more pages than the smallest; that size (points)."""
    pdfs = [(size, typesetter.pdf(template, {**data, "size": size})) for size in _SIZES]
    counted = [(pages_of(pdf), -size, pdf) for size, pdf in pdfs]
    pages, size, pdf = min(counted)
    lost = lost_facts(resume, text_of(pdf), rtl=rtl) if pages <= MOST_PAGES else ()
    return -size, ResumePdf(pdf, pages, lost)


def template_of(name: str) -> bytes:
    """A template behind the one that all papers share."""
    folder = Path(__file__).parent
    return (folder / _PAPER).read_bytes() + (folder / name).read_bytes()


def fitted(
    template: bytes, data: Mapping[str, object], typesetter: Typesetter, sizes: Sequence[float]
) -> bytes:
    """A PDF in the first of these font sizes that takes no more pages than the last one."""
    data = {key: breakable(value) for key, value in data.items()}
    key = cache_key(code_fingerprint(*_READERS), typesetter.cache_key(template, data))
    known = cache_read(typesetter.cache, _FITTED, key, lambda kept: float(kept.decode()))
    if known is not None:
        return typesetter.pdf(template, {**data, "size": known})
    fewest = pages_of(typesetter.pdf(template, {**data, "size": sizes[-1]}))
    for size in sizes:
        pdf = typesetter.pdf(template, {**data, "size": size})
        if pages_of(pdf) == fewest:
            break
    cache_put(typesetter.cache, _FITTED, key, str(size).encode())
    return pdf


def _data(resume: Outline, options: PdfOptions) -> dict[str, object]:
    return {
        **{key: breakable(value) for key, value in asdict(resume).items()},
        "title": f"{resume.name} – Résumé",
        "description": f"Résumé of {resume.name}{f', {resume.label}' if resume.label else ''}.",
        **paper_data(options),
    }


def paper_data(options: PdfOptions) -> dict[str, object]:
    """What all papers are told about their sheet, type and language."""
    language, region = _language(options.language)
    chosen = [options.font] if options.font else []
    return {
        "paper": _PAPERS.get(options.paper, "a4"),
        "fonts": [*chosen, *options.typefaces.text, _OWN_FONT],
        "titles": [*chosen, *options.typefaces.title, _OWN_FONT],
        "title-weight": _REGULAR if chosen else options.typefaces.title_weight,
        "lang": language,
        "region": region,
        "colours": options.palette.on_white(),
    }


def breakable(value: Any) -> Any:
    """`value` with line breaks allowed in words that are too long for a line, such as URLs."""
    if isinstance(value, str):
        return _ENDLESS.sub(lambda word: _BREAK.join(word[0]), value)
    if isinstance(value, dict):
        return {key: item if key == "url" else breakable(item) for key, item in value.items()}
    return [breakable(item) for item in value] if isinstance(value, list | tuple) else value


def _language(tag: str) -> tuple[str, str | None]:
    """Language and region of a BCP 47 tag as typst takes them: two or three letters; two letters or None."""
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower() if re.fullmatch(r"[A-Za-z]{2,3}", parts[0]) else "en"
    region = next((part.upper() for part in parts[1:] if re.fullmatch(r"[A-Za-z]{2}", part)), None)
    return language, region
