"""A portfolio with a token of its own in every private field, made from the declarations themselves.

A field that somebody adds to a private record tomorrow gets its canary without anybody thinking of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.model.kinds import KINDS, Kind
from generator.reading.fields import Choice, Either, EvidenceField, Group, ListOf, MapOf, Shape, Text, keys_of
from generator.reading.scalars import READERS
from tests.support.repositories import write

PRIVATE: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.is_private)
MARK = "qz"
"""Every token begins so; no word of a page does."""

_BY_READER = {"date": "2026-06-02", "bool": "true", "int": "4711", "float": "4711.5"}


def portfolio(root: Path, progress: str) -> Path:
    """Write the portfolio below `root`; `root`."""
    files: dict[str, str] = {}
    for kind in PRIVATE:
        path = f"{kind.path}/w.yaml" if kind.is_folder else kind.files[0]
        head = f"{kind.name}:\n" if kind.storage == "coach" else ""
        start = "graduate: Sam Example\n" if head else ""
        files[path] = files.get(path, start) + head + _record(kind.record, kind.name)
    return write(root, {**files, **_public(progress)})


def tokens(root: Path) -> set[str]:
    """Every token that was written into a private field."""
    private = [*(root / "content").rglob("*.*"), root / "portfolio.yaml"]
    return {word for path in private for word in _words(path.read_text("utf-8"))}


def _words(text: str) -> Iterator[str]:
    return iter(re.findall(rf"{MARK}[a-z0-9]+", text))


def _public(progress: str) -> dict[str, str]:
    return {
        "portfolio.yaml": f"""\
graduate: {{name: Sam Example, email: {MARK}ownmail@mail.example, github: sam-example}}
search: {{programme: software-engineering, start: 2026-06-01, time_zone: UTC, country: US}}
coach: {{name: {MARK}coach, email: {MARK}coachmail@mail.example}}
site: {{url: "https://sam.example", contact: "mailto:hi@sam.example", progress: {progress}}}
""",
        "content/resume.yaml": f"""\
basics:
  name: Sam Example
  phone: {MARK}phone
  location: {{address: {MARK}street, postalCode: {MARK}postcode, city: Chicago}}
work: [{{name: Harbour, position: Clerk, startDate: 2019}}]
references: [{{name: {MARK}refname, reference: {MARK}reftext}}]
""",
        "content/blog/2026-06-02-maps.md": "---\ntitle: Maps\ndate: 2026-06-02\ntags: [maps]\n---\nWords.\n",
        "content/blog/2026-06-03-draft.md": _post("draft", "2026-06-03", "draft: true"),
        "content/blog/2026-06-30-later.md": _post("later", "2026-06-30", f"summary: {MARK}latersummary"),
        "content/projects/maps.md": "---\ntitle: Maps\nsummary: A map.\n---\nWords.\n",
        "content/contributions/w.yaml": (
            "- {date: 2026-06-02, source: github-graphql, login: sam-example, commits: 3}\n"
        ),
    }


def _post(name: str, date: str, more: str) -> str:
    """A post that is not published as of the day of the tests: nothing of it may be seen either."""
    head = f"title: {MARK}{name}title\ndate: {date}\ntags: [{MARK}{name}tag]\n{more}"
    return f"---\n{head}\n---\n{MARK}{name}body\n"


def _record(kind: type[Struct], name: str) -> str:
    lines = [
        f"{key.name}: {_value(key.shape, f'{name}{key.name}'.replace('_', ''))}"
        for key in keys_of(kind).values()
    ]
    return "  - " + "\n    ".join(lines) + "\n"


def _value(shape: Shape, name: str) -> str:
    if isinstance(shape, Choice):
        return str(shape.words[0])
    if isinstance(shape, ListOf):
        return f"[{_value(shape.of, name)}]"
    if isinstance(shape, Group):
        inner = (f"{k.name}: {_value(k.shape, name + k.name)}" for k in keys_of(shape.type).values())
        return "{" + ", ".join(inner) + "}"
    if isinstance(shape, MapOf):
        return f"{{{MARK}{name}key: {_value(shape.of, name)}}}"
    if isinstance(shape, EvidenceField):
        return f'"https://proof.example/{MARK}{name}"'
    if isinstance(shape, Either):
        return _value(shape.many, name)
    return _text(shape, name)


def _text(shape: Text, name: str) -> str:
    kind = next(kind for kind, reader in READERS.items() if reader is shape.read)
    word = getattr(kind, "__name__", "")
    if word == "WeekName":
        return "2026-W23"
    return _BY_READER.get(word, f"{MARK}{name}")
