"""`weekproof verify`: whether posts, proof and projects can still be seen where their links lead."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from generator.cli.findings import print_findings
from generator.cli.options import AS_OF, ROOT, asked, moment, output, request
from generator.core import fileops
from generator.core.cache import cache_key, cache_put, cache_read
from generator.core.diagnostics import Location
from generator.core.errors import machine_errors
from generator.core.text import count
from generator.model.kinds import Journal
from generator.model.origin import Record
from generator.model.post import Post
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reporters.escape import printable
from generator.rules.counting.activities import is_evidence
from generator.sync.links import UNREACHABLE, Found, Link, State, check_links, copy_name, host_of

KEPT = dt.timedelta(days=7)
"""What was fine is not asked again for so long."""
COPIES = "content/private/evidence/posts"
_WORDS: Mapping[State, str] = {
    "fine": "fine",
    "moved": "moved",
    "gone": "gone",
    "odd": "suspect",
    "other-title": "with another title",
    "unknown": "unknown",
}


class Checked(NamedTuple):
    """A link and where it is written; `post` for the address of one of the graduate's own."""

    link: Link
    location: Location
    is_private: bool
    post: Post | None = None


@click.command()
@ROOT
@AS_OF
@click.option(
    "--all", "everything", is_flag=True, help="Ask for every link, also those that were fine this week."
)
@click.option("--archive", is_flag=True, help="Keep a dated copy of your posts elsewhere as evidence.")
def verify(root: Path, as_of: str | None, *, everything: bool, archive: bool) -> int:
    """Check that posts, evidence, projects and challenge pages can be reached. Uses the network."""
    options = asked(root, as_of)
    wanted, out = request(options), output(options)
    judged = run.judge(wanted)
    if judged.journal is None:
        print_findings(judged.diagnostics, 2, out)
        return 2
    checked = list(_links(judged.journal, judged.as_of, archive=archive))
    if not checked:
        out.echo("There is no link to check.")
        return 0
    now = moment()
    known = {} if everything else _known(wanted, checked, now)
    found = {**known, **check_links(one.link for one in checked if one.link not in known)}
    _keep(wanted, {link: result for link, result in found.items() if link not in known}, now)
    counts = Counter(found[one.link].state for one in checked)
    parts = ", ".join(f"{counts[state]} {_WORDS[state]}" for state in _WORDS if counts[state])
    out.echo(f"{count(len(checked), 'link')}: {parts}.")
    if counts["unknown"] == len(checked) and {result.why for result in found.values()} == {UNREACHABLE}:
        out.echo("No host could be reached, so nothing is known. Are you online?")
        return 3
    for one in checked:
        if found[one.link].state not in ("fine", "unknown"):
            out.echo(printable(_line(one, found[one.link], redact=out.redact)))
    for line in _unknown(checked, found, redact=out.redact):
        out.echo(printable(line))
    if archive:
        for line in _archived(wanted, checked, found, now.date()):
            out.echo(printable(line))
    if counts["gone"]:
        return 1
    return 3 if counts["unknown"] == len(checked) else 0


def _links(journal: Journal, as_of: dt.date, *, archive: bool) -> Iterator[Checked]:
    """Every link worth checking, with where it is written."""
    url = journal.portfolio.site.url
    for post in journal.posts:
        found = None if post.draft or post.date.day > as_of else _address(post, url)
        if found:
            key, address = found
            link = Link(address, post.title, keep=archive and key == "published_url")
            yield Checked(link, post.origin.location_of(key), False, post)
    named: list[tuple[Record, str, bool]] = [
        (project, key, False) for project in journal.projects for key in ("repository", "demo")
    ]
    of_activities = ("evidence", "challenge_page")
    done: list[tuple[Record, str, bool]] = [
        (activity, key, True) for activity in journal.activities for key in of_activities
    ]
    for record, key, is_private in (*named, *done):
        address = getattr(record, key)
        if address and is_evidence(address):
            yield Checked(Link(address), record.origin.location_of(key), is_private)
    for contact in journal.contacts:
        for proof in contact.evidence:
            if proof.link:
                yield Checked(Link(proof.link), contact.origin.location_of("evidence"), True)


def _address(post: Post, url: str | None) -> tuple[str, str] | None:
    """The key that says where a post can be read, and the address."""
    if post.published_url:
        return "published_url", post.published_url
    if post.video:
        return "video", post.video
    return ("title", f"{url.rstrip('/')}/blog/{post.name}/") if url else None


def _unknown(checked: Iterable[Checked], found: Mapping[Link, Found], *, redact: bool) -> Iterator[str]:
    """A line for each host and reason, for a host often refuses all links alike."""
    alike: dict[tuple[str, str], list[Checked]] = {}
    for one in checked:
        if found[one.link].state == "unknown":
            host = "private links" if redact and one.is_private else host_of(one.link.url)
            alike.setdefault((host, found[one.link].why), []).append(one)
    for (host, why), those in sorted(alike.items()):
        path, line, _ = those[0].location
        more = f" and {len(those) - 1} more" if len(those) > 1 else ""
        yield f"unknown: {host}: {why}; {path}:{line or 1}{more}"


def _line(one: Checked, found: Found, *, redact: bool) -> str:
    path, line, _ = one.location
    place = f"{path}:{line or 1}"
    if redact and one.is_private:
        return f"{place}: {_WORDS[found.state]}."
    final = f", it leads to {found.final}" if found.final and found.final != one.link.url else ""
    why = f" ({found.why})" if found.why else ""
    return f"{place}: {_WORDS[found.state]}: {one.link.url}{why}{final}"


def _key(link: Link) -> str:
    return cache_key(link.url.encode(), link.title.encode())


def _known(request: Request, checked: Iterable[Checked], now: dt.datetime) -> dict[Link, Found]:
    """The links that were fine not long ago. The page itself is always asked for."""

    def read(data: bytes) -> bool:
        age = now - dt.datetime.fromisoformat(json.loads(data)["at"])
        return dt.timedelta() <= age < KEPT

    return {
        one.link: Found("fine")
        for one in checked
        if not one.link.keep and cache_read(request.cache, "links", _key(one.link), read)
    }


def _keep(request: Request, found: Mapping[Link, Found], now: dt.datetime) -> None:
    for link, result in found.items():
        if result.state == "fine":
            cache_put(request.cache, "links", _key(link), json.dumps({"at": now.isoformat()}).encode())


def _archived(
    request: Request, checked: Iterable[Checked], found: Mapping[Link, Found], day: dt.date
) -> Iterator[str]:
    """Copies of the graduate's own posts; one that is there already is not kept twice."""
    folder = request.root / COPIES
    there = {path.name.rpartition("-")[2] for path in folder.glob("*.html")} if folder.is_dir() else set()
    for one in checked:
        page = found[one.link].page
        if one.post is None or page is None or found[one.link].state not in ("fine", "moved"):
            continue
        name = copy_name(day, one.post.name, page)
        if name.rpartition("-")[2] in there:
            continue
        with machine_errors("the copy"):
            fileops.make_folders(folder)
            fileops.write_atomic(folder / name, page)
        yield f"Kept: {COPIES}/{name}"
