"""THE WALL: which parts of the records become public. The only file that sees both sides.

A field of a record is private until a line here copies it into a field of `public/view.py`. Nothing here
reads contacts, evidence of activities, offers, coaching, goals or decisions, except the counts that the
graduate shows with `site.progress: full`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from generator.model.activity import Activity
from generator.model.calendar import week_of
from generator.model.commitment import Commitment, Programme
from generator.model.kinds import KIND, Journal, Kind
from generator.model.page import Page
from generator.model.portfolio import Portfolio, zone_of
from generator.model.post import Post
from generator.model.project import Project
from generator.model.verdict import Evaluation, JudgedRecord, JudgedWeek
from generator.public.disclose_resume import disclose_resume, disclose_variants
from generator.public.profiles import profile_of
from generator.public.view import (
    KindCount,
    Link,
    PageView,
    Picture,
    PostView,
    Profile,
    ProgressView,
    ProjectView,
    Result,
    ResumeView,
    SiteView,
    WeekView,
)
from generator.rules.counting.words import count_words
from generator.rules.kinds import REQUIREMENT, RequirementRow

DEFAULT_THEME = "almanac"


def disclose(
    evaluation: Evaluation,
    commitment: Commitment,
    programme: Programme,
    generator: str,
    *,
    drafts: bool = False,
) -> SiteView:
    """The public portfolio as of the day of the evaluation, without drafts and scheduled posts.

    With `drafts`, for the graduate's preview, it has drafts, and their titles say so.
    """
    journal = evaluation.journal
    portfolio = journal.portfolio
    site = portfolio.site
    first_weekday = commitment.weeks.first_weekday
    posts = _posts(journal, first_weekday, drafts=drafts)
    resume = disclose_resume(journal)
    label = resume.label if resume else None
    return SiteView(
        name=portfolio.graduate.name,
        title=site.title or portfolio.graduate.name,
        description=site.description or _description(portfolio.search.availability, label, programme),
        language=site.language,
        markdown=site.markdown,
        url=site.url.rstrip("/") if site.url else None,
        github=portfolio.graduate.github,
        contact=site.contact,
        availability=portfolio.search.availability,
        label=label,
        programme=programme.title,
        theme=site.theme or DEFAULT_THEME,
        tokens=tuple(sorted(site.tokens.items())),
        nav=site.nav,
        as_of=evaluation.as_of,
        generator=generator,
        posts=posts,
        projects=_projects(journal.projects, drafts=drafts),
        pages=_pages(page for page in journal.pages if drafts or not page.draft),
        resume=resume,
        progress=_progress(evaluation, commitment, posts),
        first_weekday=first_weekday,
        portrait_file=_portrait(journal),
        profiles=_profiles(portfolio.graduate.github, resume),
        cards=site.cards == "on",
        search=site.search == "on",
        variants=disclose_variants(journal, drafts=drafts),
    )


def _portrait(journal: Journal) -> Picture | None:
    """The graduate's picture: that of the settings, else that of the résumé."""
    portfolio, resume = journal.portfolio, journal.resume
    name = portfolio.graduate.name
    if portfolio.site.portrait:
        place = portfolio.origin.location_of("site.portrait")
        return Picture(
            portfolio.site.portrait, name, place.line or 1, place.column or 1, "portrait", path=place.path
        )
    if resume is None or not resume.basics.image:
        return None
    place = resume.origin.location_of("basics.image")
    return Picture(
        resume.basics.image, name, place.line or 1, place.column or 1, "basics.image", path=place.path
    )


def _profiles(github: str | None, resume: ResumeView | None) -> tuple[Profile, ...]:
    """The accounts of the résumé, and the one on GitHub if it is not among them."""
    found = resume.profiles if resume else ()
    own = Link("GitHub", f"https://github.com/{quote(github, safe='')}") if github else None
    known = {link.url.rstrip("/").casefold() for link in found}
    links = (own, *found) if own and own.url.casefold() not in known else found
    return tuple(profile_of(link.title, link.url) for link in links)


def _description(availability: str | None, label: str | None, programme: Programme) -> str:
    return availability or label or f"{programme.title} portfolio"


def _posts(journal: Journal, first_weekday: int, *, drafts: bool) -> tuple[PostView, ...]:
    zone = zone_of(journal.portfolio.search)
    views = [_post(post, zone, first_weekday) for post in journal.posts if drafts or not post.draft]
    return tuple(sorted(views, key=lambda view: (view.moment, view.path), reverse=True))


def _post(post: Post, zone: dt.tzinfo, first_weekday: int) -> PostView:
    return PostView(
        path=post.origin.path,
        body_line=post.body_line,
        address=f"blog/{post.name}/",
        title=_title(post),
        date=post.date.day,
        moment=post.date.at or dt.datetime.combine(post.date.day, dt.time(), zone),
        updated=post.updated.day if post.updated else None,
        summary=post.summary or "",
        body=post.body,
        words=count_words(post.body, post.dialect),
        kind="video" if post.video else "link" if post.is_link_post else "written",
        tags=post.tags,
        series=post.series,
        published_url=post.published_url,
        video=post.video,
        citations=tuple(Link(citation.title, citation.url) for citation in post.citations),
        picture=_picture(post),
        week=week_of(post.date.day, first_weekday).name,
        redirect_from=post.redirect_from,
        updated_at=post.updated.at if post.updated else None,
        thumbnail=_thumbnail(post),
    )


def _title(text: Post | Project | Page) -> str:
    return f"Draft: {text.title}" if text.draft else text.title


