"""Journals with a unique private text in every field, to search for in public files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.model.kinds import KINDS, Kind
from generator.reading.fields import Choice, Either, EvidenceField, Group, ListOf, MapOf, Shape, Text, keys_of
from generator.reading.scalars import READERS
from tests.support.repositories import write

CANARY = "kanari"
AS_OF = "2026-07-20"
PRIVATE = "content/private"

SETTINGS = """\
graduate: {name: Sam Example, github: sam-example, repository: sam-example/jobs, email: kanari@mail.example}
search: {programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago}
coach: {name: Dana Kanari, email: dana.kanari@school.example}
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}
"""

_WHO = "first_name: Kanariana, last_name: Kanarisen, title: Kanari lead, employer: Kanari Ltd"
_FINE = f"kind: interview, {_WHO}, summary: Kanari talk of the day"

_SAME = "date: 2026-06-09, kind: interview, summary: same kanari"
_CONTACTS = f"""\
- {{date: 2026-06-02, {_FINE}}}
- {{date: 2026-06-03, {_FINE}}}
- {{date: 2026-06-02, kind: interview, first_name: Kanari, summary: kanari}}
- {{date: 2026-06-02, kind: interview, {_WHO}2}}
- {{date: 2026-06-02, kind: external-recruiter, {_WHO}3, summary: kanari}}
- {{date: 2026-06-02, kind: application, {_WHO}4, summary: kanari}}
- {{date: 2026-06-02, {_FINE}, field: kanari}}
- {{date: 2026-06-02, {_FINE}, bounced: true}}
- {{date: 2026-06-02, kind: networking, {_WHO}5, summary: kanari}}
- {{date: 2026-05-02, {_FINE}}}
- {{date: 2026-08-02, {_FINE}}}
- {{{_SAME}, first_name: Kanari, last_name: One, title: Recruiter, employer: Kanari Staffing, person: k-7}}
- {{{_SAME}, first_name: Other, last_name: Kanarison, title: x, employer: Kanari, person: k-7}}
- {{{_SAME}, first_name: Third, last_name: Kanarison, title: x, employer: Kanari}}
- {{{_SAME}, first_name: Fifth, last_name: Kanarison, title: x, employer: Kanari}}
- {{{_SAME}, first_name: Fourth, last_name: Kanarison, title: x, employer: Kanari}}
"""
_FAULTS = f"""\
- {{date: 2026-06-16, {_FINE}, kanari_key: kanari}}
- {{date: 2026-06-16, kind: Kanari}}
- {{date: Kanari, kind: interview}}
- {{date: 2026-06-31, kind: interview, summary: kanari}}
- {{date: 2026-06-16, {_FINE}, stage: kanari}}
- {{date: 2026-06-16, {_FINE}, single_name: kanari}}
- {{date: 2026-06-16, {_FINE}, phone: [kanari]}}
- {{date: 2026-06-16, {_FINE}, evidence: kanari.png}}
- {{date: 2026-06-16, {_FINE}, next_step: kanari}}
- {{date: 2026-06-16, {_FINE}, next_step: {{on: kanari, what: kanari}}}}
- {{kind: interview, {_WHO}}}
- Kanari, a name alone
- [kanari, kanari]
- date: 2026-06-16
  summary: she said: kanari
- date: 2026-06-16
  summary: "kanari
