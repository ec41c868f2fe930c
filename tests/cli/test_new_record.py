"""`weekproof new contact` and its like: what is typed or given ends in the right file, and is judged."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.cli.new import RECORDS, options_of
from generator.reading.fields import keys_of
from tests.support.command import Ran, run, tree
from tests.support.repositories import SETTINGS, repository, write

Capture = pytest.CaptureFixture[str]
FILE = "content/private/contacts/2026-W24.yaml"
ADA = """\
- date: 2026-06-08
  kind: interview
  first_name: Ada
  last_name: Byron
  title: Lead engineer
  employer: Harbour
  email: ada@harbour.example
  summary: First talk.
"""
FLAGS = ("--kind", "cold-outreach", "--first-name", "Bea", "--last-name", "Lund", "--title", "CTO")
WHOLE = (
    *FLAGS,
    "--employer",
    "Wren: Labs",
    "--summary",
    "Wrote to her.",
    "--evidence",
    "https://m.example/1",
)


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    settings = SETTINGS.replace("name: Sam Example,", "name: Sam Example, email: sam@mail.example,")
    return repository(tmp_path / "sam", {"portfolio.yaml": settings, FILE: ADA})


def new(capsys: Capture, root: Path, word: str, *flags: str, day: str = "2026-06-10") -> Ran:
    return run(capsys, "new", word, "--root", str(root), "--as-of", day, *flags)


def added(root: Path, path: str = FILE, before: str = ADA) -> str:
    return (root / path).read_text("utf-8").removeprefix(before)


def test_flags_alone_are_enough(root: Path, capsys: Capture) -> None:
    ran = new(capsys, root, "contact", *WHOLE, "--next-step-on", "2026-06-20", "--next-step-what", "Ring")
    assert (ran.code, ran.out, ran.err) == (
        0,
        f"Saved: {FILE}:10\n2 of 8 this week; 6 more by Sunday 14 June.\n",
        "",
    )
    assert (
        added(root)
        == """