def _picture(record: Post | Project) -> Picture | None:
    """The picture at the head of a text."""
    if not record.image:
        return None
    dark = _named(record, "image_dark", record.image_dark, record.image_alt or "")
    return _named(record, "image", record.image, record.image_alt, dark)


def _thumbnail(record: Post | Project) -> Picture | None:
    """The picture for lists, if it is another one. Its description is that of the picture at the head."""
    return _named(record, "thumbnail", record.thumbnail, record.image_alt or "")


def _named(
    record: Post | Project, key: str, file: str | None, alt: str | None, dark: Picture | None = None
) -> Picture | None:
    if not file:
        return None
    line, column = record.origin.fields.get(key, (1, 1))
    left, top = (record.focus or "50% 50%").replace("%", "").split()
    return Picture(file, alt, line, column, key, (int(left), int(top)), dark)


def _projects(projects: Iterable[Project], *, drafts: bool) -> tuple[ProjectView, ...]:
    views = [_project(project) for project in projects if drafts or not project.draft]
    return tuple(sorted(views, key=_project_order))


def _project(project: Project) -> ProjectView:
    return ProjectView(
        path=project.origin.path,
        body_line=project.body_line,
        address=f"projects/{project.name}/",
        title=_title(project),
        summary=project.summary,
        body=project.body,
        repository=project.repository,
        demo=project.demo,
        stack=project.stack,
        date=project.date,
        featured=project.featured,
        picture=_picture(project),
        thumbnail=_thumbnail(project),
        role=project.role or "",
        team=project.team or "",
        period=project.period or "",
        tools=project.with_,
        links=tuple(Link(link.title, link.url) for link in project.links),
        results=tuple(Result(result.value, result.what) for result in project.results),
    )


def _project_order(view: ProjectView) -> tuple[bool, int, str]:
    """Featured first, then the newest, then by path."""
    return not view.featured, -(view.date.toordinal() if view.date else 0), view.path


def _pages(pages: Iterable[Page]) -> tuple[PageView, ...]:
    return tuple(map(_page, sorted(pages, key=lambda page: page.origin.path)))


def _page(page: Page) -> PageView:
    return PageView(
        path=page.origin.path,
        body_line=page.body_line,
        address=f"{page.name}/",
        title=_title(page),
        summary=page.summary or "",
        body=page.body,
        in_nav=page.nav,
    )


def disclose_text(
    text: Post | Project | Page, portfolio: Portfolio, first_weekday: int
) -> PostView | ProjectView | PageView:
    """What the public may see of one text."""
    if isinstance(text, Post):
        return _post(text, zone_of(portfolio.search), first_weekday)
    return _project(text) if isinstance(text, Project) else _page(text)


def _progress(
    evaluation: Evaluation, commitment: Commitment, posts: Iterable[PostView]
) -> ProgressView | None:
    mode = evaluation.journal.portfolio.site.progress
    begun = [week for week in evaluation.weeks if week.week.starts <= evaluation.as_of]
    if mode == "off" or not begun:
        return None
    making_row = _making(begun[0], commitment)
    links = {post.path: Link(post.title, post.address) for post in posts}
    is_full = mode == "full"
    weeks = tuple(_week(week, making_row.record_kind, links, full=is_full) for week in begun)
    enforced = [week for week in begun if week.enforced and (week.closed or week.verdict == "met")]
    return ProgressView(
        mode=mode,
        weeks=weeks,
        making_label=making_row.noun,
        total_writing=sum(week.writing for week in weeks),
        total_making=sum(week.making for week in weeks),
        total_contacts=sum(week.contacts or 0 for week in weeks) if is_full else None,
        met=sum(week.verdict == "met" for week in enforced) if is_full else None,
        asked=len(enforced) if is_full else None,
        commitment_title=commitment.title,
        commitment_digest=commitment.digest,
    )


def _making(week: JudgedWeek, commitment: Commitment) -> RequirementRow:
    """The first kind of work besides posts that the programme requires."""
    for judged in week.requirements:
        terms = commitment.requirement(judged.id)
        for alternative in terms.ways if terms else ():
            if REQUIREMENT[alternative.kind].is_making:
                return REQUIREMENT[alternative.kind]
    return REQUIREMENT["contributions"]


def _week(week: JudgedWeek, making: Kind, links: Mapping[str, Link], *, full: bool) -> WeekView:
    """The counts of one week by kind of work.

    Of contacts only the number, and only in mode `full`; of coaching nothing.
    """
    posts = _counted(week, KIND["posts"])
    made = _counted(week, making)
    return WeekView(
        name=week.week.name,
        number=week.number,
        starts=week.week.starts,
        ends=week.week.ends,
        writing=len(posts),
        making=sum(record.amount for record in made),
        contacts=sum(record.amount for record in _counted(week, KIND["contacts"])) if full else None,
        posts=tuple(links[post.origin.path] for post in posts if post.origin.path in links),
        design=_by_kind(made),
    )


def _by_kind(made: Iterable[JudgedRecord]) -> tuple[KindCount, ...]:
    """How many design activities of each kind; empty for contributions, which have none."""
    numbers: Counter[str] = Counter()
    for judged in made:
        if isinstance(judged.record, Activity):
            numbers[judged.record.kind] += judged.amount
    return tuple(KindCount(kind, number) for kind, number in sorted(numbers.items()))


def _counted(week: JudgedWeek, kind: Kind) -> list[JudgedRecord]:
    """The counted records of a kind, each once even if it counts towards several requirements."""
    records: dict[tuple[str, int, int], JudgedRecord] = {}
    for requirement in week.requirements:
        for record in requirement.records:
            position = record.origin.position
            if record.counted and isinstance(record.record, kind.record) and position not in records:
                records[position] = record
    return list(records.values())
