"""Searches made by hand, record by record, and everything that judging says of them as plain text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from generator.commitment.settings import check_settings
from generator.core.diagnostics import Diagnostic
from generator.model.activity import Activity
from generator.model.application import Application
from generator.model.coaching import Coaching
from generator.model.commitment import Commitment, Obligation, Programme, Requirement, WindowTerms
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.decision import Decision, Pause
from generator.model.fields import DateOrDateTime, Evidence
from generator.model.goal import Goal
from generator.model.history import UNKNOWN, History
from generator.model.kinds import Journal
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.model.portfolio import Coach, Ended, Graduate, Portfolio, Search, Site
from generator.model.post import Post
from generator.model.verdict import Evaluation, JudgedRecord
from generator.rules.engine import judge

MONDAY = dt.date(2026, 6, 1)
"""The day on which searches start here, unless they say otherwise."""


def day(text: str) -> dt.date:
    """`06-05` → that day of 2026."""
    return dt.date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def at(line: int, path: str) -> Origin:
    """A place in a file."""
    return Origin(path=f"content/{path}", line=line, column=1)


def contact(date: str, line: int = 1, **more: Any) -> Contact:
    """A contact that counts; another line is another individual."""
    known = {
        "kind": "cold-outreach",
        "first_name": "Ann",
        "last_name": f"Number{line}",
        "title": "Developer",
        "employer": "Quill",
        "summary": f"Asked about their work, {line}.",
        "evidence": (Evidence(link=f"https://mail.example/{line}"),),
    }
    return Contact(origin=at(line, "private/contacts/c.yaml"), date=day(date), **{**known, **more})


def post(date: str, name: str = "a", **more: Any) -> Post:
    """A post with an address of its own and no body, which counts."""
    known: dict[str, Any] = {"published_url": f"https://posts.example/{name}", "title": name}
    origin = at(1, f"blog/{name}.md")
    return Post(origin=origin, date=DateOrDateTime(day(date)), slug_from_file=name, **{**known, **more})


def contributions(date: str, line: int = 1, **more: Any) -> Contribution:
    """A day on GitHub."""
    known: dict[str, Any] = {"source": "github-graphql", "login": "sam-example"}
    return Contribution(origin=at(line, "contributions/g.yaml"), date=day(date), **{**known, **more})


def activity(date: str, line: int = 1, **more: Any) -> Activity:
    """A design activity with a link of its own."""
    known: dict[str, Any] = {"kind": "extra-credit", "evidence": f"https://work.example/{line}"}
    return Activity(origin=at(line, "private/activities/d.yaml"), date=day(date), **{**known, **more})


def coaching(kind: Any, date: str, line: int = 1, **more: Any) -> Coaching:
    """An appointment, message or thing due. Days among `more` may be written as text."""
    days = {key: day(value) for key, value in more.items() if key in ("answered", "completed")}
    return Coaching(origin=at(line, "private/coaching/k.yaml"), kind=kind, date=day(date), **{**more, **days})


def application(date: str, line: int = 1, **more: Any) -> Application:
    """An application for a job of its own."""
    known: dict[str, Any] = {"employer": f"Employer{line}", "title": "Developer"}
    return Application(origin=at(line, "private/applications/j.yaml"), date=day(date), **{**known, **more})


def offer(received: str, line: int = 1, **more: Any) -> Offer:
    """An offer. Days among `more` may be written as text."""
    days = {key: day(value) for key, value in more.items() if key in ("answered", "deadline")}
    known: dict[str, Any] = {"employer": "Quill", "title": "Developer"}
    origin = at(line, "private/offers/o.yaml")
    return Offer(origin=origin, received=day(received), **{**known, **more, **days})


def decision(week: str, on: str, word: Any = "waived", line: int = 1, **more: Any) -> Decision:
    """A decision on one week."""
    origin = at(line, "private/coach-decisions.yaml")
    known: dict[str, Any] = {"reason": "Agreed.", "by": "Dana", "on": day(on), "decision": word}
    return Decision(origin=origin, weeks=(week,), **{**known, **more})  # type: ignore[arg-type] # plain text


def pause(first: str, last: str, on: str = "05-20") -> Pause:
    """A pause, granted before the search unless `on` says otherwise."""
    return Pause(first=day(first), last=day(last), reason="Away.", by="Dana", on=day(on))


def terms(*asked: Requirement, **more: Any) -> Commitment:
    """A school with one programme that asks for `asked` every week for two weeks, and what `more` says."""
    programme = Programme(id="web", title="Web", field="web", requirements=tuple(one.id for one in asked))
    known: dict[str, Any] = {"name": "ours", "title": "Our school", "programmes": (programme,)}
    known["window"] = WindowTerms(days=14)
    return Commitment(**{**known, "requirements": asked, **more})


def requirement(kind: Any, name: str = "", **more: Any) -> Requirement:
    """A requirement called as its kind."""
    return Requirement(id=name or kind, kind=kind, title=name or kind, **more)


def obligation(name: str, **more: Any) -> Obligation:
    """An obligation."""
    return Obligation(id=name, title=name, **more)


def settings(**search: Any) -> Portfolio:
    """Settings of a search that starts on the first Monday of June, with what `search` says besides."""
    ended, url = search.pop("ended", None), search.pop("site_url", None)
    known: dict[str, Any] = {"programme": "web", "start": MONDAY, "graduated": MONDAY, "time_zone": "UTC"}
    known["ended"] = Ended(on=day(ended), reason="withdrawn") if ended else None
    return Portfolio(
        graduate=Graduate(name="Sam Example", github="sam-example"),
        search=Search(**{**known, **search}),
        coach=Coach(name="Dana"),
        site=Site(url=url),
    )


def journal(*records: Any, **search: Any) -> Journal:
    """The records, each where it belongs, in the order of the files."""
    groups: dict[type, str] = {
        Contact: "contacts",
        Application: "applications",
        Post: "posts",
        Contribution: "contributions",
        Activity: "activities",
        Coaching: "coaching",
        Offer: "offers",
        Goal: "goals",
        Decision: "decisions",
        Pause: "pauses",
    }
    found: dict[str, list[Any]] = {}
    for record in sorted(records, key=lambda one: (one.origin.path, one.origin.line)):
        found.setdefault(groups[type(record)], []).append(record)
    kept: dict[str, Any] = {name: tuple(group) for name, group in found.items()}
    return Journal(portfolio=settings(**search), repository="sam-example/job-search", **kept)


def judged(
    commitment: Commitment, as_of: str, found: Journal | None = None, history: History = UNKNOWN
) -> Evaluation:
    """The verdict on a journal, an empty one if none is given."""
    whole = found or journal()
    programme = commitment.programmes[0]
    return judge(whole, commitment, programme, day(as_of), "option", history)


def owed(name: str, days: int = 200, **parameter: Any) -> Commitment:
    """A school that asks for one obligation and nothing else, in a window of so many days."""
    commitment = terms(obligations=(obligation(name, **parameter),))
    changed: Commitment = with_(commitment, window=with_(commitment.window, days=days))
    return changed


def cases(
    commitment: Commitment, as_of: str, found: Journal, history: History = UNKNOWN
) -> list[tuple[str, str]]:
    """Due day and verdict of every case."""
    verdicts = judged(commitment, as_of, found, history).obligations
    return [(f"{one.due:%m-%d}" if one.due else "-", one.verdict) for one in verdicts]


def told(
    commitment: Commitment, as_of: str, found: Journal | None = None, history: History = UNKNOWN
) -> dict[str, str]:
    """Everything that a verdict says, one line a fact: what it is about → what is said."""
    whole = found or journal()
    evaluation = judged(commitment, as_of, whole, history)
    _, unfit = check_settings(whole.portfolio, commitment)
    return dict([*_facts(evaluation), *_findings([*unfit, *evaluation.diagnostics])])


def _facts(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    window, strikes = evaluation.window, evaluation.strikes
    yield "window", f"{window.start} to {window.end}" if window else "none"
    yield "standing", evaluation.standing
    yield "strikes", f"{strikes.count} of {strikes.limit}" if strikes else "none"
    for week in evaluation.weeks:
        yield week.week.name, f"{week.verdict}, {week.week.starts:%a %m-%d}"
        for one in week.requirements:
            name = f"{week.week.name} {one.id}"
            yield name, f"{one.counted} of {one.needed}, {one.verdict}"
            for way in one.alternatives:
                yield f"{name} {way.id}", f"{way.counted} of {way.needed}"
            yield from (_record(name, record) for record in one.records)
    yield from (_record("outside", record) for record in evaluation.outside)
    for case in evaluation.obligations:
        yield f"{case.id} {_spot(case.origin)}", f"{case.due}, {case.verdict}"
    for heard in evaluation.decisions:
        yield f"decision {_spot(heard.decision.origin)}", "holds" if heard.holds else "does not hold"


def _record(name: str, record: JudgedRecord) -> tuple[str, str]:
    said = f"+{record.amount}" if record.counted else ", ".join(record.reasons)
    return f"{name} {_spot(record.origin)}", said


def _spot(origin: Origin) -> str:
    return f"{origin.path.rsplit('/', 1)[-1]}:{origin.line}" if origin.path else "-"


def _findings(found: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    for one in found:
        where = f"{one.location.path.rsplit('/', 1)[-1]}:{one.location.line}" if one.location.path else "-"
        yield f"! {one.rule} {where}{' ' + one.week if one.week else ''}", one.severity.value


def difference(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What is said differently: what it is about → how the one and the other say it."""
    keys = sorted(one.keys() | other.keys())
    return {key: (one.get(key, "-"), other.get(key, "-")) for key in keys if one.get(key) != other.get(key)}


def with_(one: Any, **changes: Any) -> Any:
    """A copy of a struct with some fields changed."""
    return replace(one, **changes)
