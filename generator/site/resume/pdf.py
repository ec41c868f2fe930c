"""The résumé as a PDF: set by typst, at the largest size that takes the fewest pages, and read back."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.core.cache import fetch, key_of, maker, put
from generator.site.palette import Palette
from generator.site.resume.outline import Outline
from generator.site.resume.readback import MOST_PAGES, Loss, losses, pages_of, text_of
from generator.site.typst import Typesetter

_TEMPLATE = Path(__file__).with_name("resume.typ")
_SIZES = (10.5, 10.0, 9.5)  # points; smaller is hard to read
_OWN_FONT = "Libertinus Serif"
_FOLDER = "resume"
_READERS = ("pypdf", "generator.site.resume.readback", "generator.site.resume.pdf")
_ENDLESS = re.compile(r"\S{65,}")
_BREAK = "\u200b"
_PAPERS = {"a4": "a4", "letter": "us-letter"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF: its bytes, its pages, and the facts that a program reading it would lose."""

    pdf: bytes
    pages: int
    lost: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """How it is to be set. `paper` is `a4` or `letter`, `language` a BCP 47 tag, `font` a family.

    `leftward` is whether the language is written from right to left.
    """

    paper: str
    language: str
    palette: Palette
    font: str | None = None
    leftward: bool = False


def set_paper(resume: Outline, form: Form, typesetter: Typesetter) -> Paper:
    """The PDF of a résumé, after PDF/UA-1. Raises `MissingLettersError`."""
    template, data = _TEMPLATE.read_bytes(), _data(resume, form)
    key = key_of(maker(*_READERS), typesetter.key_of(template, data))
    kept = fetch(typesetter.cache, _FOLDER, key)
    if kept is not None:
        size, pages, lost = json.loads(kept)
        pdf = typesetter.paper(template, {**data, "size": size})
        return Paper(pdf, pages, tuple(Loss(*loss) for loss in lost))
    size, paper = _fitted(resume, template, data, typesetter, form.leftward)
    lost = [[loss.kind, loss.text, loss.trouble] for loss in paper.lost]
    put(typesetter.cache, _FOLDER, key, json.dumps([size, paper.pages, lost]).encode())
    return paper


def _fitted(
    resume: Outline, template: bytes, data: dict[str, object], typesetter: Typesetter, leftward: bool
) -> tuple[float, Paper]:
    """At the largest size that takes no more pages than the smallest does."""
    made = [(size, typesetter.paper(template, {**data, "size": size})) for size in _SIZES]
    counted = [(pages_of(pdf), -size, pdf) for size, pdf in made]
    pages, size, pdf = min(counted)
    lost = losses(resume, text_of(pdf), leftward=leftward) if pages <= MOST_PAGES else ()
    return -size, Paper(pdf, pages, lost)


def _data(resume: Outline, form: Form) -> dict[str, object]:
    language, region = _language(form.language)
    return {
        **{key: _breakable(value) for key, value in asdict(resume).items()},
        "title": f"{resume.name} – Résumé",
        "description": f"Résumé of {resume.name}{f', {resume.label}' if resume.label else ''}.",
        "paper": _PAPERS.get(form.paper, "a4"),
        "fonts": [form.font, _OWN_FONT] if form.font else [_OWN_FONT],
        "lang": language,
        "region": region,
        "colours": form.palette.on_white(),
    }


def _breakable(value: Any) -> Any:
    """The same with places to break in words that no line could hold, such as a very long address."""
    if isinstance(value, str):
        return _ENDLESS.sub(lambda word: _BREAK.join(word[0]), value)
    if isinstance(value, dict):
        return {key: item if key == "url" else _breakable(item) for key, item in value.items()}
    return [_breakable(item) for item in value] if isinstance(value, list | tuple) else value


def _language(tag: str) -> tuple[str, str | None]:
    """A BCP 47 tag as typst has it: a language of two or three letters, a region of two or none."""
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower() if re.fullmatch(r"[A-Za-z]{2,3}", parts[0]) else "en"
    region = next((part.upper() for part in parts[1:] if re.fullmatch(r"[A-Za-z]{2}", part)), None)
    return language, region
