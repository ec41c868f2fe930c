"""`index.html`: one file that needs nothing else, asks no network and runs no script."""

from __future__ import annotations

import base64
import datetime as dt
import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.core.cache import cache_get, cache_key, cache_put, program_fingerprint
from generator.core.dates import day_range, full_date_with_weekday, short_day, weekday_and_day
from generator.core.diagnostics import Diagnostic
from generator.core.text import MAX_QUOTED, first_few, join_words, truncate
from generator.model.kinds import CountableRecord
from generator.model.page import Page as FreePage
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import Resume
from generator.report import lists
from generator.report.action_items import DECISIONS, ActionItem, action_items
from generator.report.authorship import on_record
from generator.report.charts import Bars, DayTable, Squares, day_squares, day_table, week_bars
from generator.report.context import LEVELS, Report
from generator.report.findings import FindingGroup, finding_groups
from generator.report.formatting import (
    capitalized,
    clean,
    encoded,
    evidence,
    humanize,
    location,
    record_facts,
    week_links,
)
from generator.report.people import People, people
from generator.report.standing import STANDINGS, Headline, headline
from generator.report.summary import data_block, summary_of
from generator.report.weeks import CONTACTS_IN_FULL, WeekTable, in_full, week_table

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment  # heavy: loaded only when a report is rendered
    from markupsafe import Markup

_AS_OF_FROM = {
    "option": "given with --as-of",
    "SOURCE_DATE_EPOCH": "from SOURCE_DATE_EPOCH",
    "clock": "from the clock",
}


# How templates put days, places, rules and somebody's own words.
_FILTERS = {
    "short_day": short_day,
    "week_day": weekday_and_day,
    "place": location,
    "humanize": humanize,
    "capitalized": capitalized,
    "clipped": truncate,
    "evidence": evidence,
    "facts": record_facts,
}


class Page(Struct, frozen=True):
    """All that the template is given. Every text in it is plain; the template escapes."""

    report: Report
    as_of: str
    as_of_from: str
    facts: tuple[tuple[str, str], ...]
    head: Headline
    on_record: tuple[str, ...]
    action_items: tuple[ActionItem, ...]
    weeks: WeekTable
    bars: tuple[Bars, ...]
    left_out: int
    in_full: frozenset[tuple[str, int, int]]
    people: People
    days: DayTable
    squares: Squares | None
    posts: tuple[lists.Line, ...]
    qualifying: str
    activities: tuple[lists.Line, ...]
    offers: tuple[lists.Line, ...]
    obligations: tuple[lists.ObligationGroup, ...]
    coaching: tuple[lists.Line, ...]
    goals: tuple[lists.Line, ...]
    decisions: tuple[lists.Line, ...]
    pauses: tuple[lists.Line, ...]
    findings: tuple[FindingGroup, ...]
    data: Markup

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Name in the page and title of every section that has something to show."""
        return tuple((name, title) for name, title, is_shown in self._sections() if is_shown)

    def known(self, record: CountableRecord) -> str:
        """How a record is known, in words."""
        return LEVELS[self.report.known(record)]

    @property
    def decisions_file(self) -> str:
        """The path of the coach's file."""
        return DECISIONS

    @property
    def absent(self) -> str:
        """The sections that have nothing to show, as words; or empty.

        Most programmes ask for no design activities, so that their absence tells nothing.
        """
        absent = [
            title for name, title, is_shown in self._sections() if not is_shown and name != "activities"
        ]
        return join_words([title.lower() for title in absent], 20)

    def linked(self, sentence: str) -> Markup:
        """A sentence in which each week that has begun leads to its row."""
        return week_links(sentence, {week.words: week.name for week in self.weeks.weeks})

    def _sections(self) -> tuple[tuple[str, str, bool], ...]:
        return (
            ("weeks", "Weeks", bool(self.report.evaluation.weeks or self.weeks.outside)),
            ("people", "People", bool(self.report.contacts)),
            ("writing", "Writing", bool(self.posts)),
            ("code", "Code", bool(self.report.contributions)),
            ("activities", "Design activities", bool(self.activities)),
            ("goals", "Goals", bool(self.goals)),
            ("coaching", "Coaching", bool(self.coaching)),
            ("offers", "Offers", bool(self.offers) or self.report.evaluation.window is not None),
            ("obligations", "Obligations", bool(self.obligations)),
            ("decisions", "Decisions", bool(self.decisions or self.pauses)),
            ("findings", "Findings", bool(self.findings)),
        )


