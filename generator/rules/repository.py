"""Findings about the repository (private records in public, unsealed reports) and the site's settings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.model.kinds import Journal
from generator.model.page import Page
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import begins_with_another_field
from generator.rules.rule import Rule, finding

EXPOSED = Rule(name="private-records-in-public-repository", severity=Severity.ERROR, fixed=True)
UNSEALED = Rule(name="report-not-sealed", severity=Severity.WARNING, ours=True)


def check_exposed_records(private_paths: Sequence[str], *, is_public: bool | None) -> tuple[Diagnostic, ...]:
    """Report private files in a repository that is known to be public."""
    if not is_public or not private_paths:
        return ()
    key = "private-records-in-public-repository.files"
    return (diagnostic(key, Location("content/private", 1, 1), EXPOSED.severity, count=len(private_paths)),)


def check_sealing(portfolio: Portfolio, *, is_public: bool, can_seal: bool) -> Iterator[Diagnostic]:
    """Report that the coach's report should be sealed and cannot be."""
    if portfolio.coach.public_keys and not can_seal:
        location = portfolio.origin.location_of("coach.public_keys")
        severity = Severity.ERROR if is_public else UNSEALED.severity
        yield diagnostic(UNSEALED.name, location, severity)
    elif is_public and not portfolio.coach.public_keys:
        location = portfolio.origin.location_of("coach")
        yield diagnostic("report-not-sealed.no-key", location, UNSEALED.severity)


TEMPLATE_TEXT = Rule(name="template-text-left", severity=Severity.ERROR, ours=True)


def check_template_texts(journal: Journal, lines: Collection[str]) -> Iterator[Diagnostic]:
    """Report a text that would go public with a line of the template that it began as."""
    texts: tuple[Post | Project | Page, ...] = (*journal.posts, *journal.projects, *journal.pages)
    for text in texts:
        if text.draft or not any(line in text.body for line in lines):
            continue
        found = (at for at, line in enumerate(text.body.split("\n")) if line.strip() in lines)
        if (at := next(found, None)) is not None:
            yield diagnostic(TEMPLATE_TEXT.name, Location(text.origin.path, text.body_line + at, 1))


URL_MISSING = Rule(name="site-url-missing", severity=Severity.WARNING)
NO_PUBLIC_CONTACT = Rule(name="no-public-contact", severity=Severity.WARNING)


def check_site_settings(portfolio: Portfolio) -> Iterator[Diagnostic]:
    """Report missing settings below `site`."""
    if portfolio.site.url is None:
        yield finding(URL_MISSING, portfolio.origin)
    if portfolio.site.contact is None:
        yield finding(NO_PUBLIC_CONTACT, portfolio.origin)


ANOTHER_FIELD = Rule(name="resume-work-of-another-field", severity=Severity.NOTE, points_at="work")


def check_resume_order(journal: Journal) -> Iterator[Diagnostic]:
    """Offer to begin the résumé with projects where no job had a title of the graduate's field."""
    resume = journal.resume
    if resume is not None and begins_with_another_field(resume, journal.portfolio.site.language):
        yield finding(ANOTHER_FIELD, resume.origin)
