"""One file of contacts, read."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from generator.model.contact import Contact
from generator.model.origin import Record
from generator.reading.records import ReadRecords, read_folder
from tests.support.repositories import write

FOLDER = "content/private/contacts"
PATH = f"{FOLDER}/w.yaml"
CHICAGO = ZoneInfo("America/Chicago")
HEAD = "- date: 2026-06-02\n  kind: interview\n  "
"""A record that is sound, and goes on."""


def read_one(root: Path, text: str | bytes, kind: type[Record] = Contact) -> ReadRecords[Record]:
    """The records of one file that holds `text`."""
    write(root, {PATH: text})
    return read_folder(root, FOLDER, "contacts", kind, CHICAGO, 256)
