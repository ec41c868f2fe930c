"""The sample graduate is the demo: real-sized, written by hand, and at odds with nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.model.post import Post
from generator.model.project import Project
from generator.model.verdict import Evaluation
from generator.pipeline import run as pipeline
from generator.pipeline.types import JudgeResult, RenderResult, Request
from tests.support.folders import shared_cache
from tests.support.repositories import request

ROOT = Path(__file__).parents[1]
AS_OF = dt.date(2026, 11, 22)


def asked() -> Request:
    return replace(request(ROOT, AS_OF), cache=shared_cache())


@cache
def judged() -> JudgeResult:
    return pipeline.judge(asked())


@cache
def rendered() -> RenderResult:
    return pipeline.render(judged(), asked())


def evaluation() -> Evaluation:
    found = judged().evaluation
    assert found is not None
    return found


def test_its_day_is_the_makefile_s() -> None:
    assert f"AS_OF := {AS_OF}" in (ROOT / "Makefile").read_text("utf-8")


def test_it_builds_without_an_error() -> None:
    assert [one for one in rendered().diagnostics if one.severity.value == "error"] == []


def test_it_is_a_search_of_half_a_year() -> None:
    weeks = [week for week in evaluation().weeks if week.enforced]
    assert len(weeks) >= 24
    verdicts = Counter(week.verdict for week in weeks)
    assert verdicts == {"met": len(weeks) - 2, "short": 1, "excused": 1}
    (short,) = (week for week in weeks if week.verdict == "short")
    assert [r.acknowledged for r in short.requirements if r.verdict == "short"] == [True]


def test_people_recur_and_not_everybody_counts() -> None:
    journal = evaluation().journal
    assert len(journal.contacts) > 200
    people = Counter((c.first_name, c.last_name) for c in journal.contacts)
    assert sum(count > 2 for count in people.values()) > 20
    reasons = {
        reason
        for week in evaluation().weeks
        for requirement in week.requirements
        for record in requirement.records
        for reason in record.reasons
    }
    assert {"contact-external-recruiter", "contact-application", "contact-bounced"} <= reasons


def test_one_week_has_exactly_eight_so_that_one_deleted_contact_fails_the_build() -> None:
    (week,) = (week for week in evaluation().weeks if week.week.name == "2026-W40")
    (contacts,) = (r for r in week.requirements if r.id == "contacts")
    assert (contacts.counted, contacts.needed, len(contacts.records)) == (8, 8, 8)


def test_there_is_a_post_in_every_week_and_most_are_written_here() -> None:
    for week in evaluation().weeks:
        if week.enforced:
            assert [r.counted for r in week.requirements if r.id == "blog-post"] == [1], week.week.name
    written = [post for post in evaluation().journal.posts if post.body.strip() and not post.video]
    assert len(written) >= 22
    assert all("```" in post.body and post.citations for post in written if post.body.count("\n") > 60)
    assert len(evaluation().journal.projects) == 4


def test_every_kind_of_post_is_shown() -> None:
    posts = evaluation().journal.posts
    assert sum(post.is_link_post for post in posts) == 1
    films = [post for post in posts if post.video]
    assert len(films) == 2
    assert all(film.body.strip() and film.image and film.image_alt for film in films)


def test_every_picture_is_shown_small_and_described() -> None:
    journal = evaluation().journal
    shown: dict[str, str] = {}
    texts: list[Post | Project] = [*journal.posts, *journal.projects]
    for text in texts:
        inline = re.findall(r"!\[([^\]]*)\]\(\.\./images/([^)\s]+)\)", text.body)
        shown |= {name: alt for alt, name in inline}
        if text.image:
            shown[text.image] = text.image_alt or ""
    pictures = (ROOT / "content" / "images").glob("*.png")
    files = {file.name: file.stat().st_size for file in pictures}
    assert {*shown, journal.portfolio.site.portrait} == files.keys()
    assert len(files) >= 12
    assert all(len(alt) > 60 for alt in shown.values())
    assert max(files.values()) < 150_000


def test_no_two_summaries_share_five_words_in_a_row() -> None:
    seen: dict[tuple[str, ...], int] = {}
    for number, contact in enumerate(evaluation().journal.contacts):
        words = re.findall(r"[\w'’]+", (contact.summary or "").casefold())
        names = {name.casefold() for name in (contact.first_name, contact.last_name) if name}
        for start in range(len(words) - 4):
            run = tuple(words[start : start + 5])
            if not names & set(run):
                assert seen.setdefault(run, number) == number, " ".join(run)
    assert len(seen) > 1_000


def test_private_records_lead_to_made_up_addresses_only() -> None:
    paths = [*(ROOT / "content" / "private").rglob("*.yaml")]
    assert len(paths) > 20
    for path in paths:
        for host in re.findall(r"https?://([^/\s\"'<>)\]}:,]+)", path.read_text("utf-8")):
            assert re.search(r"(^|\.)example(\.(com|org|net))?$", host), f"{path.name}: {host}"
        for host in re.findall(r"[\w.+-]+@([\w.-]+\w)", path.read_text("utf-8")):
            assert re.search(r"(^|\.)example(\.(com|org|net))?$", host), f"{path.name}: {host}"


def test_threads_run_from_a_first_mail_to_an_offer() -> None:
    journal = evaluation().journal
    employers = {offer.employer for offer in journal.offers}
    stages = {c.stage for c in journal.contacts if c.employer in employers and c.stage}
    assert len(stages) >= 3
    days = sorted(c.date for c in journal.contacts if c.employer in employers)
    assert (days[-1] - days[0]).days > 60
