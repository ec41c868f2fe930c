"""Each parameter that makes no sense is told at its own line of the commitment file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commitment.loader import SHIPPED_FOLDER, load_commitment
from generator.commitment.settings import check_settings
from generator.core.diagnostics import Diagnostic
from generator.reading.portfolio import read_portfolio
from tests.support.repositories import SETTINGS, marked, places, write

FLATIRON = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")
# What is written in flatiron.yaml, what is put in its place (with its mark), what is said.
UNSOUND = {
    "no window": ("days: 180 ", "days: ‸0 ", "`window.days` must be from 1 to 3660."),
    "endless window": ("days: 180 ", "days: ‸99999 ", "`window.days` must be from 1 to 3660."),
    "late start": (
        "from: start ",
        "max_start_delay_days: ‸99999 ",
        "`window.max_start_delay_days` must be from 0 to 3660.",
    ),
    "long grace": ("grace_days: 0", "grace_days: ‸7", "`weeks.grace_days` must be from 0 to 6."),
    "no programme": (
        FLATIRON[FLATIRON.index("programmes:\n") : FLATIRON.index("requirements:\n  -")],
        "programmes: ‸[]\n",
        "This commitment has no programme.",
    ),
    "programme asks for more": (
        "[contacts, blog-post, design-activity]",
        "‸[contacts, design-work]",
        "`ux-ui-design` lists `design-work`, which isn't a requirement in this file.",
    ),
    "programme twice": (
        "- id: data-science",
        "- id: ‸software-engineering",
        "`software-engineering` is used twice.",
    ),
    "requirement twice": ("- id: blog-post\n", "- id: ‸contacts\n", "`contacts` is used twice."),
    "obligation twice": ("- id: offer-granted", "- id: ‸offer-answer", "`offer-answer` is used twice."),
    "no such obligation": (
        "- id: offer-granted",
        "- id: ‸offer-accepted",
        "`offer-accepted` isn't a known obligation.",
    ),
    "no effect": (
        "    min_words: 75 ",
        "    approved_pages: ‸[]\n    min_words: 75 ",
        "`approved_pages` has no effect on a requirement of kind `posts`.",
    ),
    "obligation without effect": (
        "    title: Agreed offer accepted",
        "    title: x\n    business_days: ‸5",
        "`business_days` has no effect on the obligation `offer-granted`.",
    ),
    "similarity": ("similarity: 0.8", "similarity: ‸1.1", "`similarity` must be from 0 to 1."),
    "less than alike": ("similarity: 0.8", "similarity: ‸-0.5", "`similarity` must be from 0 to 1."),
    "too many": ("minimum: 8", "minimum: ‸5000", "`minimum` must be from 0 to 1000."),
    "repeats for ever": (
        "repeat_after_weeks: 0",
        "repeat_after_weeks: ‸999999999",
        "`repeat_after_weeks` must be from 0 to 520.",
    ),
    "follow-up for ever": (
        "follow_up_within_days: 1",
        "follow_up_within_days: ‸999999999",
        "`follow_up_within_days` must be from 0 to 366.",
    ),
    "answer for ever": (
        "business_days: 5",
        "business_days: ‸999999999",
        "`business_days` must be from 0 to 366.",
    ),
    "no activity": (
        "activity: track-module",
        "activity: ‸track-modules",
        "`track-modules` isn't a kind of activity.",
    ),
    "no alternatives": (
        FLATIRON[FLATIRON.index("    kind: any-of") : FLATIRON.index("\nobligations:")],
        "    kind: ‸any-of\n    title: Design activity\n",
        "An `any-of` needs alternatives.",
    ),
    "levels of nothing": (
        "  mode: strict",
        "  mode: strikes\n  levels: {posts: ‸[{below: 1, strikes: 1}]}",
        "`standing.levels` names `posts`, which isn't a requirement in this file.",
    ),
    "no limit": ("  mode: strict", "  mode: strikes\n  limit: ‸0", "`standing.limit` must be 1 or more."),
}
UNREADABLE = {
    "weekday": ("start: monday", "start: ‸mondays", "unknown-word"),
    "partial": ("partial: exempt", "partial: ‸none", "unknown-word"),
    "kind": ("kind: contacts", "kind: ‸contact", "unknown-word"),
    "count": ("count: contributions", "count: ‸pushes", "unknown-word"),
    "number": ("minimum: 8", "minimum: ‸eight", "unreadable-number"),
    "negative": ("minimum: 8", "minimum: ‸-8", "unreadable-number"),
    "bool": ("extend_window: false", "extend_window: ‸maybe", "unreadable-boolean"),
    "severity": ("\nstanding:", "\nseverities: {post-too-short: ‸loud}\nstanding:", "unknown-word"),
    "unknown key": ("  days: 180", "  ‸weeks: 26\n  days: 180", "unknown-key"),
    "no title": ("title: Flatiron School, Career Services Commitment", "title:‸", "missing-key"),
}


def _found(root: Path, old: str, new: str) -> tuple[Diagnostic, str]:
    """The one finding for flatiron.yaml changed so, and the place where it belongs."""
    assert FLATIRON.count(old) == 1, old
    text, line, column = marked(FLATIRON.replace(old, new))
    commitment, found = load_commitment(write(root, {"terms.yaml": text}), "terms.yaml")
    assert commitment is None
    assert found[0].hint
    return found[0], f"terms.yaml:{line}:{column}"


@pytest.mark.parametrize(("old", "new", "message"), UNSOUND.values(), ids=UNSOUND)
def test_what_makes_no_sense_is_told_at_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    found, location = _found(tmp_path, old, new)
    assert (places([found]), found.message) == ([f"{location} commitment-unsound"], message)


@pytest.mark.parametrize(("old", "new", "rule"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_at_its_line(tmp_path: Path, old: str, new: str, rule: str) -> None:
    found, location = _found(tmp_path, old, new)
    assert places([found]) == [f"{location} {rule}"]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = FLATIRON.replace("grace_days: 0", "grace_days: 9").replace("minimum: 8", "minimum: 2000")
    text = text.replace("similarity: 0.8", "similarity: 3")
    _, found = load_commitment(write(tmp_path, {"terms.yaml": text}), "terms.yaml")
    assert [one.message.split("`")[1] for one in found] == ["weeks.grace_days", "minimum", "similarity"]


SEARCH = "programme: software-engineering, start: 2026-06-01"
MISFITS = {
    "unknown programme": (
        "programme: software-engineering",
        "programme: ‸software",
        "unknown-programme",
        "Use one of: software-engineering, data-science, ux-ui-design.",
    ),
    "nearly a programme": (
        "programme: software-engineering",
        "programme: ‸data-sience",
        "unknown-programme",
        "Did you mean `data-science`?",
    ),
    "no login": (
        "graduate: {name: Sam Example, github: sam-example,",
        "graduate: ‸{name: Sam Example,",
        "missing-key",
        "Add `github: LOGIN` under `graduate`.",
    ),
    "no specialization": (
        "search: {programme: software-engineering",
        "search: ‸{programme: ux-ui-design",
        "missing-key",
        "Add `specialization: ux or ui` under `search`.",
    ),
    "another specialization": (
        SEARCH,
        "programme: ux-ui-design, specialization: ‸cx, start: 2026-06-01",
        "unknown-word",
        "Use one of: ux, ui.",
    ),
}


@pytest.mark.parametrize(("old", "new", "rule", "hint"), MISFITS.values(), ids=MISFITS)
def test_settings_that_the_commitment_cannot_use_are_told(
    tmp_path: Path, old: str, new: str, rule: str, hint: str
) -> None:
    text, line, column = marked(SETTINGS.replace(old, new))
    portfolio, found = read_portfolio(write(tmp_path, {"portfolio.yaml": text}))
    commitment, _ = load_commitment(tmp_path, "flatiron")
    assert portfolio is not None
    assert commitment is not None
    _, more = check_settings(portfolio, commitment)
    assert f"portfolio.yaml:{line}:{column} {rule}" in places([*found, *more])
    assert hint in [one.hint for one in (*found, *more)]


def test_a_window_from_graduation_needs_its_day_and_a_start_in_time(tmp_path: Path) -> None:
    text = FLATIRON.replace("from: start ", "from: graduated\n  max_start_delay_days: 30 ")
    commitment, _ = load_commitment(write(tmp_path, {"terms.yaml": text}), "terms.yaml")
    assert commitment is not None

    def told(settings: str) -> list[str]:
        portfolio, _ = read_portfolio(write(tmp_path, {"portfolio.yaml": settings}))
        assert portfolio is not None
        return places(check_settings(portfolio, commitment)[1])

    assert told(SETTINGS) == ["portfolio.yaml:2:9 missing-key"]
    assert told(SETTINGS.replace("start:", "graduated: 2026-05-02, start:")) == []
    late = SETTINGS.replace("start:", "graduated: 2026-05-01, start:")
    assert told(late) == ["portfolio.yaml:2:73 search-started-late"]
