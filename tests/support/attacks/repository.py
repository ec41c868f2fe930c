"""A repository in which every text is an attack: settings, posts, projects, pages, résumé, private records.

Records are made from the declarations, so a field that is added tomorrow is attacked unasked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.decision import Decision, Pause
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.page import Page
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import Resume
from generator.reading.fields import Choice, Either, EvidenceField, Group, ListOf, MapOf, Shape, Text, keys_of
from generator.reading.scalars import READERS
from tests.support.repositories import write

START = dt.date(2026, 6, 1)
AS_OF = dt.date(2026, 9, 27)
_RECORDS: dict[str, type[Struct]] = {
    "contacts/a.yaml": Contact,
    "activities/a.yaml": Activity,
    "offers/a.yaml": Offer,
    "coaching/a.yaml": Coaching,
    "goals.yaml": Goal,
}
_TEXTS: dict[str, type[Struct]] = {"projects": Project, "pages": Page}
# Without these a record is read and shown; with them it would be left out, or only this one thing told.
_LEFT_OUT = frozenset(
    {"slug", "slug_from_file", "draft", "image", "published_url", "bounced", "ended", "meta"}
)
_BY_READER = {"bool": "true", "int": "3", "float": "3", "WeekName": "2026-W24", "PartialDate": "2019"}


def write_public(root: Path, attacks: Sequence[str], *, theme: str = "almanac", together: int = 1) -> Path:
    """Write settings, posts, projects, pages and a résumé, `together` attacks to a text; `root`."""
    batches = [tuple(attacks[at : at + together]) for at in range(0, len(attacks), together)]
    files = {"portfolio.yaml": _settings(" ".join(attacks[:3]), theme)}
    for number, batch in enumerate(batches):
        day = START + dt.timedelta(days=number * 100 // len(batches))
        files[f"content/blog/{day}-post-{number}.md"] = _document(Post, batch, day)
        for folder, kind in _TEXTS.items():
            files[f"content/{folder}/text-{number}.md"] = _document(kind, batch, day, number=number)
    files["content/resume.yaml"] = _resume(attacks)
    return write(root, files)


def write_private(root: Path, attacks: Sequence[str]) -> Path:
    """Write settings and private records, one of each kind for each attack; `root`.

    In a repository of its own: what stands in public and in private is found as a leak, slowly.
    """
    files = {"portfolio.yaml": _settings(" ".join(attacks[:3]), "almanac")}
    files |= {f"content/private/{path}": _list(kind, attacks) for path, kind in _RECORDS.items()}
    files["content/private/coach-decisions.yaml"] = "graduate: x\n" + "".join(
        f"{name}:\n{_list(kind, attacks)}" for name, kind in (("decisions", Decision), ("pauses", Pause))
    )
    return write(root, files)


def quoted(text: str) -> str:
    """A text for YAML, whatever is in it."""
    plain = (sign if " " <= sign <= "~" and sign not in '"\\' else f"\\U{ord(sign):08X}" for sign in text)
    return f'"{"".join(plain)}"'


def _settings(attack: str, theme: str) -> str:
    said = quoted(attack)
    return f"""\
graduate: {{name: {said}, email: {said}, github: sam-example, repository: sam-example/jobs}}
search:
  {{programme: software-engineering, start: {START}, time_zone: UTC, country: US, availability: {said}}}
coach: {{name: {said}, email: {said}}}
site:
  url: https://sam.example/portfolio/
  title: {said}
  description: {said}
  theme: {theme}
  nav: [projects, blog, progress, resume, text-0, {said}]
  contact: "mailto:a@b.example?subject='onclick='alert(1)'"
  progress: full
  resume: {{show: [phone, street]}}
limits: {{yaml_kb: 8192}}
"""


def _document(kind: type[Struct], batch: Sequence[str], day: dt.date, number: int = 9) -> str:
    """A Markdown file. In its body each attack stands on its own, and inside a line."""
    lines = _lines(kind, " ".join(batch), day)
    if kind is Page:
        lines = [line for line in lines if not line.startswith("nav:")] + [f"nav: {str(number < 3).lower()}"]
    body = "\n\n".join(f"## Next\n\n{attack}\n\nA line with {attack} inside." for attack in batch)
    clean = "".join(sign for sign in body if sign in "\n\t" or sign.isprintable() or sign > "\x9f")
    return "---\n" + "\n".join(lines) + f"\n---\n{clean}\n"


def _resume(attacks: Sequence[str]) -> str:
    """Lists of as many entries as there are attacks, and the first few in what stands there once."""
    lines = []
    for key in keys_of(Resume).values():
        if key.name in _LEFT_OUT:
            continue
        if isinstance(key.shape, ListOf):
            each = [_value(key.shape.of, attack, START) for attack in attacks]
            lines.append(f"{key.name}: [{', '.join(each)}]")
        else:
            lines.append(f"{key.name}: {_value(key.shape, ' '.join(attacks[:3]), START)}")
    return "\n".join(lines) + "\n"


def _list(kind: type[Struct], attacks: Sequence[str]) -> str:
    days = ((attack, START + dt.timedelta(days=n * 100 // len(attacks))) for n, attack in enumerate(attacks))
    records = ("\n    ".join(_lines(kind, attack, day)) for attack, day in days)
    return "".join(f"  - {record}\n" for record in records)


def _lines(kind: type[Struct], attack: str, day: dt.date) -> list[str]:
    return [
        f"{key.name}: {_value(key.shape, attack, day)}"
        for key in keys_of(kind).values()
        if key.name not in _LEFT_OUT
    ]


def _value(shape: Shape, attack: str, day: dt.date) -> str:
    if isinstance(shape, Choice):
        return str(shape.words[0])
    if isinstance(shape, ListOf | Either):
        return f"[{_value(shape.of if isinstance(shape, ListOf) else shape.many.of, attack, day)}]"
    if isinstance(shape, Group):
        return "{" + ", ".join(_lines(shape.type, attack, day)) + "}"
    if isinstance(shape, MapOf):
        return f"{{{quoted(attack)}: {_value(shape.of, attack, day)}}}"
    return quoted(link(attack)) if isinstance(shape, EvidenceField) else _text(shape, attack, day)


def _text(shape: Text, attack: str, day: dt.date) -> str:
    kind = next(kind for kind, reader in READERS.items() if reader is shape.read)
    name = getattr(kind, "__name__", "")
    if name in ("date", "DateOrDateTime"):
        return day.isoformat()
    if name in ("Url", "PublicAddress"):
        return quoted(link(attack))
    return _BY_READER.get(name) or quoted(attack)


def link(attack: str) -> str:
    """An address that is taken for one, with as much of the attack in it as an address can hold."""
    return "https://good.example/" + quote(attack, safe="/:?#[]@!$&'()*+,;=%~-._", errors="replace")
