"""The summary of a CI job, rendered by GitHub's own Markdown: what somebody wrote stays text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Location, Severity
from generator.model.commitment import Requirement
from generator.reporters.registry import RunResult, Style, reporter
from generator.reporters.summary import MAX_BYTES
from tests.support.diagnostics import finding, told
from tests.support.hypothesis_profile import examples
from tests.support.reporter_runs import RUNS, printed
from tests.support.rules.searches import contact, journal, judged, terms

OURS = {"h2", "h3", "p", "strong", "code", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


class _Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.odd: list[str] = []
        self.text = ""
        self.feed(github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        if [name for name, _ in attrs if (tag, name) not in (("th", "align"), ("td", "align"))]:
            self.odd.append(f"{tag} {attrs}")

    def handle_comment(self, data: str) -> None:
        self.odd.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.odd.append(f"<!{decl}>")

    def handle_data(self, data: str) -> None:
        self.text += data


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- hidden -->",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "[click](javascript:alert(1))",
    "[click]: https://evil.example",
    "![](https://evil.example/pixel.png)",
    "https://evil.example/steal?x=1",
    "see www.evil.example and WWW.EVIL.EXAMPLE",
    "<https://evil.example>",
    "# Passed",
    "\n\n## Weekproof: passed\n\n",
    "- [x] all is well",
    "| a | b |\n| - | - |",
    "*bold* **bold** _em_ __em__ ~~gone~~",
    "`code` ``more`` `unclosed",
    "```\nfence\n```",
    "\\*not escaped\\* \\<b\\> \\[a\\](b)",
    "\\",
    "    four spaces",
    "1. one\n2. two",
    "***\n---\n___",
    "<details><summary>x</summary>",
    "[^1]: note",
    "`<b>` [`a`](b) `\\`<i>`",
    "\u202etxt.exe\u2066",
    "a\r\rb\u2028c",
    "</code></li></ul><h1>x</h1>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_somebody_wrote_becomes_nothing_but_text(attack: str) -> None:
    plain = _Page(told("summary", finding("x", hint="y", location=Location("content/x.md", 1))))
    page = _Page(told("summary", finding(attack, hint=attack, location=Location(f"content/{attack}.md", 1))))
    assert page.odd == []
    assert [tag for tag in page.elements if tag != "code"] == [tag for tag in plain.elements if tag != "code"]


def test_the_words_of_a_message_are_all_there() -> None:
    said = "50 % of <b>, a*b_c [x](y) & www.z.example, https://z.example | #3 ~ \\ !"
    assert said in _Page(told("summary", finding(said))).text


@given(st.text(), st.text(), st.text())
@examples(200)
def test_no_text_at_all_becomes_an_element(message: str, hint: str, name: str) -> None:
    page = _Page(told("summary", finding(f"x{message}", hint=hint, location=Location(f"a{name}.md", 1))))
    assert page.odd == []
    assert set(page.elements) <= {"h2", "h3", "p", "strong", "code", "ul", "li"}


@pytest.mark.parametrize("which", RUNS)
@pytest.mark.parametrize("more", [(), ("--private-details",)], ids=["plain", "details"])
def test_a_check_prints_headings_lists_and_one_table(
    which: str, more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = _Page(printed("summary", which, tmp_path, capsys, *more))
    assert page.odd == []
    assert set(page.elements) <= OURS
    assert page.elements.count("h2") == 1
    assert page.elements.count("table") <= 1


def test_titles_of_a_school_are_text_too() -> None:
    nasty = Requirement(id="x", kind="contacts", title="a|b <img src=x> [c](d)")
    evaluation = judged(terms(nasty), "06-10", journal(contact("06-02")))
    page = _Page(reporter("summary")(RunResult((), 0, evaluation), Style(root=None)))
    assert page.odd == []
    assert set(page.elements) <= OURS
    assert page.elements.count("th") == 3
    assert "a|b <img src=x> [c](d)" in page.text


@pytest.mark.parametrize("sign", ["x", "é", "李", "😀", "\n"])
@pytest.mark.parametrize("length", [700, 800, 850, 1_000_000])
def test_it_stays_below_nine_hundred_kilobytes(sign: str, length: int) -> None:
    count = 1100 if length < 1000 else 2
    text = told("summary", *(finding(sign * length, rule=f"rule-{n}") for n in range(count)))
    assert len(text.encode()) < MAX_BYTES == 900 * 1024
    cut = "There is more; `weekproof check` shows all of it." in text
    assert cut == (text.count("**rule-") < count)
    assert text.endswith("\n")
    text.encode().decode()


def test_the_worst_comes_first_and_notes_stay_out() -> None:
    found = [
        finding("Note.", severity=Severity.NOTE),
        finding("Warning.", severity=Severity.WARNING),
        finding("Error."),
    ]
    page = _Page(told("summary", *found))
    assert page.text.index("Errors") < page.text.index("Error.") < page.text.index("Warning.")
    assert "Note." not in page.text
    assert "1 error, 1 warning, 1 note." in page.text
