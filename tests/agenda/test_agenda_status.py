"""`weekproof status`: the week at a glance, in words, in one line and as JSON."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from generator.agenda import text as words
from generator.cli import status
from generator.core.cache import close_caches
from generator.core.text import wrap_line
from tests.support.command import run
from tests.support.repositories import SETTINGS, repository, write

Capture = pytest.CaptureFixture[str]
CONTACTS = "content/private/contacts/2026-W24.yaml"
ONE = """\
- {{date: 2026-06-09, kind: {kind}, first_name: {name}, last_name: Solberg, title: Lead, employer: Harbour,
   summary: We spoke.}}
"""
THREE = "".join(ONE.format(kind="interview", name=name) for name in ("Ada", "Bea", "Cleo"))
FILES = {CONTACTS: THREE}


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CI", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = SETTINGS.replace("start: 2026-06-01", "start: 2026-06-08")
    return repository(tmp_path / "sam", {"portfolio.yaml": settings, **FILES})


def shown(capsys: Capture, root: Path, day: str, *options: str) -> str:
    ran = run(capsys, "status", "--root", str(root), "--as-of", day, *options)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


PAGE = """\
Week 1 (8–14 Jun): open.
Standing: on-track.

  Individuals contacted  ███████░░░░░░░░░░░░░    3 of 8  5 to go
  Blog post              ░░░░░░░░░░░░░░░░░░░░    0 of 1  1 to go
  GitHub contributions   ░░░░░░░░░░░░░░░░░░░░    0 of 5  5 to go

The last day is Sunday 14 June, 4 days from now.

To fetch what GitHub counted in this week: weekproof sync github

Next:
  1. Individuals contacted: 5 more; by Sunday 14 June
  2. Blog post: 1 more; by Sunday 14 June
  3. GitHub contributions: 5 more; by Sunday 14 June
