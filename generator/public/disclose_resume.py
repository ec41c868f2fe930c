"""THE WALL, for the résumé: phone, street and references stay private unless shown by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit, urlunsplit

from msgspec import Struct

from generator.model.kinds import Journal
from generator.model.resume import (
    Basics,
    Education,
    Location,
    Profile,
    Resume,
    ResumeProject,
    Volunteer,
    Work,
)
from generator.public.view import CredentialView, JobView, Link, ResumeView, SkillView

# Countries whose paper is Letter (CLDR's supplemental data on paper sizes).
_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})


def disclose_resume(journal: Journal) -> ResumeView | None:
    """The public part of the résumé; None if there is none. `references` are never in it."""
    resume = journal.resume
    if resume is None:
        return None
    basics, settings = resume.basics, journal.portfolio.site.resume
    location = basics.location or Location()
    return ResumeView(
        path=resume.origin.path,
        name=basics.name or journal.portfolio.graduate.name,
        label=basics.label,
        summary=basics.summary,
        place=_joined(location.city, location.region, location.country_code),
        url=basics.url,
        email=basics.email,
        phone=basics.phone if "phone" in settings.show else None,
        street=_joined(location.address, location.postal_code) if "street" in settings.show else None,
        profiles=tuple(_profiles(basics)),
        work=_newest_first(_work(entry) for entry in resume.work),
        volunteer=_newest_first(_volunteer(entry) for entry in resume.volunteer),
        education=_newest_first(_education(entry) for entry in resume.education),
        projects=_newest_first(_project(entry) for entry in resume.projects),
        skills=_skills(resume),
        languages=tuple(SkillView(x.language or "", x.fluency or "", ()) for x in resume.languages),
        interests=tuple(SkillView(x.name or "", "", x.keywords) for x in resume.interests),
        certificates=tuple(
            CredentialView(x.name or "", x.issuer, x.date, x.url, None) for x in resume.certificates
        ),
        awards=tuple(
            CredentialView(x.title or "", x.awarder, x.date, None, x.summary) for x in resume.awards
        ),
        publications=tuple(
            CredentialView(x.name or "", x.publisher, x.release_date, x.url, x.summary)
            for x in resume.publications
        ),
        paper=settings.paper or _paper(journal.portfolio.search.country or location.country_code),
        font=settings.font,
        as_json=json_resume(resume, journal.portfolio.graduate.name, settings.show, _address(journal)),
    )


def _address(journal: Journal) -> str | None:
    url = journal.portfolio.site.url
    return f"{url.rstrip('/')}/resume/resume.json" if url else None


def _joined(*parts: str | None) -> str | None:
    return ", ".join(part for part in parts if part) or None


def _paper(country: str | None) -> str:
    return "letter" if (country or "").partition("-")[0] in _LETTER else "a4"


def _profiles(basics: Basics) -> Iterable[Link]:
    return (Link(_profile_title(profile), profile.url) for profile in basics.profiles if profile.url)


def _profile_title(profile: Profile) -> str:
    return _joined(profile.network, profile.username) or profile.url or ""


def _newest_first(jobs: Iterable[JobView]) -> tuple[JobView, ...]:
    """By end, then by start; what has no end goes on and comes first."""
    return tuple(sorted(jobs, key=lambda job: (job.end or "9999", job.start or ""), reverse=True))


def _work(entry: Work) -> JobView:
    return JobView(
        name=entry.name or "",
        role=entry.position or "",
        place=entry.location,
        url=entry.url,
        start=entry.start,
        end=entry.end,
        summary=entry.summary or entry.description,
        highlights=entry.highlights,
    )


def _volunteer(entry: Volunteer) -> JobView:
    return JobView(
        name=entry.organization or "",
        role=entry.position or "",
        place=None,
        url=entry.url,
        start=entry.start,
        end=entry.end,
        summary=entry.summary,
        highlights=entry.highlights,
    )


def _education(entry: Education) -> JobView:
    return JobView(
        name=entry.institution or "",
        role=_joined(entry.study_type, entry.area) or "",
        place=None,
        url=entry.url,
        start=entry.start,
        end=entry.end,
        summary=entry.score,
        highlights=entry.courses,
    )


def _project(entry: ResumeProject) -> JobView:
    return JobView(
        name=entry.name or "",
        role=_joined(*entry.roles) or "",
        place=entry.entity,
        url=entry.url,
        start=entry.start,
        end=entry.end,
        summary=entry.description,
        highlights=entry.highlights,
    )


def _skills(resume: Resume) -> tuple[SkillView, ...]:
    return tuple(SkillView(skill.name or "", skill.level or "", skill.keywords) for skill in resume.skills)


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
