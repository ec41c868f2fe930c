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
    """A titled link: `title`, and `url`, which is http(s) or mailto."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the graduate's. `file` is its path below `content/images/`.

    `alt` is empty for one that only decorates, and None where nobody said what it shows. `line` and
    `column` are where it is named in the text's file, and `key` is under which key. `focus` is where it
    is looked at if it is cropped, in percent from the left and from the top. `dark` is the same picture
    for dark mode. `path` is the file that names it, where that is not the text's own.
    """

    file: str
    alt: str | None
    line: int = 1
    column: int = 1
    key: str = "image"
    focus: tuple[int, int] = (50, 50)
    dark: Picture | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One file of a picture: its `address`, and its `width` in pixels."""

    address: str
    width: int


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one type.

    `type` is their media type (`image/avif`). `choices` are narrow before wide. `media` says when they
    are meant at all.
    """

    type: str
    choices: tuple[Choice, ...]
    media: str | None = None


@dataclass(frozen=True, slots=True)
class ResponsiveImage:
    """A picture that exists.

    `address` is the file that every browser shows, `size` its width and height in pixels. `alt` says
    what it shows. `sources` are lighter files, the best first; `sizes` says how wide the picture stands
    in the column of text. `dark` is the same picture for dark mode. `x` and `y` are where it is looked at
    if it is cropped, in tenths from the left and from the top. `full` is the file to look closely at, and
    empty if there is nothing more to see.
    """

    address: str
    alt: str
    size: tuple[int, int]
    sources: tuple[Source, ...] = ()
    sizes: str = ""
    dark: ResponsiveImage | None = None
    x: int = 5
    y: int = 5
    full: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of a plate: `path` is its outline in SVG, and `tone` says how it is drawn.

    Tones are `ground`, `soft`, `ink` and `accent`, which are filled, `line` and `stroke`, which are lines.
    """

    tone: str
    path: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands for a work wherever it is listed.

    `image` is its picture: the `thumbnail`, else the `image`, else the first one in its text. `plate` is
    what is drawn where there is none, in a box 160 wide and 100 high; the same at every build.
    """

    image: ResponsiveImage | None = None
    plate: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class PostView:
    """A published post.

    `path` is its source in the repository, and `body_line` the line at which its text begins there.
    `address` is its page. `title` is its heading. `date` is its day, in the graduate's time zone.
    `moment` is the same with the time of day, for feeds. `updated` is the day of its last change,
    `updated_at` the same with the time of day if that was written.
    `summary` is its standfirst, or the first paragraph of its page; it may be empty. `body` is Markdown;
    templates print the page's `body`, which is clean HTML. `words` counts its prose, code left out.
    `kind` is `written`, `link` (it stands elsewhere) or `video`. `tags` are as the graduate spelled
    them. `series` is the name of the series that it is a part of. `published_url` is where else it
    stands. `video` is where it can be seen. `citations` are its sources. `picture` stands at its
    head, and `thumbnail` in lists; templates print the page's `picture` and its `cover`. `week` names the
    week of its day (`2026-W40`). `redirect_from` are its old addresses.
    """

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
    updated_at: dt.datetime | None = None
    thumbnail: Picture | None = None
    cover: Cover = Cover()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a project: `value` is the figure, `what` is what it counts."""

    value: str
    what: str


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A case study.

    `path` is its source in the repository, and `body_line` the line at which its text begins there.
    `address` is its page. `title` is its heading. `summary` says in a sentence what it is. `body` is
    Markdown; templates print the page's `body`. `repository` is where its code is. `demo` is where
    it can be tried. `stack` names what it is made with. `date` is a day of its making. `featured`
    ones come first. `picture` stands at its head, and `thumbnail` in lists; templates print the page's
    `picture` and its `cover`. `role` is what the graduate did, `team` who else was in it, `period` when it
    was, `tools` what it was made with besides the `stack`; they may be empty. `links` lead to more of it.
    `results` are what came of it, the most important first.
    """

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
    thumbnail: Picture | None = None
    role: str = ""
    team: str = ""
    period: str = ""
    tools: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    results: tuple[Result, ...] = ()
    cover: Cover = Cover()


