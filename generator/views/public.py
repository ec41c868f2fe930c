"""What an employer may see: the whole of what templates and feeds are given.

Every public value is a field here, and every field is plain: text, number, bool, date, tuple or
another view. There is no catch-all. A record gets a new public field only by a line here and a
line in `disclose.py`. This file imports the standard library alone.

Bodies are Markdown as the graduate wrote it; the renderer converts and cleans it. `path` fields
are the repository's paths of the *source* file (for links back and for findings), `address` fields
are site paths without a leading slash (`blog/slug/`), empty for the home page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A titled link. `url` is http(s) or mailto."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the graduate's. `file` is its path below `content/images/`.

    `alt` is empty for one that only decorates, and None where nobody said what it shows. `line` and
    `column` are where it is named in the text's file.
    """

    file: str
    alt: str | None
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class PostView:
    """A published post. `kind` is `written`, `link` or `video`."""

    path: str
    body_line: int
    address: str
    title: str
    date: dt.date
    moment: dt.datetime
    updated: dt.date | None
    summary: str
    body: str
    words: int
    kind: str
    tags: tuple[str, ...]
    series: str | None
    published_url: str | None
    video: str | None
    citations: tuple[Link, ...]
    picture: Picture | None
    week: str
    redirect_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A case study."""

    path: str
    body_line: int
    address: str
    title: str
    summary: str
    body: str
    repository: str | None
    demo: str | None
    stack: tuple[str, ...]
    date: dt.date | None
    featured: bool
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class PageView:
    """A free page: about, uses, now. `in_nav` as the graduate asked."""

    path: str
    body_line: int
    address: str
    title: str
    summary: str
    body: str
    in_nav: bool


@dataclass(frozen=True, slots=True)
class WeekView:
    """One column of the strip.

    `writing` is the number of counted posts, `making` of counted public contributions or design
    activities. A week without is 0, whatever the cause. `contacts` is None unless the graduate
    shows progress in full.
    """

    name: str
    number: int
    starts: dt.date
    ends: dt.date
    writing: int
    making: int
    contacts: int | None
    posts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The weeks, and what the sentence beside them says. `mode` is `work` or `full`.

    `making_label` is `public contributions` or `design activities`. `met` and `asked` are the
    weeks met and enforced so far, None unless `mode` is `full`. `weeks` has begun weeks only,
    the oldest first.
    """

    mode: str
    weeks: tuple[WeekView, ...]
    making_label: str
    total_writing: int
    total_making: int
    total_contacts: int | None
    met: int | None
    asked: int | None
    commitment_title: str
    commitment_digest: str


@dataclass(frozen=True, slots=True)
class JobView:
    """Work, a volunteer post or an education entry of the résumé, newest first."""

    name: str
    role: str
    place: str | None
    url: str | None
    start: str | None
    end: str | None
    summary: str | None
    highlights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillView:
    """A skill, a language or an interest with its keywords; `level` may be empty."""

    name: str
    level: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CredentialView:
    """A certificate, an award or a publication."""

    title: str
    issuer: str | None
    date: str | None
    url: str | None
    summary: str | None


@dataclass(frozen=True, slots=True)
class ResumeView:
    """The public part of the résumé. `phone` and `street` are None unless shown by name."""

    path: str
    name: str
    label: str | None
    summary: str | None
    place: str | None
    url: str | None
    email: str | None
    phone: str | None
    street: str | None
    profiles: tuple[Link, ...]
    work: tuple[JobView, ...]
    volunteer: tuple[JobView, ...]
    education: tuple[JobView, ...]
    projects: tuple[JobView, ...]
    skills: tuple[SkillView, ...]
    languages: tuple[SkillView, ...]
    interests: tuple[SkillView, ...]
    certificates: tuple[CredentialView, ...]
    awards: tuple[CredentialView, ...]
    publications: tuple[CredentialView, ...]
    paper: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """The whole public portfolio. `posts` are newest first, `projects` featured first.

    `url` has no trailing slash and is None where the graduate has no public address yet.
    `nav` is the order of sections asked for (`blog`, `projects`, `resume`, `progress` or a page's
    slug); empty means all that exist. `contact` is a mailto or https address. `theme` is a name,
    `tokens` pairs of theme token and value. `as_of` is the day of the build; no other clock is read.
    """

    name: str
    title: str
    description: str
    language: str
    url: str | None
    github: str | None
    contact: str | None
    availability: str | None
    label: str | None
    programme: str
    theme: str
    tokens: tuple[tuple[str, str], ...]
    nav: tuple[str, ...]
    as_of: dt.date
    generator: str
    posts: tuple[PostView, ...]
    projects: tuple[ProjectView, ...]
    pages: tuple[PageView, ...]
    resume: ResumeView | None
    progress: ProgressView | None
