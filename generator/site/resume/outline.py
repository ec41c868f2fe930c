"""The résumé in reading order: the common source of the PDF, the plain text and the check of the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.public.view import CredentialView, JobView, ResumeView, SkillView
from generator.site.filters import outward, plain_url
from generator.site.i18n.language import ENGLISH, Language


@dataclass(frozen=True, slots=True)
class Fact:
    """A text of a given kind, and its link, if any."""

    kind: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A job, a school, a project or a certificate.

    `second` follows `lead` on its line; `facts` have a line of their own. `keywords` come last.
    """

    lead: Fact
    second: Fact | None
    facts: tuple[Fact, ...]
    text: str | None
    points: tuple[str, ...]
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A skill with its words, a language with its level."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its heading and its key in the file; it has entries or lines."""

    key: str
    title: str
    entries: tuple[Entry, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole résumé, in reading order."""

    name: str
    label: str | None
    contact: tuple[Fact, ...]
    summary: str | None
    sections: tuple[Section, ...]


def outline(resume: ResumeView, language: Language = ENGLISH) -> Outline:
    """The outline of a résumé; empty sections are left out."""
    return Outline(
        resume.name,
        resume.label,
        tuple(contact_facts(resume)),
        resume.summary,
        tuple(section for section in _Sections(language).build(resume) if section.entries or section.lines),
    )


def contact_facts(resume: ResumeView) -> Iterator[Fact]:
    """How somebody can be reached, in the order in which it is printed."""
    for kind, text in (("place", resume.place), ("street", resume.street)):
        if text:
            yield Fact(kind, text)
    if resume.email:
        yield Fact("e-mail", resume.email, outward(f"mailto:{resume.email}"))
    if resume.phone:
        yield Fact("phone", resume.phone)
    for link in (resume.url, *(profile.url for profile in resume.profiles)):
        if outward(link):
            yield Fact("link", plain_url(link), link)


@dataclass(frozen=True)
class _Sections:
    """Builds the sections of a résumé in a language."""

    language: Language

    def build(self, resume: ResumeView) -> Iterator[Section]:
        """All sections in their order, with the headings that applicant tracking systems look for."""
        say, credentials = self.language.ui.say, self._credentials
        built = (
            Section("work", say("Work Experience"), tuple(map(self._job, resume.work))),
            Section("projects", say("Projects"), tuple(map(self._project, resume.projects))),
            Section("skills", say("Skills"), lines=_lines(resume.skills)),
            Section("volunteer", say("Volunteer Experience"), tuple(map(self._job, resume.volunteer))),
            Section("education", say("Education"), tuple(map(self._school, resume.education))),
            Section("certificates", say("Certificates"), credentials(resume.certificates)),
            Section("awards", say("Awards"), credentials(resume.awards)),
            Section("publications", say("Publications"), credentials(resume.publications)),
            Section("languages", say("Languages"), lines=_lines(resume.languages)),
            Section("interests", say("Interests"), lines=_lines(resume.interests)),
        )
        by_key = {section.key: section for section in built}
        return (by_key[key] for key in resume.sections if key in by_key)

    def _credentials(self, credentials: Iterable[CredentialView]) -> tuple[Entry, ...]:
        return tuple(self._credential(credential) for credential in credentials)

    def _job(self, job: JobView) -> Entry:
        lead, second = _titles(Fact("role", job.role), Fact("employer", job.name, outward(job.url)))
        return Entry(lead, second, self._facts(job), job.summary, job.highlights)

    def _project(self, job: JobView) -> Entry:
        lead, second = _titles(Fact("project", job.name, outward(job.url)), Fact("role", job.role))
        links = (Fact("link", plain_url(job.url), job.url),) if outward(job.url) else ()
        keywords = ", ".join(job.keywords)
        return Entry(lead, second, (*self._facts(job), *links), job.summary, job.highlights, keywords)

    def _school(self, job: JobView) -> Entry:
        lead, second = _titles(Fact("school", job.name, outward(job.url)), Fact("degree", job.role))
        say, courses = self.language.ui.say, ", ".join(job.highlights)
        listed = say("Courses: {courses}", courses=courses) if courses else ""
        parts = ((job.summary or "").rstrip("."), listed)
        return Entry(lead, second, self._facts(job), ". ".join(part for part in parts if part) or None, ())

    def _credential(self, credential: CredentialView) -> Entry:
        lead, second = _titles(
            Fact("title", credential.title, outward(credential.url)), Fact("issuer", credential.issuer or "")
        )
        dates = self.language.partial(credential.date)
        return Entry(lead, second, (Fact("dates", dates),) if dates else (), credential.summary, ())

    def _facts(self, job: JobView) -> tuple[Fact, ...]:
        facts = (Fact("dates", self._period(job.start, job.end)), Fact("place", job.place or ""))
        return tuple(fact for fact in facts if fact.text)

    def _period(self, start: str | None, end: str | None) -> str:
        """`Mar 2020 – May 2026`, or `– Present` without an end; empty if neither date is known."""
        opened, closed = self.language.partial(start), self.language.partial(end)
        if not opened or opened == closed:
            return closed
        return f"{opened} – {closed or self.language.ui.say('Present')}"


def _lines(skills: Iterable[SkillView]) -> tuple[Line, ...]:
    return tuple(map(_line, skills))


def _line(skill: SkillView) -> Line:
    words = ", ".join(skill.keywords)
    return Line(skill.name, f"{words} ({skill.level})" if words and skill.level else words or skill.level)


def _titles(first: Fact, second: Fact) -> tuple[Fact, Fact | None]:
    """`first` and `second` without empty ones."""
    if not first.text:
        return second, None
    return first, second if second.text else None
