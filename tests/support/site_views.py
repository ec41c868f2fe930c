"""Views of a site, of a résumé, and sites with a theme of a test's own."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.public.view import (
    CredentialView,
    JobView,
    Link,
    PageView,
    Picture,
    PostView,
    Profile,
    ProgressView,
    ProjectView,
    ResumeView,
    SiteView,
    SkillView,
    WeekView,
)
from generator.site.files import RenderedSite
from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from tests.support.folders import shared_cache
from tests.support.pngs import png

THEMES = ThemeFolders(Path(__file__).parents[2] / "themes")
START = dt.date(2026, 6, 1)

BODY = """\
For six years I counted things[^1]. See [the project](../projects/latebus.md#how)
and [the week after](2026-06-08-second.md).

## The column

```sql
SELECT 1 WHERE 'a' < 'b';
```

| what | how many |
| --- | --: |
| rows | 3 |

![A map](../images/map.png)

[^1]: Tablets, mostly.
"""


def images() -> Mapping[str, bytes]:
    return {"map.png": png(640, 480), "latebus/lead.png": png(800, 600), "never-shown.png": png()}


def post(number: int, slug: str, **changes: object) -> PostView:
    """The post of the week `number`, counted from 0."""
    date = START + dt.timedelta(days=7 * number)
    year, week, _ = date.isocalendar()
    made = PostView(
        path=f"content/blog/{date.isoformat()}-{slug}.md",
        body_line=5,
        address=f"blog/{slug}/",
        title=f"Post {slug}",
        date=date,
        moment=dt.datetime.combine(date, dt.time(9), dt.UTC),
        updated=None,
        summary=f"What {slug} is about.",
        body="One paragraph.",
        words=300,
        kind="written",
        tags=("sql",),
        series=None,
        published_url=None,
        video=None,
        citations=(),
        picture=None,
        week=f"{year}-W{week:02d}",
        redirect_from=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the caller names fields


def posts() -> tuple[PostView, ...]:
    """Newest first: a video, a link, two written ones."""
    first = post(
        0,
        "first",
        body=BODY,
        tags=("SQL", "C++", "日本語"),
        series="From the pharmacy",
        citations=(Link("Constraints", "https://docs.example/constraints"),),
        picture=Picture("map.png", "A map of a city"),
        redirect_from=("/2026/06/old-first/", "old-first.html"),
    )
    second = post(1, "second", series="From the pharmacy", updated=dt.date(2026, 7, 1))
    link = post(2, "elsewhere", kind="link", body="", published_url="https://writing.example/@sam/elsewhere")
    video = post(3, "talk", kind="video", body="", video="https://video.example/talk")
    return video, link, second, first


def projects() -> tuple[ProjectView, ...]:
    latebus = ProjectView(
        path="content/projects/latebus.md",
        body_line=9,
        address="projects/latebus/",
        title="Latebus",
        summary="Tells riders that their bus will be late.",
        body="## How\n\nSee [the first post](../blog/2026-06-01-first.md).\n",
        repository="https://github.com/sam-example/latebus",
        demo="https://latebus.example",
        stack=("Python", "PostgreSQL"),
        date=dt.date(2026, 8, 1),
        featured=True,
        picture=Picture("latebus/lead.png", "Buses as lines"),
    )
    other = replace(
        latebus,
        path="content/projects/other.md",
        address="projects/other/",
        title="Other",
        body="",
        repository=None,
        demo=None,
        date=None,
        featured=False,
        picture=None,
    )
    return latebus, other


def pages() -> tuple[PageView, ...]:
    return (
        PageView("content/pages/about.md", 4, "about/", "About", "Who I am.", "Hello.", in_nav=True),
        PageView("content/pages/uses.md", 4, "uses/", "Uses", "", "A [desk](about.md).", in_nav=False),
    )


def weeks(full: bool = False) -> tuple[WeekView, ...]:
    """25 weeks; the third is blank in every row."""
    return tuple(_week(number, full) for number in range(25))


def _week(number: int, full: bool) -> WeekView:
    starts = START + dt.timedelta(days=7 * number)
    year, week, _ = starts.isocalendar()
    blank = number == 2
    shown = {0: (Link("Post first", "blog/first/"),), 1: (Link("Far", "https://writing.example/far"),)}
    return WeekView(
        name=f"{year}-W{week:02d}",
        number=number + 1,
        starts=starts,
        ends=starts + dt.timedelta(days=6),
        writing=0 if blank else 1,
        making=0 if blank else 5 + number,
        contacts=(0 if blank else 8) if full else None,
        posts=shown.get(number, ()),
    )


def progress(mode: str = "work") -> ProgressView:
    full = mode == "full"
    every = weeks(full)
    return ProgressView(
        mode=mode,
        weeks=every,
        making_label="public contributions",
        total_writing=sum(week.writing for week in every),
        total_making=sum(week.making for week in every),
        total_contacts=sum(week.contacts or 0 for week in every) if full else None,
        met=24 if full else None,
        asked=25 if full else None,
        commitment_title="Flatiron School Career Services Commitment",
        commitment_digest="0123456789abcdef",
    )


def full_view(**changes: object) -> SiteView:
    made = SiteView(
        name="Sam Example",
        title="Sam Example",
        description="Backend engineer for data that people depend on.",
        language="en",
        url="https://sam.example",
        github="sam-example",
        contact="mailto:hi@sam.example",
        profiles=(Profile("GitHub", "https://github.com/sam-example", "github"),),
        availability="Backend roles, remote, from January",
        label="Backend engineer",
        programme="Software engineering",
        theme="almanac",
        tokens=(("accent", "#0b6e4f"),),
        nav=(),
        as_of=dt.date(2026, 11, 22),
        generator="Weekproof 0.1.0",
        posts=posts(),
        projects=projects(),
        pages=pages(),
        resume=resume(),
        progress=progress(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the caller names fields


def empty_view() -> SiteView:
    """Somebody who has a name and nothing else yet."""
    return full_view(
        description="",
        url=None,
        github=None,
        contact=None,
        profiles=(),
        availability=None,
        label=None,
        tokens=(),
        posts=(),
        projects=(),
        pages=(),
        resume=None,
        progress=None,
    )


def rendered(view: SiteView, pictures: Mapping[str, bytes] | None = None) -> RenderedSite:
    """The site of a view in which nothing is wrong."""
    site, found = render_site(view, THEMES, images() if pictures is None else pictures, cache=shared_cache())
    assert not found
    return site


@functools.cache
def full_site() -> RenderedSite:
    """The full portfolio, rendered once for all tests that only look."""
    return rendered(full_view())


def findings(view: SiteView) -> tuple[Diagnostic, ...]:
    return render_site(view, THEMES, images(), cache=shared_cache())[1]


def picture_in(site: RenderedSite, stem: str) -> str:
    """The address of the one file of a picture that is served as it is."""
    return next(file for file in site.files if file.startswith(f"images/{stem}-"))


def text_of(site: RenderedSite, file: str) -> str:
    return site.files[file].data.decode("utf-8")


def one_post(body: str, **changes: object) -> SiteView:
    """A portfolio of one post with this text, and nothing that could be in its way."""
    view = full_view(posts=(post(0, "first", body=body, **changes),), projects=(), pages=())
    return replace(view, progress=None, resume=None)


def resume() -> ResumeView:
    job = JobView(
        name="Lakeside Mercy Hospital",
        role="Pharmacy technician",
        place="Chicago, IL",
        url="https://lakeside.example",
        start="2019-10",
        end="2025-12",
        summary="Inpatient pharmacy.",
        highlights=("Counted everything twice.",),
    )
    return ResumeView(
        path="content/resume.yaml",
        name="Sam Example",
        label="Backend engineer",
        summary="Six years of counting.",
        place="Chicago, IL",
        url="https://sam.example",
        email="hi@sam.example",
        phone=None,
        street=None,
        profiles=(Link("GitHub", "https://github.com/sam-example"),),
        work=(job,),
        volunteer=(replace(job, end=None),),
        education=(replace(job, name="Prairie Code School", start="2026", end="2026"),),
        projects=(replace(job, name="Latebus", role="", place=None, keywords=("Django", "PostGIS")),),
        skills=(SkillView("Languages", "", ("Python", "SQL")),),
        languages=(SkillView("English", "Native", ()),),
        interests=(),
        certificates=(CredentialView("CPhT", "PTCB", "2019-09-14", None, None),),
        awards=(CredentialView("An award", None, "2020", "https://award.example", "For care."),),
        publications=(),
        paper="letter",
        font=None,
        as_json='{"basics": {"name": "Sam Example"}}\n',
    )


SHIPPED = THEMES.shipped


def site_with(own: Path, theme: str = "mine") -> RenderedSite:
    return render_site(full_view(theme=theme), ThemeFolders(SHIPPED, own), images(), cache=shared_cache())[0]


def fault_with(own: Path, theme: str = "mine") -> UserError:
    with pytest.raises(UserError) as told:
        site_with(own, theme)
    return told.value


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