def report_page(report: Report, templates: Path, cache: Path | None = None) -> bytes:
    """The report as a page."""
    page = Page(
        report=report,
        as_of=full_date_with_weekday(report.as_of),
        as_of_from=_AS_OF_FROM[report.evaluation.as_of_from],
        facts=facts(report),
        head=headline(report),
        on_record=tuple(on_record(report)),
        action_items=action_items(report),
        weeks=week_table(report),
        bars=week_bars(report),
        left_out=max(0, len(report.contacts) - CONTACTS_IN_FULL),
        in_full=in_full(report),
        people=people(report),
        days=day_table(report),
        squares=day_squares(report),
        posts=lists.posts(report),
        qualifying=lists.qualifying(report),
        activities=lists.activities(report),
        offers=lists.offers(report),
        obligations=lists.obligations(report),
        coaching=lists.coaching(report),
        goals=lists.goals(report),
        decisions=lists.decisions(report),
        pauses=lists.pauses(report),
        findings=finding_groups(report.findings),
        data=_data(report),
    )
    return _rendered("index.html", templates, {"page": page}, cache)


def _data(report: Report) -> Markup:
    from markupsafe import Markup

    return Markup(data_block(summary_of(report)))  # noqa: S704 - it escapes what could end it


def fault_page(findings: Sequence[Diagnostic], as_of: dt.date, generator: str, templates: Path) -> bytes:
    """The page for a run that had nothing to judge: the findings alone."""
    values = {
        "groups": finding_groups(findings),
        "as_of": full_date_with_weekday(as_of),
        "generator": generator,
    }
    return _rendered("fault.html", templates, values)


def facts(report: Report) -> tuple[tuple[str, str], ...]:
    """What a coach wants at hand in a call, as names and values."""
    facts = [("Standing", STANDINGS.get(report.evaluation.standing, ("", ""))[0])]
    facts.append(("Programme", report.programme.title))
    window, graduate = report.evaluation.window, report.portfolio.graduate
    if window is not None:
        if report.day is not None:
            facts.append(("Day", f"{report.day} of {window.days}"))
        facts.append(("Search", day_range(window.start, window.end)))
    if graduate.github:
        facts.append(("GitHub", graduate.github))
    logged = [contact.date for contact in report.journal.contacts if contact.date <= report.as_of]
    facts.append(("Last contact", short_day(max(logged)) if logged else "none"))
    ahead = sorted(
        (coaching.date, coaching.label) for coaching in report.coaching if coaching.date > report.as_of
    )
    if ahead:
        facts.append(("Next appointment", f"{short_day(ahead[0][0])}, {ahead[0][1]}"))
    if report.portfolio.coach.name:
        facts.append(("Coach", report.portfolio.coach.name))
    allowed = tuple(_mentions(report))
    if allowed:
        facts.append(("Named in public on purpose", "; ".join(allowed)))
    return tuple(facts)


def _mentions(report: Report) -> Iterator[str]:
    """The private names and phrases that the site may show, each with the files that allow it."""
    journal = report.journal
    files: dict[str, list[str]] = {}
    documents: tuple[Post | Project | FreePage | Resume, ...] = (
        *journal.posts,
        *journal.projects,
        *journal.pages,
        *((journal.resume,) if journal.resume else ()),
    )
    for document in documents:
        for name in document.mentions:
            files.setdefault(name, []).append(document.origin.path)
    for name in journal.portfolio.site.mentions:
        files.setdefault(name, []).append("portfolio.yaml")
    for name, paths in files.items():
        yield f"{truncate(name, MAX_QUOTED)} ({first_few(paths, 2)})"


def _rendered(name: str, templates: Path, values: Mapping[str, object], cache: Path | None = None) -> bytes:
    from markupsafe import Markup

    # Some checkers hash a style sheet without the white space around it; so there is none.
    style = (templates / "report.css").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    template = _environment(templates, cache).get_template(name)
    # The style sheet is ours and stands unescaped; the policy allows it, and nothing else, by its hash.
    return encoded(template.render(values, style=Markup(style), style_hash=digest))  # noqa: S704


@functools.cache
def _environment(templates: Path, cache: Path | None) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(cache) if cache else None,
    )
    environment.filters |= _FILTERS
    return environment


def _compiled(cache: Path) -> BytecodeCache:
    """Compiled templates in the build cache, as those of themes are."""
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    def key(bucket: Bucket) -> str:
        return cache_key(program_fingerprint(), bucket.key.encode(), bucket.checksum.encode())

    class Compiled(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            data = cache_get(cache, "templates", key(bucket))
            if data is not None:
                bucket.bytecode_from_string(data)

        def dump_bytecode(self, bucket: Bucket) -> None:
            cache_put(cache, "templates", key(bucket), bucket.bytecode_to_string())

    return Compiled()
