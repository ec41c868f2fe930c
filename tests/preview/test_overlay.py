"""What the overlay says, and what it does not say where others see the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.cli.findings import redacted
from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.core.errors import UserError
from generator.preview.overlay import MOST, overlay
from generator.preview.preview import Preview
from tests.support.diagnostics import words
from tests.support.repositories import repository, request

ERROR = Diagnostic(
    "unknown-key", Severity.ERROR, words("There is no key “sumary”."), Location("content/blog/a.md", 4, 1)
)
WARNING = replace(
    ERROR, severity=Severity.WARNING, text=words("Odd."), location=Location("content/blog/b.md", 2)
)
NOTE = replace(ERROR, severity=Severity.NOTE)


def test_nothing_to_fix_nothing_shown() -> None:
    assert overlay((), None, 0.1) == ""
    assert overlay((NOTE,), None, 0.1) == ""


def test_a_finding_stands_with_its_place_its_words_and_its_hint() -> None:
    shown = overlay(
        (replace(ERROR, text=words(ERROR.message, "Did you mean `summary`?")), WARNING), None, 0.126
    )
    assert "content/blog/a.md:4:1" in shown
    assert "There is no key “sumary”." in shown
    assert "Did you mean `summary`?" in shown
    assert "1 error, 1 warning" in shown
    assert "built in 0.13 s" in shown


def test_it_opens_by_itself_for_errors_and_faults_only() -> None:
    assert "<details open>" in overlay((ERROR,), None, 0)
    assert "<details>" in overlay((WARNING,), None, 0)
    assert "<details open>" in overlay((), UserError("There is no theme “x”.", hint="There are: y."), 0)


def test_what_is_wrong_in_the_page_itself_comes_first() -> None:
    other = replace(ERROR, location=Location("content/blog/c.md", 1))
    shown = overlay((ERROR, other), None, 0, ("content/blog/c.md",))
    assert shown.index("c.md:1") < shown.index("a.md:4")
    assert shown.count("this page") == 1


def test_many_findings_are_counted() -> None:
    many = [replace(ERROR, location=Location("a.md", line)) for line in range(MOST + 5)]
    shown = overlay(many, None, 0)
    assert shown.count("<li class=") == MOST
    assert "5 more" in shown


def test_words_of_a_file_are_text() -> None:
    sly = replace(ERROR, text=words("</template><script>x</script>", "<b>"), location=Location("<i>.md", 1))
    shown = overlay((sly,), UserError("<u>", hint="<s>"), 0)
    for tag in ("<script", "<i>", "<u>", "<s>"):
        assert tag not in shown
    assert shown.count("</template>") == 1


def test_incognito_says_where_and_not_whom(tmp_path: Path) -> None:
    contact = "- date: 2026-06-02\n  kind: cold-outreach\n  first_name: Rosalind\n  sumary: Met Rosalind\n"
    root = repository(tmp_path, {"content/private/contacts/2026-W23.yaml": contact})
    plain, veiled = Preview(request(root)), Preview(request(root), redacted)
    plain.refresh()
    veiled.refresh()
    location = "content/private/contacts/2026-W23.yaml:4:3"
    assert "sumary" in plain.overlay("index.html")
    assert location in veiled.overlay("index.html")
    assert "sumary" not in veiled.overlay("index.html")
