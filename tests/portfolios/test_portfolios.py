"""Small portfolios, judged and built as their owners would."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from generator.core.diagnostics import Severity
from generator.model.verdict import Evaluation, JudgedRequirement, JudgedWeek
from generator.pipeline import run
from generator.pipeline.types import Outcome
from tests.support.folders import shared_cache
from tests.support.repositories import places, request

HERE = Path(__file__).parent
DAYS = {"data-science": dt.date(2026, 10, 4), "ux-ui-design": dt.date(2026, 10, 6)}


def _checked(name: str, as_of: dt.date | None = None) -> tuple[Outcome, Evaluation]:
    outcome = run.check(request(HERE / name, as_of or DAYS[name]))
    assert outcome.judged.evaluation is not None
    return outcome, outcome.judged.evaluation


def _requirement(week: JudgedWeek, name: str) -> JudgedRequirement:
    (found,) = (requirement for requirement in week.requirements if requirement.id == name)
    return found


@pytest.mark.parametrize("name", DAYS)
def test_each_is_built_without_a_warning_and_published(name: str, tmp_path: Path) -> None:
    asked = replace(
        request(HERE / name, DAYS[name], strict=True),
        site=tmp_path / "site",
        report=tmp_path / "report",
        cache=shared_cache(),
    )
    outcome = run.build(asked)
    loud = [one for one in outcome.diagnostics if one.severity is not Severity.NOTE]
    assert (outcome.exit_code, places(loud)) == (0, [])
    assert outcome.published is not None
    for path in ("site/index.html", "site/blog/index.html", "site/projects/index.html", "report/report.json"):
        assert (tmp_path / path).is_file(), path


def test_data_science_has_one_short_week_that_the_coach_has_seen() -> None:
    outcome, evaluation = _checked("data-science")
    begun = [week for week in evaluation.weeks if week.verdict != "upcoming"]
    assert [(week.week.name, week.verdict) for week in begun] == [
        ("2026-W37", "met"),
        ("2026-W38", "short"),
        ("2026-W39", "met"),
        ("2026-W40", "met"),
    ]
    contacts = _requirement(begun[1], "contacts")
    assert (contacts.counted, contacts.needed, contacts.acknowledged) == (6, 8, True)
    reasons = [record.reasons for record in contacts.records if record.reasons]
    assert reasons == [("contact-external-recruiter",), ("contact-repeated",)]
    assert [_requirement(week, "github-contributions").counted for week in begun] == [7, 6, 7, 6]
    assert evaluation.standing == "off-track", "acknowledged is seen, not excused"
    assert outcome.exit_code == 0


def test_data_science_fails_until_the_coach_has_answered() -> None:
    outcome, evaluation = _checked("data-science", dt.date(2026, 9, 21))
    errors = [one for one in outcome.diagnostics if one.severity is Severity.ERROR]
    assert [(one.rule, one.week, one.counts) for one in errors] == [
        ("contacts-below-minimum", "2026-W38", (6, 8))
    ]
    assert (outcome.exit_code, evaluation.standing) == (1, "off-track")


def test_ux_meets_its_weeks_one_way_each() -> None:
    outcome, evaluation = _checked("ux-ui-design")
    verdicts = {week.week.name: week.verdict for week in evaluation.weeks}
    assert [verdicts[f"2026-W{n}"] for n in (38, 39, 40, 41)] == ["met", "met", "met", "open"]
    ways = {
        week.week.name: {way.id: way.counted for way in _requirement(week, "design-activity").alternatives}
        for week in evaluation.weeks
    }
    assert ways["2026-W38"] == {"extra-credit": 0, "track-module": 3, "design-challenge": 0}
    assert ways["2026-W39"] == {"extra-credit": 0, "track-module": 0, "design-challenge": 1}
    assert ways["2026-W40"] == {"extra-credit": 1, "track-module": 0, "design-challenge": 0}
    own = [
        location
        for location in places(outcome.diagnostics)
        if location.endswith("activity-in-own-specialization")
    ]
    assert own == ["content/private/activities/2026.yaml:12:49 activity-in-own-specialization"]
    assert (evaluation.standing, outcome.exit_code) == ("on-track", 0)


def test_ux_with_two_modules_of_three_is_short(tmp_path: Path) -> None:
    import shutil

    root = shutil.copytree(HERE / "ux-ui-design", tmp_path / "ux")
    path = root / "content/private/activities/2026.yaml"
    path.write_text(path.read_text("utf-8").replace("date: 2026-09-18", "date: 2026-09-21"), "utf-8")
    outcome = run.check(request(root, DAYS["ux-ui-design"]))
    short = [(one.rule, one.week) for one in outcome.diagnostics if one.severity is Severity.ERROR]
    assert short == [("design-activities-below-minimum", "2026-W38")]
    assert outcome.exit_code == 1
