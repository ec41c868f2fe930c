"""The résumé in reading order: what the PDF, the plain text and the check of the PDF are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.public.view import CredentialView, JobView, ResumeView, SkillView
from generator.site.filters import outward, plain_url
from generator.site.i18n.language import ENGLISH, Language


@dataclass(frozen=True, slots=True)
class Linked:
    """A text, and where it leads; `url` is None where it leads nowhere. `kind` says what it is."""

    kind: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A job, a school, a project, a certificate: what it is called, and the rest by its kind.

    `second` stands behind the lead, `facts` on a line of their own.
    """

    lead: Linked
    second: Linked | None
    facts: tuple[Linked, ...]
    text: str | None
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A skill with its words, a language with its level."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part with its heading, and its key in the file; it has entries or lines."""

    key: str
    title: str
    entries: tuple[Entry, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole résumé, in the order in which it is read."""

    name: str
    label: str | None
    contact: tuple[Linked, ...]
    summary: str | None
    sections: tuple[Section, ...]


def outline(resume: ResumeView, language: Language = ENGLISH) -> Outline:
    """The résumé in reading order; parts without anything in them are left out."""
    return Outline(
        resume.name,
        resume.label,
        tuple(_contact(resume)),
        resume.summary,
        tuple(section for section in _Sections(language).of(resume) if section.entries or section.lines),
    )


def _contact(resume: ResumeView) -> Iterator[Linked]:
    for kind, text in (("place", resume.place), ("street", resume.street)):
        if text:
            yield Linked(kind, text)
    if resume.email:
        yield Linked("e-mail", resume.email, outward(f"mailto:{resume.email}"))
    if resume.phone:
        yield Linked("phone", resume.phone)
    for link in (resume.url, *(profile.url for profile in resume.profiles)):
        if outward(link):
            yield Linked("link", plain_url(link), link)


@dataclass(frozen=True)
class _Sections:
    """Makes the parts of a résumé in a language."""

    language: Language

    def of(self, resume: ResumeView) -> Iterator[Section]:
        """All parts. The headings are those that programs which sort résumés look for."""
        say = self.language.own.say
        yield Section("work", say("Work Experience"), self._each(self._employed, resume.work))
        yield Section("projects", say("Projects"), self._each(self._project, resume.projects))
        yield Section("skills", say("Skills"), lines=_lines(resume.skills))
        yield Section("volunteer", say("Volunteer Experience"), self._each(self._employed, resume.volunteer))
        yield Section("education", say("Education"), self._each(self._school, resume.education))
        yield Section("certificates", say("Certificates"), self._papers(resume.certificates))
        yield Section("awards", say("Awards"), self._papers(resume.awards))
        yield Section("publications", say("Publications"), self._papers(resume.publications))
        yield Section("languages", say("Languages"), lines=_lines(resume.languages))
        yield Section("interests", say("Interests"), lines=_lines(resume.interests))

    def _each(self, make: Callable[[JobView], Entry], jobs: Iterable[JobView]) -> tuple[Entry, ...]:
        return tuple(make(job) for job in jobs)

    def _papers(self, credentials: Iterable[CredentialView]) -> tuple[Entry, ...]:
        return tuple(self._credential(credential) for credential in credentials)

    def _employed(self, job: JobView) -> Entry:
        lead, second = _titles(Linked("role", job.role), Linked("employer", job.name, outward(job.url)))
        return Entry(lead, second, self._facts(job), job.summary, job.highlights)

    def _project(self, job: JobView) -> Entry:
        lead, second = _titles(Linked("project", job.name, outward(job.url)), Linked("role", job.role))
        shown = (Linked("link", plain_url(job.url), job.url),) if outward(job.url) else ()
        return Entry(lead, second, (*self._facts(job), *shown), job.summary, job.highlights)

    def _school(self, job: JobView) -> Entry:
        lead, second = _titles(Linked("school", job.name, outward(job.url)), Linked("degree", job.role))
        say, courses = self.language.own.say, ", ".join(job.highlights)
        listed = say("Courses: {courses}", courses=courses) if courses else ""
        parts = ((job.summary or "").rstrip("."), listed)
        return Entry(lead, second, self._facts(job), ". ".join(part for part in parts if part) or None, ())

    def _credential(self, one: CredentialView) -> Entry:
        lead, second = _titles(
            Linked("title", one.title, outward(one.url)), Linked("issuer", one.issuer or "")
        )
        dates = self.language.partial(one.date)
        return Entry(lead, second, (Linked("dates", dates),) if dates else (), one.summary, ())

    def _facts(self, job: JobView) -> tuple[Linked, ...]:
        facts = (Linked("dates", self._period(job.start, job.end)), Linked("place", job.place or ""))
        return tuple(fact for fact in facts if fact.text)

    def _period(self, start: str | None, end: str | None) -> str:
        """`Mar 2020 – May 2026`; what has no end goes on; empty where neither day is known."""
        opened, closed = self.language.partial(start), self.language.partial(end)
        if not opened or opened == closed:
            return closed
        return f"{opened} – {closed or self.language.own.say('Present')}"


def _lines(skills: Iterable[SkillView]) -> tuple[Line, ...]:
    return tuple(_line(skill) for skill in skills)


def _line(skill: SkillView) -> Line:
    words = ", ".join(skill.keywords)
    return Line(skill.name, f"{words} ({skill.level})" if words and skill.level else words or skill.level)


def _titles(first: Linked, second: Linked) -> tuple[Linked, Linked | None]:
    """The first that says something leads."""
    if not first.text:
        return second, None
    return first, second if second.text else None
