"""THE WALL, for the résumé: phone, street and references stay private unless shown by name."""

from __future__ import annotations

from collections.abc import Iterable

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
from generator.public.json_resume import json_resume
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
