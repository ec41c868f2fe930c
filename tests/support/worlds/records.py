"""One random record of each kind, as a plain dict."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.support import nasty

Plain = dict[str, Any]
DAY = dt.timedelta(days=1)
FOLDERS = {
    "contacts": "content/private/contacts",
    "contributions": "content/contributions",
    "activities": "content/private/activities",
    "offers": "content/private/offers",
    "decisions": "content/private/coach-decisions.yaml",
    "pauses": "content/private/coach-decisions.yaml",
}


def pick(draw: st.DrawFn, values: list[Any]) -> Any:
    """One of `values`."""
    return draw(st.sampled_from(values))


def maybe(draw: st.DrawFn, day: dt.date, *ahead: int) -> dt.date | None:
    """A day some days after (or before) `day`, or none."""
    days: int | None = pick(draw, [None, *ahead])
    return None if days is None else day + days * DAY


def contact(draw: st.DrawFn, day: dt.date, known: list[Plain]) -> Plain:
    """A contact that may have everything wrong with it, mostly with somebody of `known`."""
    kind = pick(draw, nasty.KINDS)
    return {
        "date": day,
        "kind": kind,
        "title": "Engineer",
        "summary": "Asked about their tests.",
        "field": None,
        "bounced": False,
        "follow_up": maybe(draw, day, -1, 0, 1, 1, 2, 3, 8) if kind == "networking" else None,
        **pick(draw, [*known * 4, *nasty.NOBODIES]),
        **pick(draw, nasty.ODDITIES),
    }


def post(draw: st.DrawFn, day: dt.date) -> Plain:
    """A post, often like another."""
    return {
        "date": day,
        "draft": pick(draw, [False, False, False, True]),
        "field": pick(draw, [None, None, None, "nursing", "OWN"]),
        "published_url": pick(draw, nasty.URLS),
        "video": pick(draw, [None, None, *nasty.URLS]),
        "body": pick(draw, nasty.BODIES),
    }


def contribution(draw: st.DrawFn, day: dt.date) -> Plain:
    """A day on GitHub; days are crowded, so that sources compete."""
    counts = {
        "commits": pick(draw, [0, 1, 2, 5]),
        "pull_requests": pick(draw, [0, 0, 1, 4]),
        "issues": pick(draw, [0, 0, 1]),
        "reviews": pick(draw, [0, 0, 2]),
        "repositories_created": pick(draw, [0, 0, 0, 1]),
    }
    left, shares = sum(counts.values()), {}
    for name in pick(draw, [[], [], nasty.REPOSITORIES[:1], nasty.REPOSITORIES[1:3], nasty.REPOSITORIES]):
        shares[name] = min(left, pick(draw, [0, 1, 3, 9]))
        left -= shares[name]
    at = pick(draw, [None, 1, 1, 2])
    return {
        "date": day - (day.toordinal() % 3) * DAY,
        "source": pick(draw, nasty.SOURCES),
        "login": pick(draw, nasty.LOGINS),
        **counts,
        "by_repository": shares,
        "links": [f"https://github.example/o/r/commit/{n}" for n in pick(draw, nasty.COMMITS)],
        "fetched_at": None if at is None else dt.datetime(2027, 1, at, 8, tzinfo=dt.UTC),
        **pick(draw, [{}, {}, {"fetched_at": dt.datetime.combine(day, dt.time(20), dt.UTC)}]),
    }


def activity(draw: st.DrawFn, day: dt.date) -> Plain:
    """A design activity; modules are many, since three are needed."""
    return {
        "date": day,
        "kind": pick(draw, ["extra-credit", "track-module", "track-module", "design-challenge"]),
        "evidence": pick(draw, nasty.LINKS),
        "track": pick(draw, ["ux", "ui", None]),
        "challenge_page": pick(draw, nasty.PAGES),
    }


def offer(draw: st.DrawFn, day: dt.date) -> Plain:
    """An offer and what became of it."""
    answer = pick(draw, [None, "accepted", "declined", "declined", "rescinded"])
    return {
        "received": day,
        "deadline": maybe(draw, day, -1, 0, 2, 12),
        "in_field": pick(draw, [True, True, True, True, False, None]),
        "full_time": pick(draw, [True, True, True, True, False, None]),
        "granted": pick(draw, [None, False, True, True, "unsaid"]),
        "answer": answer,
        "answered": None if answer is None else maybe(draw, day, -2, 0, 1, 3, 6, 7, 8, 13),
    }


def decision(draw: st.DrawFn, day: dt.date, names: list[str]) -> Plain:
    """A decision of the coach's on one or several weeks, early, late or needless."""
    ends = sorted([pick(draw, names), pick(draw, names)])
    weeks: Any = pick(
        draw, [[ends[0]], ends, {"from": ends[0], "to": ends[1]}, {"from": names[1], "to": names[4]}]
    )
    return {
        "weeks": weeks,
        "requirements": pick(draw, nasty.ASKED),
        "decision": pick(draw, ["waived", "acknowledged"]),
        "on": day,
        "until": maybe(draw, day, 0, 30, 60),
    }