@dataclass(frozen=True, slots=True)
class PageView:
    """A free page: about, uses, now.

    `path` is its source in the repository, and `body_line` the line at which its text begins there.
    `address` is its page. `title` is its heading. `summary` is its standfirst; it may be empty.
    `body` is Markdown; templates print the page's `body`. `in_nav` is whether the graduate wants it
    in the navigation.
    """

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

    `name` is the ISO week of its first day (`2026-W40`). `number` counts the weeks of the search
    from 1. `starts` and `ends` are its first and its last day. `writing` is the number of counted
    posts. `making` is the number of counted public contributions or design activities. A week
    without is 0, whatever the cause. `contacts` is None unless the graduate shows progress in full.
    `posts` are the counted ones that are public; their `url` is the address of a page of this site.
    `design` has the design activities by kind (`design-challenge`), those without any left out.
    """

    name: str
    number: int
    starts: dt.date
    ends: dt.date
    writing: int
    making: int
    contacts: int | None
    posts: tuple[Link, ...]
    design: tuple[KindCount, ...] = ()


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many of a `kind` of work there are: `number`."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The weeks, and what the sentence beside them says.

    `mode` is `work` or `full`. `weeks` has begun weeks only, the oldest first. `making_label` is
    `public contributions` or `design activities`. `total_writing`, `total_making` and
    `total_contacts` are sums over all weeks; the last is None unless `mode` is `full`. `met` and
    `asked` are the weeks met and enforced so far, None unless `mode` is `full`. `commitment_title`
    is what the terms are called, and `commitment_digest` tells them from others.
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
    """Work, a volunteer post or an education entry of the résumé, newest first.

    `name` is the employer, school or project. `role` is what the graduate was there; it may be
    empty. `place` is where it was. `url` leads to it. `start` and `end` are dates that may lack day
    and month; without `end` it goes on. `summary` is a sentence or two. `highlights` are what was
    achieved. `keywords` are what a project was made with.
    """

    name: str
    role: str
    place: str | None
    url: str | None
    start: str | None
    end: str | None
    summary: str | None
    highlights: tuple[str, ...]
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillView:
    """A skill, a language or an interest.

    `name` is what it is called. `level` is how well, and may be empty. `keywords` are what belongs
    to it.
    """

    name: str
    level: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CredentialView:
    """A certificate, an award or a publication.

    `title` is what it is called. `issuer` gave or published it. `date` may lack day and month. `url`
    leads to it. `summary` is a sentence or two.
    """

    title: str
    issuer: str | None
    date: str | None
    url: str | None
    summary: str | None


RESUME_SECTIONS = (
    *("work", "projects", "skills", "volunteer", "education", "certificates", "awards"),
    *("publications", "languages", "interests"),
)
"""The sections of a résumé in the usual order."""


@dataclass(frozen=True, slots=True)
class ResumeView:
    """The public part of the résumé.

    `path` is its source in the repository. `name`, `label`, `summary` and `place` say who it is, as
    what, in a few sentences, and where. `url` is the graduate's own page. `email` is for employers.
    `phone` and `street` are None unless shown by name. `profiles` are accounts elsewhere. `work`,
    `volunteer`, `education` and `projects` are entries, newest first. `skills`, `languages` and
    `interests` are lists with keywords. `certificates`, `awards` and `publications` are papers.
    `paper` is the sheet to print on: `a4` or `letter`. `font` is the file below `content/fonts/` that
    the PDF is set in, or None. `as_json` is the same résumé as a text of JSON Resume 1.0.0. `sections`
    names all sections in the order in which they are shown. `variant` is the name of the variant that this
    is, empty for the résumé that everybody gets.
    """

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
    font: str | None
    as_json: str
    sections: tuple[str, ...] = RESUME_SECTIONS
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """An account of the graduate elsewhere.

    `name` is what the place is called, and `url` leads to the account. `icon` names its sign in
    `parts/icons.html`, and is `link` for a place that has none there.
    """

    name: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """The whole public portfolio.

    `name` is the graduate's. `title` is the site's, mostly the same. `description` is a sentence for
    search engines and the home page; it may be empty. `language` is a BCP 47 tag (`en`). `url` has
    no trailing slash and is None where the graduate has no public address yet. `github` is a login.
    `contact` is a mailto or https address. `profiles` are accounts elsewhere, GitHub among them. `portrait`
    is a picture of the graduate, and `portrait_file` where it is named. `availability` says what the
    graduate looks for, where and from when. `label` is what they are. `programme` is the title of the
    school's programme.
    `theme` is a name. `tokens` are pairs of a theme's token and its value. `nav` is the order of
    sections asked for (`blog`, `projects`, `resume`, `progress` or a page's slug); empty means all
    that exist. `as_of` is the day of the build; no other clock is read. `generator` names what made
    the site. `posts` are newest first. `projects` are featured first. `pages` are the free ones.
    `resume` is None where there is none, and `variants` are its public variants. `progress` is None where
    the graduate shows none.
    `markdown` names the dialect that all bodies are written in. `first_weekday` is the day on which weeks
    begin, 0 for Monday. `cards` is whether pages have pictures for links to them, and `search` whether there
    may be a search page.
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
    markdown: str = "github"
    first_weekday: int = 0
    portrait_file: Picture | None = None
    portrait: ResponsiveImage | None = None
    profiles: tuple[Profile, ...] = ()
    cards: bool = True
    search: bool = True
    variants: tuple[ResumeView, ...] = ()