- date: 2026-06-10
  kind: cold-outreach
  first_name: Bea
  last_name: Lund
  title: CTO
  employer: "Wren: Labs"
  summary: Wrote to her.
  evidence: [https://m.example/1]
  next_step:
    on: 2026-06-20
    what: Ring
"""
    )


def test_a_kind_is_never_guessed(root: Path, capsys: Capture) -> None:
    before = tree(root)
    ran = new(capsys, root, "contact", "--first-name", "Bea")
    assert (ran.code, ran.out) == (2, "")
    assert "Missing: --kind." in ran.err
    assert tree(root) == before


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (("--kind", "external-recruiter"), "External recruiters don't work for a prospective employer."),
        (("--title", ""), "`title` is missing."),
        (("--employer", "N/A"), "`employer` is missing."),
        (("--bounced",), "The message bounced."),
        (("--kind", "networking"), "A meeting at an event needs a follow-up message."),
        (("--date", "2026-05-01"), "outside"),
        (("--date", "2026-06-12"), "It is dated 2026-06-12, after today"),
    ],
)
def test_why_a_record_does_not_count_is_told_at_once(
    root: Path, capsys: Capture, flags: tuple[str, ...], why: str
) -> None:
    ran = new(capsys, root, "contact", *WHOLE, *flags)
    assert ran.code == 0
    told = [line for line in ran.out.splitlines() if line.startswith("Does not count")]
    assert len(told) == 1
    assert why.casefold() in told[0].casefold()
    assert "Saved: content/private/contacts/" in ran.out


def test_before_there_is_a_first_day_that_is_why(root: Path, capsys: Capture) -> None:
    settings = (root / "portfolio.yaml").read_text("utf-8")
    write(root, {"portfolio.yaml": settings.replace("start: 2026-06-01, ", "")})
    ran = new(capsys, root, "contact", *WHOLE)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == (
        "Does not count: Your search has no first day yet, and what is dated before that day never counts."
    )
    meeting = WHOLE[2:]
    assert "contact-without" not in new(capsys, root, "contact", "--kind", "networking", *meeting).out


def test_the_same_person_again_this_week_does_not_count(root: Path, capsys: Capture) -> None:
    new(capsys, root, "contact", *WHOLE)
    ran = new(capsys, root, "contact", *WHOLE)
    assert "Does not count: This person has already been counted, at content/" in ran.out
    assert "2 of 8 this week; 6 more by Sunday 14 June." in ran.out


def test_what_cannot_be_read_is_told_and_not_written(root: Path, capsys: Capture) -> None:
    before = tree(root)
    ran = new(capsys, root, "contact", *WHOLE, "--date", "10.6.2026")
    hint = "Write the year first: 2026-06-10 or 2026-10-06, whichever you mean."
    assert (ran.code, ran.out) == (2, f"`10.6.2026` isn't a date. {hint}\nNothing was written.\n")
    assert tree(root) == before


def test_a_file_with_a_slip_takes_nothing_and_what_was_typed_is_shown(root: Path, capsys: Capture) -> None:
    write(root, {FILE: ADA + '  stage: "open\n'})
    ran = new(capsys, root, "contact", *WHOLE)
    assert ran.code == 2
    assert '  employer: "Wren: Labs"\n' in ran.out
    assert "Fix line 9 first" in ran.err
    assert (root / FILE).read_text() == ADA + '  stage: "open\n'


def test_a_week_that_is_over_says_so(root: Path, capsys: Capture) -> None:
    ran = new(capsys, root, "contact", *WHOLE, "--date", "2026-06-04")
    assert "1 of 8 in 2026-W23, which is closed." in ran.out
    assert (root / "content/private/contacts/2026-W23.yaml").is_file()


MAIL = """\
From: Ada Byron <ada@harbour.example>
To: sam@mail.example
Date: Tue, 9 Jun 2026 10:00:00 -0500
Subject: Re: Your question

Hello.
"""


def test_a_mail_fills_in_what_it_says(root: Path, capsys: Capture) -> None:
    (root.parent / "m.eml").write_text(MAIL)
    ran = new(capsys, root, "contact", "--from", str(root.parent / "m.eml"))
    assert "Missing: --kind." in ran.err
    ran = new(capsys, root, "contact", "--from", str(root.parent / "m.eml"), "--kind", "warm-outreach")
    assert ran.code == 0
    assert added(root).endswith("""
- date: 2026-06-09
  kind: warm-outreach
  first_name: Ada
  last_name: Byron
  title: Lead engineer
  employer: Harbour
  channel: email
  summary: Your question
  email: ada@harbour.example
""")


def test_a_name_that_can_be_taken_apart_in_several_ways_is_not_guessed(root: Path, capsys: Capture) -> None:
    mail = MAIL.replace("Ada Byron", "Mary Jane Berg").replace("ada@", "mary@")
    (root.parent / "m.eml").write_text(mail)
    before = tree(root)
    flags = ("--from", str(root.parent / "m.eml"), "--kind", "warm-outreach")
    ran = new(capsys, root, "contact", *flags)
    assert (ran.code, "Which part of the name `Mary Jane Berg` is the last name?" in ran.err) == (2, True)
    assert tree(root) == before
    ran = new(capsys, root, "contact", *flags, "--first-name", "Mary Jane", "--last-name", "Berg")
    assert ran.code == 0
    assert "  first_name: Mary Jane\n  last_name: Berg\n" in added(root)


def test_a_name_that_lost_a_letter_is_not_saved(root: Path, capsys: Capture) -> None:
    mail = MAIL.replace("Ada Byron", "Jos? Ray").replace("ada@", "jose@")
    (root.parent / "m.eml").write_text(mail)
    before = tree(root)
    flags = ("--from", str(root.parent / "m.eml"), "--kind", "warm-outreach")
    ran = new(capsys, root, "contact", *flags)
    assert (ran.code, "has lost a letter of the name `Jos? Ray`" in ran.err) == (2, True)
    assert tree(root) == before
    ran = new(capsys, root, "contact", *flags, "--first-name", "José", "--last-name", "Ray")
    assert ran.code == 0
    assert "  first_name: José\n  last_name: Ray\n" in added(root)


def test_a_name_that_was_saved_without_its_letters_is_not_taken_again(root: Path, capsys: Capture) -> None:
    flags = ("--kind", "warm-outreach", "--first-name", "Jos", "--last-name", "Ray", "--email", "j@h.example")
    assert new(capsys, root, "contact", *flags).code == 0
    (root.parent / "m.eml").write_bytes(MAIL.replace("Ada Byron", "José Ray").replace("ada@", "j@").encode())
    ran = new(capsys, root, "contact", "--from", str(root.parent / "m.eml"), "--kind", "warm-outreach")
    assert ran.code == 0
    assert "  first_name: José\n  last_name: Ray\n" in added(root)


OTHERS = [
    (
        "offer",
        ("--employer", "Wren", "--title", "CTO", "--full-time", "--no-in-field"),
        "content/private/offers/2026.yaml",
        "- employer: Wren\n  title: CTO\n  received: 2026-06-10\n  in_field: false\n  full_time: true\n",
        "Answer by Wednesday 17 June.",
    ),
    (
        "application",
        ("--employer", "Wren", "--title", "CTO", "--link", "https://j.example/7", "--status", "offer"),
        "content/private/applications/2026-W24.yaml",
        "- employer: Wren\n  title: CTO\n  date: 2026-06-10\n  link: https://j.example/7\n  status: offer\n",
        "",
    ),
    (
        "coaching",
        ("--kind", "message", "--title", "How are you?"),
        "content/private/coaching/2026-06.yaml",
        "- kind: message\n  date: 2026-06-10\n  title: How are you?\n",
        "Answer by Monday 15 June.",
    ),
    (
        "goal",
        ("--title", "Sixty people", "--target", "60"),
        "content/private/goals.yaml",
        "- title: Sixty people\n  target: 60\n",
        "",
    ),
    (
        "activity",
        ("--kind", "extra-credit", "--evidence", "https://d.example/1"),
        "content/private/activities/2026-W24.yaml",
        "- date: 2026-06-10\n  kind: extra-credit\n  evidence: https://d.example/1\n",
        "",
    ),
]


@pytest.mark.parametrize(("word", "flags", "path", "text", "told"), OTHERS)
def test_records_of_other_kinds(
    root: Path, capsys: Capture, word: str, flags: tuple[str, ...], path: str, text: str, told: str
) -> None:
    ran = new(capsys, root, word, *flags)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (f"{told}\n" if told else "") + f"Saved: {path}:1\n"
    assert (root / path).read_text("utf-8") == text


@pytest.mark.parametrize("word", RECORDS)
def test_every_key_of_a_record_is_a_flag(word: str) -> None:
    names = {(option.name or "").partition("__")[0] for option in options_of(word)}
    kind = RECORDS[word]
    assert names == set(keys_of(kind.record)) - kind.by_machines
    assert kind.by_machines <= set(keys_of(kind.record))


def test_settings_that_cannot_be_read_are_told_first(root: Path, capsys: Capture) -> None:
    write(root, {"portfolio.yaml": "graduate: [\n"})
    ran = new(capsys, root, "contact", *WHOLE)
    assert (ran.code, "yaml-syntax" in ran.out) == (2, True)


def test_without_a_verdict_a_record_is_written_all_the_same(root: Path, capsys: Capture) -> None:
    write(root, {"portfolio.yaml": SETTINGS + "commitment: nowhere\n"})
    ran = new(capsys, root, "contact", *WHOLE)
    assert (ran.code, ran.out) == (0, f"Saved: {FILE}:10\n")


def test_a_file_as_evidence_is_noted_with_its_digest(root: Path, capsys: Capture) -> None:
    write(root, {"content/private/evidence/mail.txt": "Thank you.\n"})
    digest = hashlib.sha256(b"Thank you.\n").hexdigest()
    proofs = ("mail.txt", "https://mail.example/1", "away.txt")
    ran = new(capsys, root, "contact", *WHOLE, *(part for proof in proofs for part in ("--evidence", proof)))
    assert ran.code == 0
    text = " ".join(added(root).replace('"', "").split())
    assert f"{{path: content/private/evidence/mail.txt, sha256: {digest}}}, https://mail.example/1" in text
    checked = run(capsys, "check", "--root", str(root), "--as-of", "2026-06-11")
    assert "`away.txt`" in checked.out
    assert "evidence-changed" not in checked.out
    write(root, {"content/private/evidence/mail.txt": "Thank you!\n"})
    checked = run(capsys, "check", "--root", str(root), "--as-of", "2026-06-11")
    assert "evidence-changed" in checked.out
