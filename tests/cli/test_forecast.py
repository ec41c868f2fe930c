"""`weekproof forecast`: what lies ahead and what was, in words, and nobody's name in a public log."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from tests.support.repositories import write

Capture = pytest.CaptureFixture[str]
SETTINGS = """\
graduate: {name: Sam Example, github: sam-example}
search: {programme: web, start: 2026-06-01, time_zone: America/Chicago}
coach: {name: Dana Coach}
commitment: terms.yaml
"""
TERMS = """\
name: ours
title: Our terms
window: {days: 21}
programmes:
  - {id: web, title: Web, field: web, requirements: [contacts]}
requirements:
  - {id: contacts, kind: contacts, title: Contacts, minimum: 2, clause: Ask., source: Terms}
obligations:
  - {id: coach-answer, title: Answers, clause: Answer., source: Terms}
  - {id: check-in, title: Calls, days: 10, clause: Call., source: Terms}
  - {id: attendance, title: Appointments, clause: Come., source: Terms}
"""
CONTACT = """\
- date: 2026-06-{day}
  kind: cold-outreach
  first_name: {name}
  last_name: Canary
  title: Developer
  employer: Quill
  summary: Asked.
"""
COACHING = """\
- {kind: message, date: 2026-06-08, title: About Ottilie Canary}
- {kind: check-in, date: 2026-06-12, title: "coach-answer: Ottilie Canary", attended: on-time}
- {kind: check-in, date: 2026-06-18, title: With Ottilie Canary}
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    contacts = [
        CONTACT.format(day=day, name=name) for day, name in [("02", "Ann"), ("03", "Bo"), ("09", "Cleo")]
    ]
    return write(
        tmp_path,
        {
            "portfolio.yaml": SETTINGS,
            "terms.yaml": TERMS,
            "content/private/contacts/c.yaml": "".join(contacts),
            "content/private/coaching/k.yaml": COACHING,
        },
    )


def told(root: Path, capsys: Capture, as_of: str, *options: str) -> list[str]:
    assert main.run(["forecast", "--root", str(root), "--as-of", as_of, *options]) == 0
    return [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]


def test_what_lies_ahead(root: Path, capsys: Capture) -> None:
    assert told(root, capsys, "2026-06-10") == [
        "As of Wed 10 Jun 2026: on-track.",
        "What each week still needs:",
        "by Wed 10 Jun  Check-in by 10 Jun 2026",
        "by Thu 11 Jun  Answers: About Ottilie Canary",
        "by Fri 12 Jun  Appointments: coach-answer: Ottilie Canary",
        "by Sun 14 Jun  Week 2 (8–14 Jun): 1 more for “Contacts”",
        "by Thu 18 Jun  Appointments: With Ottilie Canary",
        "by Sun 21 Jun  Week 3 (15–21 Jun): 2 for “Contacts”",
        "If nothing more is logged:",
        "Thu 11 Jun  Check-in by 10 Jun 2026 would be late",
        "Fri 12 Jun  Answers (About Ottilie Canary) would be late",
        "Sat 13 Jun  Appointments (coach-answer: Ottilie Canary) would be unknown",
        "Mon 15 Jun  Your search would be off-track",
        "Mon 15 Jun  Every week from week 2 (8–14 Jun) would be short",
        "Fri 19 Jun  Appointments (With Ottilie Canary) would be unknown",
        "Mon 22 Jun  Your search would be unfulfilled",
    ]


def test_what_was(root: Path, capsys: Capture) -> None:
    lines = told(root, capsys, "2026-06-15", "--replay")
    assert lines[0] == "Every day from Mon 1 Jun to Mon 15 Jun 2026, with the files as they are now:"
    weeks = [line for line in lines if "Week 2" in line or "Your search" in line or "Check-in" in line]
    assert weeks == [
        "Mon 1 Jun   Your search: on-track (was not-started)",
        "Mon 1 Jun   Check-in by 10 Jun 2026: open",
        "Mon 8 Jun   Week 2 (8–14 Jun): open (was upcoming)",
        "Thu 11 Jun  Check-in by 10 Jun 2026: late (was open)",
        "Fri 12 Jun  Check-in by 22 Jun 2026: open",
        "Mon 15 Jun  Your search: off-track (was on-track)",
        "Mon 15 Jun  Week 2 (8–14 Jun): short (was open)",
    ]


