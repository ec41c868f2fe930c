"""`make bench-micro`: parts of a build in one process, by pytest-benchmark.

    make bench-micro                # a table of this checkout
    make bench-micro AGAINST=main   # this checkout beside a branch, a tag or a commit, as ratios

Each checkout is measured with its own copy of this file; one that has none is measured with this one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from benchmarks.make import AS_OF, make_portfolio
from generator.pipeline import run
from generator.pipeline.types import JudgeResult, Request

CONTACTS, POSTS = 2_000, 60
Timed = Any


@pytest.fixture(scope="module", name="wanted")
def _wanted(tmp_path_factory: pytest.TempPathFactory) -> Request:
    root = tmp_path_factory.mktemp("portfolio")
    make_portfolio(root, CONTACTS, POSTS)

    def clock(_: dt.tzinfo) -> tuple[dt.date, Any]:
        return AS_OF, "option"

    return Request(root=root, clock=clock)


@pytest.fixture(scope="module", name="judged")
def _judged(wanted: Request) -> JudgeResult:
    judged = run.judge(wanted)
    assert judged.verdict is not None
    return judged


def test_reading(benchmark: Timed, wanted: Request) -> None:
    """All files to records: 2,000 contacts and 60 posts."""
    from generator.reading.journal import read_journal
    from generator.reading.portfolio import read_portfolio

    portfolio = read_portfolio(wanted.root)[0]
    assert portfolio is not None
    journal, _ = benchmark(read_journal, wanted.root, portfolio, None)
    assert len(journal.contacts) == CONTACTS


def test_counting(benchmark: Timed, judged: JudgeResult) -> None:
    """Records to a verdict."""
    assert judged.verdict is not None
    evaluation = benchmark(run.judge_again, judged.verdict, judged.verdict.journal)
    assert evaluation.weeks


def test_markdown(benchmark: Timed, wanted: Request) -> None:
    """The text of a post to HTML, 20 times."""
    from generator.markdown.convert import convert

    texts = [path.read_text("utf-8") for path in sorted((wanted.root / "content/blog").iterdir())[:20]]
    benchmark(lambda: [convert(text) for text in texts])


def test_rendering(benchmark: Timed, judged: JudgeResult, wanted: Request) -> None:
    """A verdict to all pages in memory, and all that is looked for in them, with no cache."""
    rendered = benchmark.pedantic(run.render, (judged, wanted), rounds=2)
    assert rendered.site is not None


def test_guard(benchmark: Timed, judged: JudgeResult, wanted: Request) -> None:
    """All pages searched for what 2,000 contacts want private, with no cache."""
    from generator.guard.guard import leaks
    from generator.guard.secrets import collect

    site = run.render(judged, wanted).site
    assert site is not None
    assert judged.verdict is not None
    guarded = collect(judged.verdict.journal, judged.private_paths)
    found = benchmark.pedantic(leaks, (site, guarded, {}), rounds=3)
    assert {finding.rule for finding in found} <= {"private-text-in-public-output"}
