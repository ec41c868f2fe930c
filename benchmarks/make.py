"""Makes portfolios of any size: plausible in shape, the same for the same arguments."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

START = dt.date(2026, 6, 1)
DAYS = 180
AS_OF = START + dt.timedelta(days=DAYS - 6)

_SETTINGS = f"""\
graduate: {{name: Sam Example, github: sam-example, repository: sam-example/job-search}}
search:
  programme: software-engineering
  start: {START}
  time_zone: America/Chicago
  country: US
coach: {{name: Dana Coach}}
site: {{url: "https://sam.example", contact: "mailto:hi@sam.example"}}
"""
_VOCABULARY = """
    queue table index worker retry ledger schema column partition migration release review test fixture
    latency budget cache socket parser token vector matrix driver kernel buffer signal thread process
    deploy rollback metric alert trace span sample window stream batch shard replica leader quorum clock
"""
_WORDS = _VOCABULARY.split()


def make_portfolio(root: Path, contacts: int, posts: int) -> None:
    """Write a portfolio with `contacts` contacts and `posts` posts of about 450 words below `root`."""
    (root / "portfolio.yaml").parent.mkdir(parents=True, exist_ok=True)
    (root / "portfolio.yaml").write_text(_SETTINGS, "utf-8")
    _contacts(root, contacts)
    _contributions(root)
    folder = root / "content" / "blog"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(posts):
        day = START + dt.timedelta(days=number * (DAYS - 6) // max(posts, 1))
        (folder / f"{day}-post-{number}.md").write_text(_post(number, day), "utf-8")


def _contacts(root: Path, count: int) -> None:
    folder = root / "content" / "private" / "contacts"
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[str]] = {}
    for number in range(count):
        day = START + dt.timedelta(days=number * (DAYS - 6) // max(count, 1))
        year, week, _ = day.isocalendar()
        files.setdefault(f"{year}-W{week:02d}.yaml", []).append(_contact(number, day))
    for name, records in files.items():
        (folder / name).write_text("\n".join(records), "utf-8")


def _contact(number: int, day: dt.date) -> str:
    # A word of its own in every run of eight: the leak guard would rightly find runs that posts share.
    said = " ".join(f"{word} n{number}" if n % 5 == 0 else word for n, word in enumerate(_words(number, 14)))
    return (
        f"- date: {day}\n  kind: cold-outreach\n  first_name: Person{number % 1500}\n"
        f"  last_name: Surname{number % 1499}\n  title: Engineer\n  employer: Employer {number % 300}\n"
        f"  channel: email\n  summary: Asked about {said}.\n  evidence: [https://mail.example/{number}]\n"
    )


def _contributions(root: Path) -> None:
    folder = root / "content" / "contributions"
    folder.mkdir(parents=True, exist_ok=True)
    rows = (
        f"- date: {START + dt.timedelta(days=n)}\n"
        "  source: github-graphql\n  login: sam-example\n  commits: 3\n"
        for n in range(DAYS - 6)
    )
    (folder / "2026.yaml").write_text("".join(rows), "utf-8")


def _post(number: int, day: dt.date) -> str:
    tags = ", ".join(sorted({_WORDS[(number + n) % len(_WORDS)] for n in (0, 7)}))
    title = f"Post {number} about {_WORDS[number % len(_WORDS)]}"
    head = f"---\ntitle: {title}\ndate: {day}\ntags: [{tags}]\n---\n"
    paragraphs = [" ".join(_words(number * 31 + part, 75)) + "." for part in range(6)]
    code = "```python\ndef total(rows):\n    return sum(row.amount for row in rows)\n```"
    return head + "\n\n".join([*paragraphs[:3], "## In code", code, *paragraphs[3:]]) + "\n"


def _words(seed: int, count: int) -> list[str]:
    """Words in an order that hardly repeats: a linear congruence, so that no two machines differ."""
    words = []
    state = seed * 2654435761 % 2**32
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        words.append(_WORDS[state // 65536 % len(_WORDS)])
    return words