def test_a_public_log_names_places_alone(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    for options in ([], ["--replay"], ["--private-details"], ["--format", "json"]):
        lines = told(root, capsys, "2026-06-10", *options)
        assert not [line for line in lines if "Canary" in line or "Ottilie" in line]
    lines = told(root, capsys, "2026-06-10")
    assert "by Thu 11 Jun  Answers: content/private/coaching/…:1" in lines
    assert "by Fri 12 Jun  Appointments: content/private/coaching/…:2" in lines
    assert "by Wed 10 Jun  Check-in by 10 Jun 2026" in lines


def test_what_is_written_ahead_of_the_day_is_not_known_yet(root: Path, capsys: Capture) -> None:
    before = told(root, capsys, "2026-06-10")
    file = root / "content/private/contacts/c.yaml"
    file.write_text(file.read_text() + CONTACT.format(day="13", name="Zoe"))
    assert told(root, capsys, "2026-06-10") == before


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        ("exempt", []),
        ("prorate", ["by Wed 17 Jun  Week 3 (15–21 Jun): 1 for “Contacts”"]),
        ("full", ["by Wed 17 Jun  Week 3 (15–21 Jun): 2 for “Contacts”"]),
    ],
)
def test_a_last_week_in_part_is_told_where_something_is_asked_of_it(
    root: Path, capsys: Capture, partial: str, expected: list[str]
) -> None:
    (root / "terms.yaml").write_text(
        TERMS.replace("days: 21", "days: 17") + f"weeks: {{partial: {partial}}}\n"
    )
    lines = told(root, capsys, "2026-06-10")
    assert [line for line in lines if line.startswith("by ") and "Week 3" in line] == expected
    short = [line for line in lines if line.endswith("would be short")]
    both = "Mon 15 Jun  Every week from week 2 (8–14 Jun) would be short"
    assert short == [both if expected else "Mon 15 Jun  Week 2 (8–14 Jun) would be short"]


def test_a_paused_week_is_nobodys_task(root: Path, capsys: Capture) -> None:
    pause = "{from: 2026-06-15, to: 2026-06-21, reason: Away., by: Dana, on: 2026-06-09}"
    write(root, {"content/private/coach-decisions.yaml": f"pauses:\n  - {pause}\n"})
    for partial in ("exempt", "prorate", "full"):
        (root / "terms.yaml").write_text(TERMS + f"weeks: {{partial: {partial}}}\n")
        assert not [line for line in told(root, capsys, "2026-06-10") if "Week 3" in line or "Every" in line]


def test_grace_days_are_waited_for(root: Path, capsys: Capture) -> None:
    (root / "terms.yaml").write_text(TERMS + "weeks: {grace_days: 2}\n")
    both = "Wed 17 Jun  Every week from week 2 (8–14 Jun) would be short"
    assert both in told(root, capsys, "2026-06-10")
    assert "Wed 24 Jun  Week 3 (15–21 Jun) would be short" in told(root, capsys, "2026-06-17")


def test_before_the_start_and_without_one(root: Path, capsys: Capture) -> None:
    assert told(root, capsys, "2026-05-20", "--replay") == ["Your search has not begun yet."]
    assert "As of Wed 20 May 2026: not-started." in told(root, capsys, "2026-05-20")
    (root / "portfolio.yaml").write_text(
        SETTINGS.replace("start: 2026-06-01, time_zone: America/Chicago", "")
    )
    assert main.run(["forecast", "--root", str(root), "--as-of", "2026-06-10"]) == 0
    assert capsys.readouterr().out.startswith("Your search has no first day yet")


def test_settings_that_cannot_be_used_are_told(root: Path, capsys: Capture) -> None:
    (root / "terms.yaml").write_text(TERMS.replace("minimum: 2", "minimum: many"))
    assert main.run(["forecast", "--root", str(root), "--as-of", "2026-06-10"]) == 2
    assert "terms.yaml:7" in capsys.readouterr().out


def test_nothing_written_steers_a_terminal(root: Path, capsys: Capture) -> None:
    nasty = '- {kind: message, date: 2026-06-09, title: "\\e[31m\\n::error::x ##[add-mask]"}\n'
    write(root, {"content/private/coaching/n.yaml": nasty})
    said = "\n".join(told(root, capsys, "2026-06-10"))
    assert "\x1b" not in said
    assert "##[" not in said
    assert not [line for line in said.splitlines() if line.startswith("::")]
