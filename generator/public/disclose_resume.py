"""THE WALL, for the résumé: phone, street and references stay private unless shown by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace as copy
from urllib.parse import quote, urlsplit, urlunsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.model.kinds import Journal
from generator.model.resume import (
    Basics,
    Education,
    Location,
    Profile,
    Resume,
    ResumeProject,
    Variant,
    Volunteer,
    Work,
    default_variant,
    order_of_sections,
    tailored,
)
from generator.public.view import CredentialView, JobView, Link, ResumeView, SkillView

_Dated = Work | Volunteer | Education | ResumeProject

# Countries whose paper is Letter (CLDR's supplemental data on paper sizes).
_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})


def disclose_resume(journal: Journal) -> ResumeView | None:
    """The résumé that everybody gets; None if there is none. `references` are never in it."""
    resume = journal.resume
    if resume is None:
        return None
    return _view(resume, default_variant(resume), journal, journal.portfolio.site.resume.show)


def disclose_variants(journal: Journal, *, drafts: bool = False) -> tuple[ResumeView, ...]:
    """The variants that the graduate made public, but for the one that everybody gets.

    With `drafts`, for the graduate's preview, also the others, with no more private fields, and marked.
    """
    resume = journal.resume
    if resume is None:
        return ()
    shown, default = journal.portfolio.site.resume.show, default_variant(resume)
    views = (
        (variant, _view(resume, variant, journal, shown, name))
        for name, variant in resume.variants.items()
        if (variant.public or drafts) and variant is not default
    )
    return tuple(
        view if variant.public else copy(view, label=f"Not public: {view.label or view.variant}")
        for variant, view in views
    )


def private_variants(journal: Journal) -> tuple[ResumeView, ...]:
    """NOT FOR THE SITE: the variants that only the graduate sends, with the private fields that they show."""
    resume = journal.resume
    if resume is None:
        return ()
    shown = journal.portfolio.site.resume.show
    return tuple(
        _view(resume, variant, journal, (*shown, *variant.show), name)
        for name, variant in resume.variants.items()
        if not variant.public
    )


def private_resume(journal: Journal) -> ResumeView:
    """NOT FOR THE SITE: who writes a letter. It has phone and street, and a name where there is no résumé."""
    portfolio = journal.portfolio
    mail = (portfolio.site.contact or "").partition("?")[0]
    email = mail.removeprefix("mailto:") if mail.startswith("mailto:") else portfolio.graduate.email
    resume = journal.resume or Resume(basics=Basics(email=email))
    return _view(resume, default_variant(resume), journal, ("phone", "street"))


def _view(
    whole: Resume, variant: Variant | None, journal: Journal, shown: Sequence[str], name: str = ""
) -> ResumeView:
    """The résumé, or a variant of it, with the private fields that are `shown`."""
    newest = _newest_first(whole)
    resume = tailored(newest, variant) if variant else newest
    as_written = tailored(whole, variant) if variant else whole
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
        phone=basics.phone if "phone" in shown else None,
        street=_joined(location.address, location.postal_code) if "street" in shown else None,
        profiles=tuple(_profiles(basics)),
        work=tuple(
            _job(x, x.name, x.position, x.location, x.summary or x.description, x.highlights)
            for x in resume.work
        ),
        volunteer=tuple(
            _job(x, x.organization, x.position, None, x.summary, x.highlights) for x in resume.volunteer
        ),
        education=tuple(
            _job(x, x.institution, _joined(x.study_type, x.area), None, x.score, x.courses)
            for x in resume.education
        ),
        projects=tuple(
            _job(x, x.name, _joined(*x.roles), x.entity, x.description, x.highlights, x.keywords)
            for x in resume.projects
        ),
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
        as_json=json_resume(as_written, journal.portfolio.graduate.name, shown, _json_url(journal)),
        sections=order_of_sections(resume),
        variant=name,
    )


def _json_url(journal: Journal) -> str | None:
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


def _newest_first(resume: Resume) -> Resume:
    """The same résumé, ordered by end, then by start; entries without an end come first."""
    ordered = {
        name: tuple(sorted(getattr(resume, name), key=_period, reverse=True))
        for name in ("work", "volunteer", "education", "projects")
    }
    return replace(resume, **ordered)


def _period(entry: _Dated) -> tuple[str, str]:
    return entry.end or "9999", entry.start or ""


def _job(
    entry: _Dated,
    name: str | None,
    role: str | None,
    place: str | None,
    summary: str | None,
    highlights: tuple[str, ...],
    keywords: tuple[str, ...] = (),
) -> JobView:
    period = entry.start, entry.end
    return JobView(name or "", role or "", place, entry.url, *period, summary, highlights, keywords)


def _skills(resume: Resume) -> tuple[SkillView, ...]:
    return tuple(SkillView(skill.name or "", skill.level or "", skill.keywords) for skill in resume.skills)


_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_VERSION = "v1.0.0"
_MAIL = re.compile(r"[^\s@<>\"]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_URL_CHARACTERS = "%/:?@!$&'()*+,;=~-._"
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


def json_resume(resume: Resume, name: str, shown: Sequence[str], url: str | None) -> str:
    """The public résumé as JSON Resume 1.0.0, with a final line end.

    `name` is used if the résumé has none, `shown` has the private fields that are shown, `url` is that of
    the file itself, if any. Every key that becomes public is named here. `references` are not: they are
    other people's data. `image` is added once the picture has an address.
    """
    document = {
        "$schema": _SCHEMA,
        "basics": _basics(resume, name, shown),
        "work": _select_all(resume.work, _WORK),
        "volunteer": _select_all(resume.volunteer, _VOLUNTEER),
        "education": _select_all(resume.education, _EDUCATION),
        "awards": _select_all(resume.awards, _AWARD),
        "certificates": _select_all(resume.certificates, _CERTIFICATE),
        "publications": _select_all(resume.publications, _PUBLICATION),
        "skills": _select_all(resume.skills, _SKILL),
        "languages": _select_all(resume.languages, _LANGUAGE),
        "interests": _select_all(resume.interests, _INTEREST),
        "projects": _select_all(resume.projects, _PROJECT),
        "meta": {
            "version": _VERSION,
            "canonical": url,
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
        "location": _select(location, (*private, "city", "country_code", "region")),
        "profiles": _select_all(basics.profiles, ("network", "username", "url")),
    }


def _select_all(records: Iterable[Struct], fields: Sequence[str]) -> list[dict[str, object]]:
    return [_select(record, fields) for record in records]


def _select(record: Struct, fields: Sequence[str]) -> dict[str, object]:
    """The named fields of a record, by their keys in the file."""
    keys = dict(zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True))
    values = {field: getattr(record, field) for field in fields}
    return {keys[field]: _uri(value) if field == "url" else value for field, value in values.items()}


def _uri(url: str | None) -> str | None:
    """The URL in ASCII (RFC 3986); None if its host cannot be encoded."""
    if url is None:
        return None
    parts = urlsplit(url)
    try:
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except UnicodeError:
        return None
    return urlunsplit((parts.scheme, host, *(_quoted(part) for part in parts[2:])))


def _quoted(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_URL_CHARACTERS)


def _without_blanks(value: object) -> object:
    """`value` without empty entries."""
    if isinstance(value, dict):
        cleaned = {key: _without_blanks(item) for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if item not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [item for item in map(_without_blanks, value) if item not in (None, "", {})]
    return value