def wide_decision(draw: st.DrawFn, as_of: dt.date, names: list[str]) -> Plain:
    """A decision on all weeks that is or was in force on the day of judging."""
    asked = [["offer-answer"], ["offer-answer", "offer-granted"], ["blog-post", "offer-granted"], None]
    return {
        "weeks": {"from": names[0], "to": names[-1]},
        "requirements": pick(draw, asked),
        "decision": pick(draw, ["waived", "acknowledged", "acknowledged"]),
        "on": as_of - pick(draw, [0, 0, 9]) * DAY,
        "until": maybe(draw, as_of, 0, -1),
    }


def pause(draw: st.DrawFn, first: dt.date, day: dt.date) -> Plain:
    """A pause of up to three weeks."""
    return {"from": first, "to": first + pick(draw, [0, 2, 6, 9, 13, 20]) * DAY, "on": min(first, day)}


def good_week(world: Plain, day: dt.date) -> None:
    """Records enough, and good enough, to meet any week that holds `day`."""
    mark = day.isoformat()
    for n in range(5):
        # The first of them is the same every week.
        who = {"first_name": f"Good {n}", "last_name": mark if n else "", "employer": "Quill"}
        rest = {"single_name": n == 0, "title": "Engineer", "summary": "Asked.", "field": None}
        more = {"person": None, "bounced": False, "follow_up": None, "kind": "cold-outreach"}
        world["contacts"].append({"date": day, **who, **rest, **more})
    for n in range(2):
        url = f"https://writing.example/{mark}/{n}"
        rest = {"draft": False, "field": None, "published_url": url, "video": None, "body": ""}
        world["posts"].append({"date": day, **rest})
    if world["programme"] == "ux-ui-design":
        for n in range(2):
            rest = {"evidence": f"https://work.example/{mark}/{n}", "track": None, "challenge_page": None}
            world["activities"].append({"date": day, "kind": "extra-credit", **rest})
        return
    counts = {"commits": 9, "pull_requests": 0, "issues": 0, "reviews": 0, "repositories_created": 0}
    rest = {"by_repository": {}, "links": [], "fetched_at": None, "login": "sam-example"}
    world["contributions"].append({"date": day, "source": "github-graphql", **counts, **rest})


def give_places(draw: st.DrawFn, world: Plain) -> None:
    """Give every record a path and a line that say nothing of its date."""
    turn = draw(st.integers(0, 6))
    for kind, folder in FOLDERS.items():
        for n, record in enumerate(world[kind]):
            spot = (n * 5 + turn) % 97
            record["path"] = folder if folder.endswith(".yaml") else f"{folder}/{'bac'[spot % 3]}.yaml"
            # Two on one line, as in a list on one line, differ by their column.
            record["line"], record["column"] = 3 + spot // 2 * 10, 3 + spot % 2 * 90
    for n, record in enumerate(world["posts"]):
        record["path"], record["line"] = f"content/blog/{(n * 5 + turn) % 97:02d}.md", 1
        record["column"] = 1
    own = world["own_field"]
    for record in (*world["contacts"], *world["posts"]):
        record["field"] = {"OWN": own[0].upper(), "own-id": own[1]}.get(record["field"], record["field"])
