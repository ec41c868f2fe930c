"""THE WALL, for `resume.json`: the public part of the résumé as JSON Resume 1.0.0.

Every key that leaves stands here by name. `references` and `image` do not: the first are other
people's data, the second is a file that is not published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit, urlunsplit

from msgspec import Struct

from generator.model.resume import Location, Resume

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_VERSION = "v1.0.0"
_MAIL = re.compile(r"[^\s@<>\"]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SIGNS = "%/:?@!$&'()*+,;=~-._"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DATED = ("start", "end")
_WORK = ("name", "location", "description", "position", "url", *_DATED, "summary", "highlights")
_VOLUNTEER = ("organization", "position", "url", *_DATED, "summary", "highlights")
_EDUCATION = ("institution", "url", "area", "study_type", *_DATED, "score", "courses")
_AWARD = ("title", "date", "awarder", "summary")
_CERTIFICATE = ("name", "date", "url", "issuer")
_PUBLICATION = ("name", "publisher", "release_date", "url", "summary")
_SKILL = ("name", "level", "keywords")
_LANGUAGE = ("language", "fluency")
_INTEREST = ("name", "keywords")
_PROJECT = ("name", "description", "highlights", "keywords", *_DATED, "url", "roles", "entity", "type")


def json_resume(resume: Resume, name: str, shown: Sequence[str], address: str | None) -> str:
    """The public résumé as a JSON text with a line end.

    `name` stands in where the résumé has none, `shown` names the private fields that are shown,
    `address` is the file's own URL, if it has one.
    """
    document = {
        "$schema": _SCHEMA,
        "basics": _basics(resume, name, shown),
        "work": _all(resume.work, _WORK),
        "volunteer": _all(resume.volunteer, _VOLUNTEER),
        "education": _all(resume.education, _EDUCATION),
        "awards": _all(resume.awards, _AWARD),
        "certificates": _all(resume.certificates, _CERTIFICATE),
        "publications": _all(resume.publications, _PUBLICATION),
        "skills": _all(resume.skills, _SKILL),
        "languages": _all(resume.languages, _LANGUAGE),
        "interests": _all(resume.interests, _INTEREST),
        "projects": _all(resume.projects, _PROJECT),
        "meta": {
            "version": _VERSION,
            "canonical": address,
            "lastModified": resume.meta.last_modified if resume.meta else None,
        },
    }
    return json.dumps(_without_blanks(document), ensure_ascii=False, indent=2) + "\n"


def _basics(resume: Resume, name: str, shown: Sequence[str]) -> dict[str, object]:
    basics, location = resume.basics, resume.basics.location or Location()
    private = ("address", "postal_code") if "street" in shown else ()
    return {
        "name": basics.name or name,
        "label": basics.label,
        "email": basics.email if _MAIL.fullmatch(basics.email or "") else None,
        "phone": basics.phone if "phone" in shown else None,
        "url": _uri(basics.url),
        "summary": basics.summary,
        "location": _one(location, (*private, "city", "country_code", "region")),
        "profiles": _all(basics.profiles, ("network", "username", "url")),
    }


def _all(records: Iterable[Struct], fields: Sequence[str]) -> list[dict[str, object]]:
    return [_one(record, fields) for record in records]


def _one(record: Struct, fields: Sequence[str]) -> dict[str, object]:
    """Those fields of a record that are named, by their keys in the file."""
    keys = dict(zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True))
    values = {field: getattr(record, field) for field in fields}
    return {keys[field]: _uri(value) if field == "url" else value for field, value in values.items()}


def _uri(url: str | None) -> str | None:
    """The address in ASCII, as RFC 3986 has it; None of one whose host cannot be written so."""
    if url is None:
        return None
    parts = urlsplit(url)
    try:
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except UnicodeError:
        return None
    return urlunsplit((parts.scheme, host, *(_quoted(part) for part in parts[2:])))


def _quoted(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_SIGNS)


def _without_blanks(value: object) -> object:
    """The same without what is empty or not there."""
    if isinstance(value, dict):
        kept = {key: _without_blanks(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [item for item in map(_without_blanks, value) if item not in (None, "", {})]
    return value
