"""Whether the evidence of contacts is there. It never decides whether a contact counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.text import closest_match
from generator.model.contact import Contact
from generator.model.fields import Evidence
from generator.model.individuals import group_by_individual
from generator.model.kinds import Journal
from generator.rules.rule import Rule, finding

MISSING = Rule(name="evidence-missing", severity=Severity.WARNING, points_at="evidence", ours=True)
CHANGED = Rule(name="evidence-changed", severity=Severity.WARNING, points_at="evidence", ours=True)
UNCLEAR = Rule(name="evidence-unclear", severity=Severity.NOTE, points_at="evidence", ours=True)
SHARED = Rule(name="evidence-for-many", severity=Severity.NOTE, points_at="evidence", ours=True)
RULES = (MISSING, CHANGED, UNCLEAR, SHARED)

MANY = 4
"""So many people with the same link are worth a look; a meetup's page may stand for two or three."""
_SHORTEST_DIGEST = 8
_FILE = re.compile(r"[^\s/]+(?: [^\s/]+)*\.[A-Za-z0-9]{1,5}")


class EvidenceFiles(Struct, frozen=True):
    """What is below `evidence/`: every path there, the path that each text means, and digests by path."""

    paths: tuple[str, ...] = ()
    meant: Mapping[str, str] = {}
    digests: Mapping[str, str | None] = {}


def check_evidence(journal: Journal, files: EvidenceFiles) -> Iterator[Diagnostic]:
    """The findings about the evidence of all contacts."""
    for contact in journal.contacts:
        for proof in contact.evidence:
            if proof.path is not None:
                yield from _check_file(contact, proof, proof.path, files)
    yield from _shared_links(journal)


def _check_file(contact: Contact, proof: Evidence, named: str, files: EvidenceFiles) -> Iterator[Diagnostic]:
    path = files.meant.get(named)
    if path is None:
        if proof.sha256 is None and not _is_file_name(named):
            yield finding(UNCLEAR, contact.origin, "evidence-unclear.text", text=named)
            return
        close = closest_match(named.rpartition("/")[2], [known.rpartition("/")[2] for known in files.paths])
        if close is None:
            yield finding(MISSING, contact.origin, "evidence-missing.file", path=named)
        else:
            yield finding(MISSING, contact.origin, "evidence-missing.close", path=named, close=close)
        return
    digest, noted = files.digests.get(path), (proof.sha256 or "").strip().casefold()
    if digest is None or not noted:
        return
    if len(noted) < _SHORTEST_DIGEST or not digest.startswith(noted):
        yield finding(CHANGED, contact.origin, "evidence-changed.file", path=named)


def _is_file_name(text: str) -> bool:
    """Whether a text was meant as a file: a name with an ending, or a path."""
    return _FILE.fullmatch(text.rpartition("/")[2]) is not None or ("/" in text and " " not in text)


def _shared_links(journal: Journal) -> Iterator[Diagnostic]:
    by_link: dict[str, list[Contact]] = {}
    for contact in journal.contacts:
        for link in {proof.link for proof in contact.evidence if proof.link}:
            by_link.setdefault(link, []).append(contact)
    for link, contacts in by_link.items():
        people = group_by_individual(contacts) if len(contacts) >= MANY else []
        if len(people) >= MANY:
            last = max(contacts, key=lambda contact: contact.origin.position)
            yield finding(SHARED, last.origin, "evidence-for-many.link", link=link, count=len(people))
