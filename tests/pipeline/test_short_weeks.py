"""A short week and the site: what is published, and what waits for whom."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.agenda.today import site_sentences
from generator.commitment.loader import SHIPPED_FOLDER
from generator.core.diagnostics import Diagnostic, Severity
from generator.model.commitment import Commitment, ShortWeekSite, ShortWeekTerms
from generator.pipeline import run
from generator.rules.registry import RULES, SHORT_OR_LATE, holding_back
from tests.support.command import run as run_cli
from tests.support.reports import finding
from tests.support.repositories import SETTINGS, request, write

DAY = dt.date(2026, 6, 16)  # two weeks are over
FLATIRON = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")
OFFER = """\
- {employer: Wren, title: Developer, received: 2026-06-03, full_time: true, in_field: true}
"""
WAIVED = """\
decisions:
  - {weeks: [2026-W23, 2026-W24], decision: waived, reason: Ill., by: Dana Coach, on: 2026-06-15}
"""
OFFERS, DECISIONS = "content/private/offers/2026.yaml", "content/private/coach-decisions.yaml"
WAIT = "Week 1 (1–7 Jun) and week 2 (8–14 Jun) are short and wait for your coach's answer."
LATE = "1 obligation is late: do what can still be done, and ask your coach."
STAYS = "Until then the site stays as it is."
PUBLISHED = "The site is published all the same, as your school's terms say."
MISTAKE = "1 error blocks publishing; see weekproof check."
BROKEN = "- {date: 2026-13-01, kind: check-in}\n"


@pytest.mark.parametrize(
    ("site", "files", "code", "sentences"),
    [
        ("hold", {}, 1, (WAIT, STAYS)),
        ("publish", {}, 1, (WAIT, PUBLISHED)),
        ("hold", {OFFERS: OFFER, DECISIONS: WAIVED}, 1, (LATE, STAYS)),
        ("publish", {OFFERS: OFFER, DECISIONS: WAIVED}, 1, (LATE, PUBLISHED)),
        ("publish", {"content/private/coaching/2026.yaml": BROKEN}, 1, (MISTAKE, WAIT)),
        ("publish", {DECISIONS: WAIVED}, 0, ()),
        ("hold", {DECISIONS: WAIVED}, 0, ()),
    ],
)
def test_what_is_published_and_what_waits_for_whom(
    site: str, files: dict[str, str], code: int, sentences: tuple[str, ...], tmp_path: Path
) -> None:
    terms = FLATIRON.replace("\nweeks:", f"\nshort_week: {{site: {site}}}\nweeks:", 1)
    settings = f"{SETTINGS}commitment: terms.yaml\n"
    root = write(tmp_path, {"portfolio.yaml": settings, "terms.yaml": terms, **files})
    outcome = run.build(request(root, DAY))
    assert outcome.exit_code == code
    verdict = outcome.judged.verdict
    assert verdict is not None
    assert site_sentences(verdict.evaluation, verdict.commitment, outcome.diagnostics) == sentences
    is_published = PUBLISHED in sentences or not sentences
    assert (outcome.published is not None) == is_published == (root / "site/index.html").is_file()


def test_the_commands_say_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path, {"portfolio.yaml": SETTINGS})
    options = ("--root", str(root), "--as-of", str(DAY))
    build = run_cli(capsys, "build", *options).out
    assert f"Site     site/ not changed\n         {WAIT}\n         {STAYS}\n" in build
    assert "off-track as of 16 Jun 2026" in build
    assert f"{WAIT}\n{STAYS}\n" in run_cli(capsys, "status", *options).out
    assert run_cli(capsys, "log", *options).out.endswith(f"{WAIT}\n{STAYS}\n")
    summary = run_cli(capsys, "check", "--site", "--format", "summary", *options).out
    assert f"\n{WAIT} {STAYS}\n" in summary
    assert "| Week 2 (8–14 Jun) | 0 of 8 | 0 of 1 | 0 of 5 | short |" in summary
    assert '"publishes": false' in run_cli(capsys, "status", "--json", *options).out


def terms(site: ShortWeekSite) -> Commitment:
    return Commitment(name="x", title="x", programmes=(), short_week=ShortWeekTerms(site=site))


def test_nothing_but_weeks_and_obligations_is_let_through() -> None:
    """Whatever rule there is, and however it came to be an error."""
    errors: list[Diagnostic] = [finding(name, severity="error") for name in RULES]
    warnings = [finding(name) for name in RULES]
    assert len(errors) > 100
    assert {"contacts-below-minimum", "no-alternative-met", "offer-answer"} <= SHORT_OR_LATE
    assert not [name for name in SHORT_OR_LATE if RULES[name].fixed]
    assert errors[0].severity is Severity.ERROR
    assert holding_back((*errors, *warnings), terms("hold")) == tuple(errors)
    through = set(errors) - set(holding_back((*errors, *warnings), terms("publish")))
    assert {one.rule for one in through} == SHORT_OR_LATE
