"""What the overlay says, and what it does not say where others see the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

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


POST = "content/blog/2026-06-02-maps.md"
TEXT = "---\ntitle: Maps\ndate: 2026-06-02\npublished_url: https://writing.example/maps\n---\nShort.\n"
BREAKS = {
    "half a key": TEXT.replace("title: Maps", "title: Maps\nsummar"),
    "half a bracket": TEXT.replace("title: Maps", "title: Maps\ntags: ["),
    "half a date": TEXT.replace("2026-06-02", "2026-0"),
    "no end of the front matter": TEXT.replace("---\nShort", "Short"),
    "nothing yet": "",
    "no text": "\0",
}


@pytest.fixture(name="previewed", scope="module")
def _previewed(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    root = repository(tmp_path_factory.mktemp("sam"), {POST: TEXT})
    preview = Preview(request(root))
    preview.refresh()
    return preview


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
def test_a_page_stays_as_it_was_while_its_file_is_broken(previewed: Preview, broken: str) -> None:
    file = previewed.request.root / POST
    file.write_text(TEXT)
    previewed.refresh()
    page, home = previewed.page("blog/maps/"), previewed.files["index.html"].data
    assert page is not None
    assert b"Maps" in home
    for text in (broken, broken + " "):  # it is saved more than once
        file.write_text(text)
        previewed.refresh()
        assert previewed.page("blog/maps/") == page
        assert previewed.files["index.html"].data == home
        assert f"<code>{POST}:" in previewed.overlay("blog/maps/index.html")
        assert "this page" in previewed.overlay("blog/maps/index.html")
    file.write_text(TEXT.replace("title: Maps", "title: Charts"))
    previewed.refresh()
    assert b"Charts" in (previewed.page("blog/maps/") or ("", b""))[1]
    assert '<li class="error">' not in previewed.overlay("blog/maps/index.html")


def test_a_page_goes_when_its_file_is_gone_or_a_draft(previewed: Preview) -> None:
    file = previewed.request.root / POST
    file.write_text(TEXT)
    previewed.refresh()
    file.write_text(TEXT.replace("title: Maps", "title: Maps\ndraft: true"))
    previewed.refresh()
    assert previewed.page("blog/maps/") is None
    assert b"Maps" not in previewed.files["index.html"].data


def test_a_file_that_was_broken_from_the_beginning_is_told_at_its_address(tmp_path: Path) -> None:
    files = {POST: TEXT.replace("title:", "titel:"), "content/pages/uses.md": "---\ntitle: [\n---\n"}
    preview = Preview(request(repository(tmp_path, files)))
    preview.refresh()
    for address, told in (("blog/maps/", "titel"), ("uses", "bracket")):
        page = preview.page(address)
        assert page is not None
        assert told in page[1].decode()
    assert preview.page("blog/other/") is None
