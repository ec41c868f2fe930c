"""`weekproof new post|project|page|letter`."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.new import new_document
from generator.cli.options import asked, output, request
from generator.intake.question import Question
from generator.model.letter import Letter
from generator.model.post import Post
from tests.support.command import run, tree
from tests.support.repositories import repository, write
from tests.support.user_input import Somebody

UNTIL = (
    "It is a draft and not published. "
    "It counts once it has 75 words or more and you delete the line `draft: true`."
)
FINISH = "It is a draft and not published. Write below the second ---, then delete the line `draft: true`."
Capture = pytest.CaptureFixture[str]
DAY = ("--as-of", "2026-06-03")


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return repository(tmp_path / "sam")


def test_a_post_begins_as_a_draft_that_opens_nothing(root: Path, capsys: Capture) -> None:
    ran = run(
        capsys,
        "new",
        "post",
        "--root",
        str(root),
        *DAY,
        "--title",
        "Über: 25:10?",
        "--tag",
        "bus",
        "--tag",
        "no",
    )
    assert (ran.code, ran.out.splitlines()) == (0, ["Saved: content/blog/2026-06-03-uber-25-10.md", UNTIL])
    text = (root / "content/blog/2026-06-03-uber-25-10.md").read_text("utf-8")
    assert text == '---\ntitle: "Über: 25:10?"\ndate: 2026-06-03\ntags: [bus, "no"]\ndraft: true\n---\n\n'
    assert run(capsys, "check", "--root", str(root), *DAY, "-q").code == 0


def test_the_title_may_stand_behind_the_command(root: Path, capsys: Capture) -> None:
    ran = run(capsys, "new", "post", "What", "I learned", "--root", str(root), *DAY)
    assert ran.out.startswith("Saved: content/blog/2026-06-03-what-i-learned.md\n")
    ran = run(capsys, "new", "post", "One", "--title", "Two", "--root", str(root), *DAY)
    assert (ran.code, "Give the title once" in ran.err) == (2, True)


def test_a_name_that_is_taken_gets_a_number(root: Path, capsys: Capture) -> None:
    for path in ("2026-06-03-x", "2026-06-03-x-2", "2026-06-03-x-3"):
        ran = run(capsys, "new", "post", "--root", str(root), *DAY, "--title", "X")
        assert f"content/blog/{path}.md" in ran.out
    ran = run(capsys, "new", "post", "--root", str(root), "--as-of", "2026-06-04", "--title", "X")
    assert ran.code == 0
    assert run(capsys, "check", "--root", str(root), "--as-of", "2026-06-04", "-q").out == ""


def test_a_project(root: Path, capsys: Capture) -> None:
    flags = (
        "--title",
        "Latebus",
        "--summary",
        "Late.",
        "--repository",
        "g.example/l",
        "--stack",
        "Go",
    )
    ran = run(capsys, "new", "project", "--root", str(root), *DAY, *flags)
    assert (ran.code, ran.out) == (0, f"Saved: content/projects/latebus.md\n{FINISH}\n")
    assert (root / "content/projects/latebus.md").read_text("utf-8") == (
        "---\ntitle: Latebus\nsummary: Late.\nrepository: https://g.example/l\n"
        "stack: [Go]\ndate: 2026-06-03\ndraft: true\n---\n\n"
    )


def test_a_page(root: Path, capsys: Capture) -> None:
    ran = run(capsys, "new", "page", "About", "me", "--nav", "--root", str(root), *DAY)
    assert (ran.code, ran.out) == (0, f"Saved: content/pages/about-me.md\n{FINISH}\n")
    text = (root / "content/pages/about-me.md").read_text("utf-8")
    assert text == "---\ntitle: About me\nnav: true\ndraft: true\n---\n\n"


def test_a_letter_is_private_and_named_after_employer_and_job(root: Path, capsys: Capture) -> None:
    flags = ("--title", "Data Engineer", "--to", "Ingrid Solberg", "--address", "1 Pier", "--address", "Oslo")
    ran = run(capsys, "new", "letter", "Harbour", "Analytics", *flags, "--root", str(root), *DAY)
    path = "content/private/letters/harbour-analytics-data-engineer.md"
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"Saved: {path}")
    assert "weekproof build makes the PDF, in report/applications/." in ran.out
    text = (root / path).read_text("utf-8")
    assert text.startswith(
        "---\nemployer: Harbour Analytics\ntitle: Data Engineer\ndate: 2026-06-03\nto: Ingrid Solberg\n"
        'address: ["1 Pier", Oslo]\n---\n\nDear Ingrid Solberg,\n\n<!--'
    )
    assert text.endswith("-->\n\nKind regards\n\nSam Example\n")
    ran = run(capsys, "new", "letter", "Harbour Analytics", *flags, "--root", str(root), *DAY)
    assert "harbour-analytics-data-engineer-2.md" in ran.out
    assert run(capsys, "check", "--root", str(root), *DAY, "-q").out == ""


def test_a_letter_is_asked_for_with_the_employers_that_are_known(root: Path, capsys: Capture) -> None:
    contact = (
        "- {date: 2026-06-02, kind: interview, first_name: Ana, last_name: Lee, title: CTO, employer: Acme}\n"
    )
    write(root, {"content/private/contacts/2026-W23.yaml": contact})
    options = asked(root, "2026-06-03")
    offered: dict[str, tuple[str, ...]] = {}
    somebody = Somebody("Acme", "Engineer", "Ana Lee")

    def ask(question: Question) -> str:
        offered[question.label] = question.suggestions
        return somebody(question)

    assert new_document(Letter, {}, request(options), output(options), ask) == 0
    assert list(offered.values()) == [("Acme",), ("CTO",), ("Ana Lee",)]
    assert "Dear Ana Lee," in (root / "content/private/letters/acme-engineer.md").read_text("utf-8")
    assert "Saved" in capsys.readouterr().out


def test_a_draft_of_any_kind_is_counted_and_not_published(root: Path, capsys: Capture) -> None:
    for kind, *more in (("post",), ("project", "--summary", "Y"), ("page",)):
        assert run(capsys, "new", kind, "Sandcastle", *more, "--root", str(root), *DAY).code == 0
    ran = run(capsys, "build", "--root", str(root), *DAY)
    assert (ran.code, "3 drafts" in ran.out) == (0, True)
    pages = [path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()]
    assert not any(b"andcastle" in page for page in pages)


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (("post",), "Missing: --title."),
        (("project", "--title", "X"), "Missing: --summary."),
        (("post", "--title", "!?"), "No address can be made of this title."),
        (("post", "--title", "X", "--date", "1.6.2026"), "isn't a date"),
        (("project", "--title", "X", "--summary", "Y", "--demo", "here"), "isn't a web address"),
        (("letter", "Acme"), "Missing: --title."),
        (("letter", "Acme", "--employer", "Acme"), "Give the employer once"),
    ],
)
def test_what_will_not_do_writes_nothing(
    root: Path, capsys: Capture, flags: tuple[str, ...], why: str
) -> None:
    before = tree(root)
    ran = run(capsys, "new", *flags, "--root", str(root), *DAY)
    assert (ran.code, why in ran.err) == (2, True)
    assert tree(root) == before


def test_at_a_terminal_it_is_asked_for(root: Path, capsys: Capture) -> None:
    options = asked(root, "2026-06-03")
    somebody = Somebody("", "Late buses", "Why they are late.")
    assert new_document(Post, {}, request(options), output(options), somebody) == 0
    assert somebody.heard[1] == "An answer is required."
    assert "summary: Why they are late.\n" in (root / "content/blog/2026-06-03-late-buses.md").read_text(
        "utf-8"
    )
    assert "Saved" in capsys.readouterr().out