- date: 2026-06-16
  summary: [kanari, kanari
- date: 2026-06-16
  summary: @kanari
- date: 2026-06-16
  summary: "kanari \\kanari"
- date: 2026-06-16
\tsummary: kanari
- {{kanari: 1, kanari: 2}}
- {{date: 2026-06-16, summary: &kanari x, title: *kanari}}
- {{date: 2026-06-16, summary: !kanari x}}
- {{date: 2026-06-16, summary: kanari\u202e}}
- {{date: 2026-06-16, summary: kanari\x07}}
"""
_DECISIONS = """\
graduate: Sam Example
decisions:
  - {weeks: [kanari], decision: waived, reason: kanari, by: Dana Kanari, on: 2026-06-30}
  - {weeks: [2026-W24], decision: kanari, reason: kanari, by: Dana Kanari, on: 2026-06-30}
  - {weeks: [2026-W24], decision: waived, reason: kanari, by: Dana Kanari, on: 2026-06-30, until: 2026-06-01}
  - {weeks: [2026-W24], decision: waived, reason: kanari, by: Dana Kanari, on: 2026-06-30, until: 2026-07-01}
  - {weeks: [2026-W24], requirements: [kanari], decision: waived, reason: kanari, by: Kanari, on: 2026-06-30}
  - {weeks: [2026-W30], decision: acknowledged, reason: kanari, by: Dana Kanari, on: 2026-07-20}
  - {weeks: [2026-W23], requirements: [offer-answer], decision: waived, reason: kanari, by: K, on: 2026-07-20}
  - {weeks: [2026-W25], decision: acknowledged, reason: kanari, by: Dana Kanari, on: 2026-07-20}
  - {weeks: [2026-W25], decision: waived, reason: ' ', by: Dana Kanari, on: 2026-07-20}
pauses:
  - {from: 2026-07-10, to: 2026-07-01, reason: kanari, by: Dana Kanari, on: 2026-06-30}
kanari: [kanari]
"""
_OFFERS = """\
- {employer: Kanari Corp, title: Kanari engineer, received: 2026-06-02, terms: kanari}
- employer: Kanari Inc
  title: x
  received: 2026-06-22
  answer: declined
  answered: 2026-06-23
  negotiated: {asked: kanari, granted: true}
- {employer: Kanari Inc, title: x, received: 2026-07-18, terms: kanari}
- {employer: Kanari Inc, title: x, received: 2026-06-03, answer: declined, full_time: kanari}
"""
_COACHING = """\
- {kind: message, date: 2026-06-03, title: kanari, notes: kanari}
- {kind: message, date: 2026-06-04, title: kanari, answered: 2026-06-19}
- {kind: check-in, date: 2026-06-05, title: kanari, attended: missed}
- {kind: deliverable, date: 2026-06-06, title: kanari, link: kanari}
"""
_CONTRIBUTIONS = """\
- {date: 2026-06-02, source: by-hand, login: sam-example, commits: 5}
- {date: 2026-06-03, source: git-log, login: somebody-else, commits: 5}
"""
_POST = """\
---
title: A post
date: 2026-06-03
---
I met Kanariana Kanarisen, who said kanari talk of the day and wrote from kanari@mail.example afterwards.
"""
_RESUME = """\
basics: {name: Sam, phone: !kanari 555, location: {address: Kanari street 1, address: Kanari street 2}}
references: [{name: Kanari Reference, reference: kanari, kanari: x}]
work: [{name: Acme, startDate: kanari}]
"""

FILES: dict[str, str | bytes] = {
    "portfolio.yaml": SETTINGS,
    f"{PRIVATE}/contacts/a.yaml": _CONTACTS,
    f"{PRIVATE}/contacts/b.yaml": _FAULTS,
    f"{PRIVATE}/contacts/deep.yaml": "- kanari: " + "[kanari, " * 50,
    f"{PRIVATE}/contacts/documents.yaml": "- {date: 2026-06-16, summary: kanari}\n---\n- kanari\n",
    f"{PRIVATE}/contacts/encoding.yaml": "- {summary: kanari Jos\u00e9}".encode("latin-1"),
    f"{PRIVATE}/contacts/binary.yaml": b"kanari\0",
    f"{PRIVATE}/contacts/large.yaml": "# kanari\n" * 150_000,
    f"{PRIVATE}/contacts/group.yaml": "kanari: kanari\n",
    f"{PRIVATE}/contacts/word.yaml": "kanari",
    f"{PRIVATE}/contacts/ignored.txt": "kanari",
    f"{PRIVATE}/contact/astray.yaml": "kanari",
    f"{PRIVATE}/goals.yaml": "- {title: kanari, target: kanari, kanari: kanari}\n",
    f"{PRIVATE}/offers/a.yaml": _OFFERS,
    f"{PRIVATE}/applications/a.yaml": "- {employer: kanari, title: kanari, date: kanari, notes: kanari}\n",
    f"{PRIVATE}/letters/a.md": "---\nemployer: Kanari\ntitle: kanari\ndate: kanari\nkanari: x\n---\nkanari\n",
    f"{PRIVATE}/letters/kanari.md": "---\n{employer: Kanari, title: x, date: 2026-06-02}\n---\nkanari 国\n",
    f"{PRIVATE}/activities/a.yaml": "- {date: 2026-06-02, kind: kanari, title: kanari}\n",
    f"{PRIVATE}/coaching/a.yaml": _COACHING,
    f"{PRIVATE}/coach-decisions.yaml": _DECISIONS,
    "content/contributions/a.yaml": _CONTRIBUTIONS,
    "content/blog/2026-06-03-a-post.md": _POST,
    "content/resume.yaml": _RESUME,
}

# Each of these makes the settings unusable in its own way.
WRONG_SETTINGS = {
    "broken": SETTINGS.replace("name: Sam Example", "name: [kanari"),
    "no group": "- kanari\n",
    "unknown key": SETTINGS + "kanari: kanari\n",
    "unknown programme": SETTINGS.replace("software-engineering", "kanari"),
    "unknown time zone": SETTINGS.replace("America/Chicago", "Kanari/City"),
    "unknown country": SETTINGS.replace("start:", "country: Kanari, start:"),
    "unknown commitment": SETTINGS + "commitment: kanari\n",
    "commitment elsewhere": SETTINGS + "commitment: ../kanari.yaml\n",
    "unreadable date": SETTINGS.replace("2026-06-01", "kanari"),
    "duplicate": SETTINGS.replace("email: dana.kanari@school.example", "email: kanari, email: kanari"),
    "alias": SETTINGS.replace("email: dana.kanari@school.example", "email: *kanari"),
    "login": SETTINGS.replace("github: sam-example", "github: kanari@kanari"),
    "list": SETTINGS.replace("coach: {name: Dana Kanari,", "coach: {name: [Dana Kanari],"),
}


PRIVATE_KINDS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.is_private)
MARK = "qz"
"""Every token begins so; no word of a page does."""

_BY_READER = {"date": "2026-06-02", "bool": "true", "int": "4711", "float": "4711.5"}


def portfolio(root: Path, progress: str) -> Path:
    """Write the portfolio below `root`; `root`."""
    files: dict[str, str] = {}
    for kind in PRIVATE_KINDS:
        if kind.storage == "documents":
            lines = _record(kind.record, kind.name).replace("  - ", "").replace("    ", "")
            files[f"{kind.path}/{MARK}{kind.name}file.md"] = f"---\n{lines}---\n{MARK}{kind.name}body\n"
            continue
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
variants:
  {MARK}variant: {{label: {MARK}variantlabel, summary: {MARK}variantsummary, show: [phone, street]}}
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
