"""Names of the files in `report/`, for the code that writes them and the code that removes them.

All of them are private. A build removes the ones that it did not write this time; exports stay, unless
the repository is public.
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
APPLICATIONS = "applications/"
"""The folder of what the graduate sends: letters, and résumés for some employers only."""
BUILD_FILES = frozenset({PAGE, JSON, WEEKS, CONTACTS, SEALS, SEALED_PAGE, SEALED_SEALS})
"""Files that a build writes."""

EXPORT_FILES: Mapping[str, str] = {
    "xlsx": "workbook.xlsx",
    "ics": "calendar.ics",
    "vcard": "contacts.vcf",
}
"""Export format → the default file name of `weekproof export`."""
