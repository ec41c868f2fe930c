"""Sample portfolios for `theme check`: a full one, an empty one, a small one, and a hostile one.

All are made from the full one, so that a new public field needs a sample value in one place only.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from generator.public.view import (
    CredentialView,
    JobView,
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
    SkillView,
    WeekView,
)

PICTURE = "lead.png"
_START = dt.date(2026, 6, 1)
_WEEKS = 26
_PROJECTS = ("latebus", "shelf", "drift", "queue")
_BODY = """\
For six years I counted things[^1]. Now I count rows, see [the project](../projects/latebus.md).

## The column

```sql
SELECT route, count(*) FROM stop_time WHERE delay > 300 GROUP BY route;
```

| what | how many |
| --- | --: |
| rows | 3 |

## What it cost

> Counted twice, and by two people.

## What I would do again

- one
- two

![A map of a city](../images/lead.png)

[^1]: Tablets, mostly.
"""


def full() -> SiteView:
    """A portfolio at the end of a search: posts of every kind, projects, pages, a résumé, all weeks."""
    return SiteView(
        name="Sam Example",
        title="Sam Example, engineer",
        description="Backend engineer for data that people depend on.",
        language="en",
        url="https://sam.example",
        github="sam-example",
        contact="mailto:hi@sam.example",
        portrait_file=Picture(PICTURE, "Sam Example", key="portrait", path="portfolio.yaml"),
        profiles=(
            Profile("GitHub", "https://github.com/sam-example", "github"),
            Profile("Chess", "https://chess.example/sam", "link"),
        ),
        availability="Backend roles, remote, from January",
        label="Backend engineer",
        programme="Software engineering",
        theme="",
        tokens=(),
        nav=(),
        as_of=_START + dt.timedelta(days=7 * _WEEKS - 1),
        generator="weekproof",
        posts=_posts(),
        projects=tuple(_project(name, featured=name == "latebus") for name in _PROJECTS),
        pages=(
            PageView("content/pages/about.md", 4, "about/", "About", "Who I am.", "Hello.", in_nav=True),
            PageView("content/pages/uses.md", 4, "uses/", "Uses", "", "A [desk](about.md).", in_nav=False),
        ),
        resume=_resume(),
        progress=_progress(),
    )


def _posts() -> tuple[PostView, ...]:
    """Newest first: a link, a video, and three posts of a series."""
    return (
        _post(5, "elsewhere", kind="link"),
        _post(4, "talk", kind="video"),
        *(_post(number, f"part-{number}") for number in (3, 2, 1)),
    )


def _post(number: int, slug: str, kind: str = "written") -> PostView:
    date = _START + dt.timedelta(days=7 * number + 2)
    year, week, _ = date.isocalendar()
    is_written = kind == "written"
    moment = dt.datetime.combine(date, dt.time(9), dt.UTC)
    return PostView(
        path=f"content/blog/{date.isoformat()}-{slug}.md",
        body_line=9,
        address=f"blog/{slug}/",
        title=f"What the column said, {slug}",
        date=date,
        moment=moment,
        updated=date + dt.timedelta(days=1) if is_written else None,
        updated_at=moment + dt.timedelta(days=1) if is_written else None,
        summary=f"A column of dates, and what was wrong with it in {slug}.",
        body=_BODY if is_written else "",
        words=920 if is_written else 0,
        kind=kind,
        tags=("sql", "C++", "日本語"),
        series="The column" if is_written else None,
        published_url=None if kind == "video" else f"https://writing.example/@sam/{slug}",
        video="https://video.example/talk" if kind == "video" else None,
        citations=(Link("Constraints", "https://docs.example/constraints"),) if is_written else (),
        picture=Picture(PICTURE, "A map of a city") if is_written else None,
        week=f"{year}-W{week:02d}",
        redirect_from=(f"/old/{slug}/",),
        thumbnail=Picture(PICTURE, "A map of a city", key="thumbnail") if number == 1 else None,
    )


def _project(name: str, *, featured: bool) -> ProjectView:
    return ProjectView(
        path=f"content/projects/{name}.md",
        body_line=9,
        address=f"projects/{name}/",
        title=name.capitalize(),
        summary="Tells riders that their bus will be late.",
        body=_BODY.replace("projects/latebus.md", "projects/shelf.md"),
        repository=f"https://github.com/sam-example/{name}",
        demo=f"https://{name}.example",
        stack=("Python", "PostgreSQL"),
        date=_START,
        featured=featured,
        picture=Picture(
            PICTURE,
            "Buses as lines",
            focus=(30, 0),
            dark=Picture(PICTURE, "Buses as lines", key="image_dark"),
        ),
        thumbnail=Picture(PICTURE, "Buses as lines", key="thumbnail") if featured else None,
        role="Everything but the buses",
        team="Two riders",
        period="Eight weeks, summer 2026",
        tools=("Paper", "Figma"),
        links=(Link("A talk about it", f"https://{name}.example/talk"),),
        results=(Result("71 s", "median error ten minutes ahead"), Result("6 of 6", "riders understood it")),
    )


def _progress() -> ProgressView:
    """Progress shown in full. The third week is blank."""
    weeks = tuple(_week(number) for number in range(_WEEKS))
    return ProgressView(
        mode="full",
        weeks=weeks,
        making_label="design activities",
        total_writing=sum(week.writing for week in weeks),
        total_making=sum(week.making for week in weeks),
        total_contacts=sum(week.contacts or 0 for week in weeks),
        met=_WEEKS - 1,
        asked=_WEEKS,
        commitment_title="A school's commitment",
        commitment_digest="sha256:0123456789abcdef",
    )


_DESIGN = tuple(KindCount(kind, 1) for kind in ("design-challenge", "extra-credit", "track-module"))


def _week(number: int) -> WeekView:
    starts = _START + dt.timedelta(days=7 * number)
    year, week, _ = starts.isocalendar()
    is_blank = number == 2
    links = {1: Link("Far", "https://writing.example/far"), 3: Link("Part 3", "blog/part-3/")}
    return WeekView(
        name=f"{year}-W{week:02d}",
        number=number + 1,
        starts=starts,
        ends=starts + dt.timedelta(days=6),
        writing=0 if is_blank else 1,
        making=0 if is_blank else len(_DESIGN),
        contacts=0 if is_blank else 8,
        posts=(links[number],) if number in links else (),
        design=() if is_blank else _DESIGN,
    )


def _resume() -> ResumeView:
    job = JobView(
        name="Lakeside Mercy Hospital",
        role="Pharmacy technician",
        place="Chicago, IL",
        url="https://lakeside.example",
        start="2019-10",
        end="2025-12",
        summary="Inpatient pharmacy.",
        highlights=("Counted everything twice.", "Trained 22 colleagues."),
        keywords=("Python", "PostgreSQL"),
    )
    paper = CredentialView("CPhT", "PTCB", "2019-09-14", "https://award.example", "For care.")
    skill = SkillView("Languages", "fluent", ("Python", "SQL"))
    return ResumeView(
        path="content/resume.yaml",
        name="Sam Example",
        label="Backend engineer",
        summary="Six years of counting.",
        place="Chicago, IL",
        url="https://sam.example",
        email="hi@sam.example",
        phone="+1 555 0100",
        street="1 Example Street",
        profiles=(Link("GitHub", "https://github.com/sam-example"),),
        work=(job, job),
        volunteer=(job,),
        education=(job,),
        projects=(job,),
        skills=(skill,),
        languages=(skill,),
        interests=(skill,),
        certificates=(paper,),
        awards=(paper,),
        publications=(paper,),
        paper="letter",
        font=None,
        as_json='{"basics": {"name": "Sam Example"}}\n',
    )


_MARK = "<script>alert(1)</script>"
HOSTILE = (
    _MARK,
    f'"><img src=x onerror=alert(1)> {_MARK}',
    f"x onmouseover=alert(1) y {_MARK}",
    f"' autofocus onfocus='alert(1) {_MARK}",
    f"{'W' * 200}{_MARK}",
    f"سيرة ذاتية لمهندسة برمجيات تعمل مع البيانات التي يعتمد عليها الناس {_MARK}",
    f"{'国境の長いトンネルを抜けると雪国であった' * 10}{_MARK}",
    f"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft {_MARK}",
    f"{{{{ 7*7 }}}}{{% raw %}} &lt;b&gt; &amp; \u202e{_MARK}",
)
HOSTILE_LINKS = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://good.example/"onclick="alert(1)',
    "https://good.example/'><script>alert(1)</script>",
    "//evil.example/x.js",
)
LONG_NAME = "Maximiliana Anastasia " * 9 + "Featherstonehaugh-Cholmondeley-Featherstonehaugh"
# Not replaced: fields that the reader validates, and enumerations.
_UNCHANGED = {
    "path",
    "address",
    "kind",
    "theme",
    "mode",
    "as_json",
    "icon",
    "language",
    "paper",
    "file",
    "key",
    "week",
    "redirect_from",
    "sections",
    "variant",
} | {"making_label"}
_LINKS = {"url", "published_url", "video", "repository", "demo", "contact", "email"}


def portfolios(theme: str) -> Mapping[str, SiteView]:
    """All sample portfolios by their name in findings, with `theme` set."""
    views = {"full": full(), "empty": empty(), "small": small(), "hostile": hostile()}
    return {name: dataclasses.replace(view, theme=theme) for name, view in views.items()}


def images() -> Mapping[str, bytes]:
    """The one picture of the portfolios: a single grey pixel."""
    return {PICTURE: _PIXEL}


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da63686868000003040181752e01bc0000000049454e44ae426082"
)


def empty() -> SiteView:
    """A portfolio with a name only."""
    return dataclasses.replace(
        full(),
        description="",
        url=None,
        github=None,
        contact=None,
        portrait_file=None,
        profiles=(),
        availability=None,
        label=None,
        posts=(),
        projects=(),
        pages=(),
        resume=None,
        progress=None,
    )


def small() -> SiteView:
    """A portfolio with a very long name, one project, one week and no posts."""
    view = full()
    progress = view.progress
    alone = dataclasses.replace(view.projects[0], body="Text.", picture=None, demo=None, date=None, stack=())
    begun = dataclasses.replace(progress, mode="work", weeks=progress.weeks[:1]) if progress else None
    return dataclasses.replace(
        view,
        name=LONG_NAME,
        title=LONG_NAME,
        availability=None,
        label=None,
        contact=None,
        posts=(),
        pages=(),
        projects=(alone,),
        resume=None,
        progress=begun,
    )


def hostile() -> SiteView:
    """The full one with every text replaced by an attack: markup that must stay text, forbidden links.

    Its language is written from right to left.
    """
    links = {name: itertools.cycle(HOSTILE_LINKS) for name in sorted(_LINKS)}
    poisoned = _poisoned(full(), itertools.cycle(HOSTILE), links)
    assert isinstance(poisoned, SiteView)  # noqa: S101  # for the type checker
    return dataclasses.replace(poisoned, language="ar", tokens=(), nav=(), url=full().url)


def _poisoned(value: Any, texts: Iterator[str], links: Mapping[str, Iterator[str]]) -> Any:
    if isinstance(value, str):
        return next(texts)
    if isinstance(value, tuple):
        return tuple(_poisoned(item, texts, links) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    return dataclasses.replace(
        value, **{name: _field(value, name, texts, links) for name in _changeable(value)}
    )


def _changeable(value: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(value) if field.name not in _UNCHANGED]


def _field(value: Any, name: str, texts: Iterator[str], links: Mapping[str, Iterator[str]]) -> Any:
    original = getattr(value, name)
    return (
        next(links[name])
        if name in links and isinstance(original, str)
        else _poisoned(original, texts, links)
    )
