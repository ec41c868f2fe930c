"""The files of `report/`, in one list: who makes them and who clears them away read the same names.

All of them are private. A build clears away those that it did not make this time; exports stay, unless
strangers can read the repository.
"""

from __future__ import annotations

from collections.abc import Mapping

PAGE = "index.html"
JSON = "report.json"
WEEKS = "weeks.csv"
CONTACTS = "contacts.csv"
SEALS = "seals.json"
SEALED_PAGE = "report.age"
SEALED_SEALS = "seals.age"
BUILT = frozenset({PAGE, JSON, WEEKS, CONTACTS, SEALS, SEALED_PAGE, SEALED_SEALS})
"""What a build puts there."""

EXPORTED: Mapping[str, str] = {
    "xlsx": "workbook.xlsx",
    "ics": "calendar.ics",
    "vcard": "contacts.vcf",
}
"""Format → its file by the usual name, that `weekproof export` puts there when it is asked to."""
