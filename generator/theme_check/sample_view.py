"""A made-up portfolio in which every field of the public views has a value: what a theme is tried on."""

from __future__ import annotations

import datetime as dt

from generator.public.view import (
    CredentialView,
    JobView,
    Link,
    PageView,
    Picture,
    PostView,
    ProgressView,
    ProjectView,
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
    """Somebody at the end of a search: texts of every kind, projects, pages, a résumé, all weeks."""
    return SiteView(
        name="Sam Example",
        title="Sam Example, engineer",
        description="Backend engineer for data that people depend on.",
        language="en",
        url="https://sam.example",
        github="sam-example",
        contact="mailto:hi@sam.example",
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
    """Newest first: elsewhere, a video, and written ones of a series."""
    return (
        _post(5, "elsewhere", kind="link"),
        _post(4, "talk", kind="video"),
        *(_post(number, f"part-{number}") for number in (3, 2, 1)),
    )


def _post(number: int, slug: str, kind: str = "written") -> PostView:
    date = _START + dt.timedelta(days=7 * number + 2)
    year, week, _ = date.isocalendar()
    written = kind == "written"
    return PostView(
        path=f"content/blog/{date.isoformat()}-{slug}.md",
        body_line=9,
        address=f"blog/{slug}/",
        title=f"What the column said, {slug}",
        date=date,
        moment=dt.datetime.combine(date, dt.time(9), dt.UTC),
        updated=date + dt.timedelta(days=1) if written else None,
        summary=f"A column of dates, and what was wrong with it in {slug}.",
        body=_BODY if written else "",
        words=920 if written else 0,
        kind=kind,
        tags=("sql", "C++", "日本語"),
        series="The column" if written else None,
        published_url=None if kind == "video" else f"https://writing.example/@sam/{slug}",
        video="https://video.example/talk" if kind == "video" else None,
        citations=(Link("Constraints", "https://docs.example/constraints"),) if written else (),
        picture=Picture(PICTURE, "A map of a city") if written else None,
        week=f"{year}-W{week:02d}",
        redirect_from=(f"/old/{slug}/",),
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
        picture=Picture(PICTURE, "Buses as lines"),
    )


def _progress() -> ProgressView:
    """Progress shown in full. The third week is blank."""
    weeks = tuple(_week(number) for number in range(_WEEKS))
    return ProgressView(
        mode="full",
        weeks=weeks,
        making_label="public contributions",
        total_writing=sum(week.writing for week in weeks),
        total_making=sum(week.making for week in weeks),
        total_contacts=sum(week.contacts or 0 for week in weeks),
        met=_WEEKS - 1,
        asked=_WEEKS,
        commitment_title="A school's commitment",
        commitment_digest="sha256:0123456789abcdef",
    )


def _week(number: int) -> WeekView:
    starts = _START + dt.timedelta(days=7 * number)
    year, week, _ = starts.isocalendar()
    blank = number == 2
    shown = {1: Link("Far", "https://writing.example/far"), 3: Link("Part 3", "blog/part-3/")}
    return WeekView(
        name=f"{year}-W{week:02d}",
        number=number + 1,
        starts=starts,
        ends=starts + dt.timedelta(days=6),
        writing=0 if blank else 1,
        making=0 if blank else 5 + number,
        contacts=0 if blank else 8,
        posts=(shown[number],) if number in shown else (),
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