"""


def test_a_week_at_a_glance(root: Path, capsys: Capture) -> None:
    assert shown(capsys, root, "2026-06-10") == PAGE


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2026-06-10", "week 1 contacts 3/8 · post 0/1 · code 0/5 · 4 days"),
        ("2026-06-13", "week 1 contacts 3/8 · post 0/1 · code 0/5 · 1 day"),
        ("2026-06-14", "week 1 contacts 3/8 · post 0/1 · code 0/5 · last day"),
        ("2026-06-15", "week 2 contacts 0/8 · post 0/1 · code 0/5 · 6 days · off track · 3 errors"),
        ("2026-05-01", "begins 2026-06-08"),
        ("2026-12-24", "no week · unfulfilled"),
    ],
)
def test_the_line_for_a_prompt(root: Path, capsys: Capture, day: str, line: str) -> None:
    assert shown(capsys, root, day, "--short") == line + "\n"


def test_a_requirement_of_one_is_ticked_and_a_full_bar_means_enough(root: Path, capsys: Capture) -> None:
    post = "---\ntitle: Late buses\ndate: 2026-06-09\n---\n" + "word " * 151
    many = "".join(ONE.format(kind="interview", name=f"N{n}x") for n in range(9))
    write(root, {"content/blog/2026-06-09-buses.md": post, CONTACTS: many})
    assert shown(capsys, root, "2026-06-10", "--short").startswith("week 1 contacts 9/8 · post ✓ · code 0/5")
    page = shown(capsys, root, "2026-06-10")
    assert "Individuals contacted  ████████████████████    9 of 8  ✓\n" in page
    assert "Blog post              ████████████████████    1 of 1  ✓\n" in page


def test_json_has_the_documented_keys(root: Path, capsys: Capture) -> None:
    told = json.loads(shown(capsys, root, "2026-06-10", "--json"))
    assert told["week"]["requirements"][0] == {
        "id": "contacts",
        "title": "Individuals contacted",
        "counted": 3,
        "needed": 8,
        "missing": 5,
        "verdict": "open",
    }
    assert told["actions"][0] == {
        "kind": "requirement",
        "text": "Individuals contacted: 5 more; by Sunday 14 June",
        "by": "2026-06-14",
        "path": None,
        "line": None,
    }
    assert {name: told[name] for name in ("format", "as_of", "standing", "errors")} == {
        "format": 1,
        "as_of": "2026-06-10",
        "standing": "on-track",
        "errors": 0,
    }
    manual = (Path(__file__).parents[2] / "docs/graduate/shell.md").read_text("utf-8")
    keys = {*told, *told["week"], *told["week"]["requirements"][0], *told["actions"][0]}
    assert {key for key in keys if f"`{key}`" not in manual} == set()


MET = ONE.format(kind="networking", name="Dana-Kanari")
OFFER = "- {employer: Kanari Ltd, title: Lead, received: 2026-06-09, in_field: true, full_time: true}\n"
MESSAGE = "- {kind: message, date: 2026-06-08, title: Kanari question}\n"


def test_what_has_a_clock_comes_first(root: Path, capsys: Capture) -> None:
    write(
        root,
        {
            CONTACTS: MET,
            "content/private/offers/2026.yaml": OFFER,
            "content/private/coaching/m.yaml": MESSAGE,
        },
    )
    page = shown(capsys, root, "2026-06-10")
    assert re.findall(r"^  \d\. (.*)$", page, re.MULTILINE) == [
        "Answer your coach: Kanari question; by tomorrow, Thursday 11 June",
        "Follow up with Dana-Kanari Solberg (Harbour), met on Tue 9 Jun: counts once you have written",
        "Answer the offer: Lead, Kanari Ltd; by Tuesday 16 June",
    ]
    assert "     content/private/coaching/m.yaml:1\n" in page


def test_nobody_is_named_in_ci(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        root,
        {
            CONTACTS: MET,
            "content/private/offers/2026.yaml": OFFER,
            "content/private/coaching/m.yaml": MESSAGE,
            "content/blog/2026-06-09-d.md": "---\ntitle: Kanari draft\ndate: 2026-06-09\ndraft: true\n---\n",
        },
    )
    monkeypatch.setenv("CI", "true")
    for options in ((), ("--json",), ("--short",)):
        told = shown(capsys, root, "2026-06-10", *options)
        assert "Kanari" not in told
        assert "Solberg" not in told
    assert "2. Write to 1 person\n     content/private/contacts/2026-W24.yaml:1\n" in shown(
        capsys, root, "2026-06-10"
    )


def test_a_draft_stands_for_the_missing_post(root: Path, capsys: Capture) -> None:
    text = "---\ntitle: Late buses\ndate: 2026-06-09\ndraft: true\n---\nSix words and they are mine.\n"
    write(root, {"content/blog/2026-06-09-buses.md": text})
    page = shown(capsys, root, "2026-06-10")
    assert "Finish the draft “Late buses” (6 words so far), this week's post; by Sunday 14 June" in page
    assert "Blog post: 1 more" not in page


def test_a_next_step_is_told_until_something_was_noted_since(root: Path, capsys: Capture) -> None:
    step = THREE.replace("We spoke.}", "We spoke., next_step: {on: 2026-06-11, what: ring her}}", 1)
    write(root, {CONTACTS: step})
    assert "Write to Ada Solberg (Harbour), as planned for Thu 11 Jun: ring her" in shown(
        capsys, root, "2026-06-10"
    )
    assert "Write to" not in shown(capsys, root, "2026-06-09")
    write(
        root,
        {
            "content/private/contacts/later.yaml": ONE.format(kind="interview", name="Ada").replace(
                "-09", "-10"
            )
        },
    )
    assert "Write to" not in shown(capsys, root, "2026-06-10")


def test_short_weeks_and_slips_are_told(root: Path, capsys: Capture) -> None:
    write(root, {CONTACTS: THREE + "- {date: 2026-13-01, kind: interview}\n"})
    page = shown(capsys, root, "2026-06-16")
    assert "1 error blocks publishing; see weekproof check.\nWeek 1 (8–14 Jun) is short and waits" in page
    assert f"1. Fix what blocks publishing: {CONTACTS}:7\n" in page
    assert "2. Ask your coach to decide on week 1 (8–14 Jun): it fell short\n" in page


def test_once_the_search_is_over_nothing_is_asked(root: Path, capsys: Capture) -> None:
    assert "Next:" not in shown(capsys, root, "2026-12-24")


def test_colour_only_where_it_is_wanted(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in shown(capsys, root, "2026-06-10")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[33m███████░░░░░░░░░░░░░\x1b[0m" in shown(capsys, root, "2026-06-10")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shown(capsys, root, "2026-06-10")


def test_nothing_written_steers_a_terminal(root: Path, capsys: Capture) -> None:
    write(
        root,
        {
            "content/private/coaching/m.yaml": MESSAGE.replace("Kanari", '"\\e[31m\\n::error::').replace(
                "ion}", 'ion"}'
            )
        },
    )
    for options in ((), ("--json",)):
        told = shown(capsys, root, "2026-06-10", *options)
        assert "\x1b" not in told
        assert not [line for line in told.splitlines() if line.startswith("::")]


def test_without_a_start_or_with_wrong_settings_it_says_so(root: Path, capsys: Capture) -> None:
    assert shown(capsys, root, "2026-05-01") == (
        "Your search begins on Monday 8 June; nothing is asked until then.\n"
    )
    (root / "portfolio.yaml").write_text(SETTINGS.replace("start: 2026-06-01, ", ""))
    assert shown(capsys, root, "2026-06-10") == words.NOT_BEGUN + "\n"
    assert shown(capsys, root, "2026-06-10", "--short") == "no first day yet\n"
    told = json.loads(shown(capsys, root, "2026-06-10", "--json"))
    assert (told["standing"], told["week"]) == ("not-started", None)
    (root / "portfolio.yaml").write_text("graduate: [\n")
    ran = run(capsys, "status", "--root", str(root))
    assert (ran.code, "yaml-syntax" in ran.out) == (2, True)
    ran = run(capsys, "status", "--root", str(root), "--short")
    assert (ran.code, ran.out) == (2, "")


def test_the_line_is_kept_until_a_file_or_the_day_changes(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    real = status.judged_line

    def counting(*given: object) -> status.StatusLine:
        made.append(1)
        return real(*given)  # type: ignore[arg-type] # what the command was given

    monkeypatch.setattr(status, "judged_line", counting)
    first = shown(capsys, root, "2026-06-10", "--short")
    assert shown(capsys, root, "2026-06-10", "--short") == first
    assert len(made) == 1
    shown(capsys, root, "2026-06-11", "--short")
    assert len(made) == 2
    write(root, {CONTACTS: THREE + ONE.format(kind="interview", name="Dora")})
    assert "contacts 4/8" in shown(capsys, root, "2026-06-11", "--short")
    os.utime(root / "portfolio.yaml", ns=(1, 1))
    shown(capsys, root, "2026-06-11", "--short")
    assert len(made) == 4


def test_what_is_kept_names_nobody_and_a_broken_one_is_made_anew(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = shown(capsys, root, "2026-06-10", "--short")
    close_caches()
    (kept,) = (root.parent / "cache").rglob("*.sqlite3")
    assert b"Solberg" not in kept.read_bytes()
    for broken in (b"", b"[]", b'{"line": 1}', b'{"line": "x", "stamp": "y"}'):
        monkeypatch.setattr("generator.core.cache.cache_get", lambda *_, data=broken: data)
        assert shown(capsys, root, "2026-06-10", "--short") == line


@pytest.mark.parametrize("width", [0, 40, 80])
def test_sentences_are_broken_between_words(width: int) -> None:
    line = "  1. Write to Ada Solberg (Harbour), as planned for Thu 11 Jun: ring her about the job"
    lines = wrap_line(line, width, "     ")
    assert " ".join(part.strip() for part in lines) == line.strip()
    assert all(len(part) <= width for part in lines) or not width
    assert (len(lines) == 1) == (not width)


def test_what_is_overdue_and_can_still_be_done_stays_on_the_list(root: Path, capsys: Capture) -> None:
    missed = "- {kind: check-in, date: 2026-06-09, title: Talk, attended: missed}\n"
    soon = "- {kind: check-in, date: 2026-06-17, title: Next talk}\n"
    write(root, {"content/private/coaching/m.yaml": MESSAGE + missed + soon})
    page = shown(capsys, root, "2026-06-16")
    assert "Answer your coach: Kanari question; it was due on Thursday 11 June" in page
    assert "Attend: Next talk; tomorrow" in page
    assert "Talk; it was" not in page.replace("Kanari question", "")


def test_ways_to_meet_a_requirement_are_told_as_such(root: Path, capsys: Capture) -> None:
    settings = SETTINGS.replace("software-engineering", "ux-ui-design, specialization: ux")
    write(root, {"portfolio.yaml": settings.replace("start: 2026-06-01", "start: 2026-06-08")})
    assert "Design activity: one of 3 ways; by Sunday 14 June" in shown(capsys, root, "2026-06-10")
    assert (
        shown(capsys, root, "2026-06-10", "--short")
        == "week 1 contacts 3/8 · post 0/1 · design 0/1 · 4 days\n"
    )
