"""`index.html`: one file that needs nothing else, asks no network and runs no script."""

from __future__ import annotations

import base64
import datetime as dt
import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.render.report import lists
from generator.render.report.charts import Bars, Squares, day_squares, week_bars
from generator.render.report.days import DayTable, day_table
from generator.render.report.findings import FindingGroup, finding_groups
from generator.render.report.need import Need
from generator.render.report.needs import needs
from generator.render.report.people import People, people
from generator.render.report.standing import Headline, headline
from generator.core.dates import day_range, long_day, short_day
from generator.core.text import listed
from generator.render.report.text import clean, encoded
from generator.render.report.week_links import week_links
from generator.render.report.weeks import CONTACTS_IN_FULL, WeekTable, week_table
from generator.views.coach import FindingRow, ReportView

if TYPE_CHECKING:
    from jinja2 import Environment  # heavy: loaded only when a report is rendered
    from markupsafe import Markup

_AS_OF_FROM = {
    "option": "given with --as-of",
    "SOURCE_DATE_EPOCH": "from SOURCE_DATE_EPOCH",
    "clock": "from the clock",
}


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template is given. Every text in it is plain; the template escapes."""

    view: ReportView
    as_of: str
    as_of_from: str
    facts: tuple[tuple[str, str], ...]
    head: Headline
    needs: tuple[Need, ...]
    weeks: WeekTable
    bars: tuple[Bars, ...]
    left_out: int
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

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Name in the page and title of every section that has something to show."""
        return tuple((name, title) for name, title, shown in self._sections() if shown)

    @property
    def absent(self) -> str:
        """The sections that have nothing to show, as words; or empty.

        Most programmes ask for no design activities, so that their absence tells nothing.
        """
        lacking = [title for name, title, shown in self._sections() if not shown and name != "activities"]
        return listed([title.lower() for title in lacking], 20)

    def linked(self, sentence: str) -> Markup:
        """A sentence in which each week that has begun leads to its row."""
        return week_links(sentence, {week.name for week in self.weeks.weeks})

    def _sections(self) -> tuple[tuple[str, str, bool], ...]:
        return (
            ("weeks", "Weeks", bool(self.view.weeks or self.weeks.beside)),
            ("people", "People", bool(self.view.contacts)),
            ("writing", "Writing", bool(self.posts)),
            ("code", "Code", bool(self.view.days)),
            ("activities", "Design activities", bool(self.activities)),
            ("goals", "Goals", bool(self.goals)),
            ("coaching", "Coaching", bool(self.coaching)),
            ("offers", "Offers", bool(self.offers) or self.view.window is not None),
            ("obligations", "Obligations", bool(self.obligations)),
            ("decisions", "Decisions", bool(self.decisions or self.pauses)),
            ("findings", "Findings", bool(self.findings)),
        )


def report_page(view: ReportView, templates: Path) -> bytes:
    """The report as a page."""
    page = Page(
        view=view,
        as_of=long_day(view.as_of),
        as_of_from=_AS_OF_FROM.get(view.as_of_from, view.as_of_from),
        facts=_facts(view),
        head=headline(view),
        needs=needs(view),
        weeks=week_table(view),
        bars=week_bars(view),
        left_out=max(0, len(view.contacts) - CONTACTS_IN_FULL),
        people=people(view),
        days=day_table(view),
        squares=day_squares(view),
        posts=lists.posts(view),
        qualifying=lists.qualifying(view),
        activities=lists.activities(view),
        offers=lists.offers(view),
        obligations=lists.obligations(view),
        coaching=lists.coaching(view),
        goals=lists.goals(view),
        decisions=lists.decisions(view),
        pauses=lists.pauses(view),
        findings=finding_groups(view.findings),
    )
    return _rendered("index.html", templates, {"page": page})


def fault_page(findings: Sequence[FindingRow], as_of: dt.date, generator: str, templates: Path) -> bytes:
    """The page for a run that had nothing to judge: the findings alone."""
    values = {"groups": finding_groups(findings), "as_of": long_day(as_of), "generator": generator}
    return _rendered("fault.html", templates, values)


def _facts(view: ReportView) -> tuple[tuple[str, str], ...]:
    """What a coach wants at hand in a call, as names and values."""
    facts = [("Programme", view.programme_title)]
    window = view.window
    if window is not None:
        if window.day is not None:
            facts.append(("Day", f"{window.day} of {window.days}"))
        facts.append(("Search", day_range(window.start, window.end)))
    if view.github:
        facts.append(("GitHub", view.github))
    logged = [contact.date for contact in view.contacts if contact.date <= view.as_of]
    facts.append(("Last contact", short_day(max(logged)) if logged else "none"))
    ahead = sorted((row.date, row.title or row.kind) for row in view.coaching if row.date > view.as_of)
    if ahead:
        facts.append(("Next appointment", f"{short_day(ahead[0][0])}, {ahead[0][1]}"))
    if view.coach:
        facts.append(("Coach", view.coach))
    return tuple(facts)


def _rendered(name: str, templates: Path, values: Mapping[str, object]) -> bytes:
    from markupsafe import Markup

    # Some checkers hash a style sheet without the white space around it; so there is none.
    style = (templates / "report.css").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    template = _environment(templates).get_template(name)
    # The style sheet is ours and stands unescaped; the policy allows it, and nothing else, by its hash.
    return encoded(template.render(values, style=Markup(style), style_hash=digest))  # noqa: S704


@functools.cache
def _environment(templates: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
