from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from generator.core.diagnostics import Diagnostic, Severity
from generator.markdown import convert as timeout
from generator.markdown.convert import LONGEST, convert, convert_in_worker, may_be_slow
from generator.markdown.converted import Converted
from generator.markdown.github import to_html
from generator.site.images.album import Album
from generator.site.markdown import render_markdown
from generator.site.markdown.link_targets import PAGE_IDS, LinkTargets
from generator.site.markdown.postprocess import Placement, postprocess
from generator.site.site import render_site
from generator.site.urls import relative
from tests.support import site_views
from tests.support.command import PROJECT
from tests.support.effort import effort
from tests.support.html_reader import Page, body_of
from tests.support.site_views import findings, full_site, full_view, one_post, rendered

FIRST = "content/blog/2026-06-01-first.md"


def page_of(body: str) -> Page:
    return Page(body_of(rendered(one_post(body))))


def found_in(body: str) -> tuple[Diagnostic, ...]:
    return findings(one_post(body))


# --- links ------------------------------------------------------------------------------------------


def links_of(*bodies: str) -> list[str]:
    """The links of a post of the full portfolio whose text is replaced by these."""
    changed = site_views.post(0, "first", body="\n\n".join(bodies))
    view = full_view(posts=(*site_views.posts()[:-1], changed))
    return [a["href"] for a in Page(body_of(rendered(view))).all("a") if "href" in a]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("../projects/latebus.md", "../../projects/latebus/"),
        ("../projects/latebus.md#how", "../../projects/latebus/#how"),
        ("/projects/latebus.md", "../../projects/latebus/"),
        ("projects/latebus.md", "../../projects/latebus/"),
        ("2026-06-08-second.md", "../../blog/second/"),
        ("./2026-06-08-second.md", "../../blog/second/"),
        ("../../blog/second/", "../../blog/second/"),
        ("/blog/second/", "../../blog/second/"),
        ("/blog/second", "../../blog/second/"),
        ("../pages/about.md", "../../about/"),
        ("../resume.yaml", "../../resume/"),
        ("/progress/", "../../progress/"),
        ("/", "../../"),
        ("/atom.xml", "../../atom.xml"),
        ("%2e%2e/projects/latebus.md", "../../projects/latebus/"),
        ("https://a.example/x.md", "https://a.example/x.md"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_a_link_to_a_file_or_a_page_becomes_the_link_to_its_address(written: str, link: str) -> None:
    assert links_of(f"[x]({written})") == [link]
    assert links_of(f'<a href="{written}">x</a>') == [link]


@pytest.mark.parametrize(
    "link",
    [
        "../projects/latebuss.md",
        "../private/contacts.yaml",
        "../../../etc/passwd",
        "nowhere/",
        "",
        "..\\x.md",
        "#no",
    ],
)
def test_a_link_that_leads_nowhere_is_an_error_at_its_line(link: str) -> None:
    (found,) = found_in(f"Text.\n\nMore text, and [a link]({link}) in it.\n")
    assert (found.rule, found.severity) == ("broken-link", Severity.ERROR)
    assert (found.location.path, found.location.line) == (FIRST, 7)


def test_each_place_of_a_broken_link_is_told_but_not_its_likeness_in_code() -> None:
    body = "[a](x.md)\n\n```\n[a](x.md)\n```\n\nand [a](x.md)\n\n[a]: y.md\n[a] and [b]\n\n[b]: x.md\n"
    places = [
        (found.location.line, found.location.column) for found in found_in(body) if "x.md" in found.message
    ]
    assert places == [(5, 5), (11, 9), (16, 6)]


def test_a_broken_link_says_what_may_have_been_meant() -> None:
    for link in ("../projects/latbus.md", "content/projects/latebus.md", "/content/projects/latebus.md"):
        view = full_view(posts=(site_views.post(0, "first", body=f"[x]({link})"),), pages=())
        found = next(each for each in findings(view) if link in each.message)
        assert found.hint == "Did you mean ../projects/latebus.md?"


def test_a_heading_that_is_not_there_is_an_error_on_other_pages_too() -> None:
    changed = site_views.post(0, "first", body="[x](../projects/latebus.md#why)")
    (found,) = findings(full_view(posts=(*site_views.posts()[:-1], changed)))
    assert found.rule == "broken-link"
    assert "#why" in found.message


# --- what Markdown makes ------------------------------------------------------------------------------


def test_headings_stand_below_the_title_without_gaps() -> None:
    body = "# One\n\n#### Deep\n\n## Two\n\n### Three\n\n# Four\n"
    tags = [tag for tag, _ in page_of(body).tags if tag.startswith("h")]
    assert tags == ["h2", "h3", "h3", "h4", "h2"]


def test_headings_get_ids_that_cannot_meet_the_pages_own() -> None:
    assert page_of("## Sources\n\n## Sources\n\n## Où ça\n").ids == ["text-sources", "sources-1", "où-ça"]


def test_footnotes_of_a_text_lead_there_and_back() -> None:
    page = page_of("A[^a] b[^a] c[^b]\n\n[^a]: One.\n[^b]: Two.\n")
    fragments = {a["href"].removeprefix("#") for a in page.all("a")}
    assert fragments == set(page.ids)
    assert len(page.ids) == 5


def test_footnotes_of_one_text_do_not_reach_the_next() -> None:
    both = [page_of(f"A[^1]\n\n[^1]: {word}\n") for word in ("one", "two")]
    assert both[0].ids == both[1].ids
    assert "one" not in both[1].text


def test_a_tables_sides_are_classes_because_styles_are_forbidden() -> None:
    page = page_of("| a | b | c |\n| :-- | --: | :-: |\n| 1 | 2 | 3 |\n")
    assert [cell.get("class") for cell in page.all("td")] == ["left", "right", "center"]
    box = {"class": "wide", "role": "group", "aria-label": "Table", "tabindex": "0"}
    assert box in page.all("div")


@pytest.mark.parametrize(
    ("fence", "classes"),
    [
        ("python", {"k"}),
        ("py", {"k"}),
        ("SQL", {"k"}),
        ("go", {"kd"}),
        ("c++", {"k"}),
        ("scala", set()),
        ("brainfuck", set()),
        ("", set()),
        ("http", set()),
    ],
)
def test_code_is_coloured_for_the_languages_of_the_list_only(fence: str, classes: set[str]) -> None:
    words = {"sql": "SELECT 1", "go": "func f() {}", "c++": "return 1;"}
    page = page_of(f"```{fence}\n{words.get(fence.lower(), 'return 1')}\n```\n")
    assert classes <= {span["class"] for span in page.all("span")}
    assert bool(page.all("span")) == bool(classes)
    assert page.all("pre") == [{"tabindex": "0"}]


def test_code_in_code_does_not_call_for_other_languages() -> None:
    page = page_of('````markdown\n```scala\n"' + "\\" * 8 + "\n```\n````\n")
    assert "scala" in page.text


def test_every_language_of_the_list_can_be_imported_and_colours_something() -> None:
    from generator.markdown import highlight

    for name in sorted(highlight._LEXERS):
        made = highlight.highlight(f'<pre><code class="language-{name}"># a "b" 1 &lt;x&gt;\n</code></pre>')
        assert made.startswith("<pre><code>"), name
        assert "language-" not in made, name
    for alias, name in highlight._ALIASES.items():
        assert name in highlight._LEXERS, alias


# --- what Markdown must not do ------------------------------------------------------------------------

SLOW = {
    "brackets": "[" * 16_000,
    "pictures": "![" * 4_000,
    "declarations": "<![" * 4_000,
    "tags": "<a " * 16_000,
    "valid links": "[a](b) " * 64_000,
    "headings": "# a\n" * 40_000,
    "colons": ":a:" * 15_000,
    "nested tags": "<div>" * 100_000,
}
LONG = 600.0
DEEP = {
    "numbers": "1. " * 600,
    "indents": "".join(" " * 4 * depth + "- x\n" for depth in range(250)),
}


@pytest.mark.parametrize("name", sorted(SLOW))
def test_what_could_take_minutes_is_stopped_in_time(name: str) -> None:
    assert may_be_slow(SLOW[name])
    assert convert_in_worker("first", LONG).html == "<p>first</p>"  # it runs
    assert convert_in_worker(SLOW[name], 0.05).problem == timeout.TOO_SLOW
    assert convert_in_worker("fine", LONG).html == "<p>fine</p>"  # and the next text has its turn


@pytest.mark.parametrize("name", sorted(DEEP))
def test_what_is_nested_too_deeply_is_an_error_not_a_crash(name: str) -> None:
    made = convert(DEEP[name])
    assert made.problem == timeout.TOO_DEEP
    assert convert("and *then*").html == "<p>and <em>then</em></p>"  # the next text does not suffer for it


@pytest.mark.parametrize("problem", [timeout.TOO_DEEP, timeout.TOO_SLOW])
def test_a_text_that_cannot_be_shown_is_an_error_at_its_first_line(
    problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setattr(render_markdown, "convert", lambda *_: Converted(None, problem=problem))
    (found,) = found_in("x")
    assert (found.rule, found.location.line) == (problem, 5)


def test_a_text_over_a_megabyte_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    assert convert("x" * LONGEST).problem is None
    read: list[str] = []

    def look(source: str) -> bool:
        read.append(source)
        return False

    monkeypatch.setattr(timeout, "may_be_slow", look)
    (found,) = found_in("é" * (LONGEST // 2 + 1))
    assert (found.rule, found.location.line) == ("markdown-too-long", 5)
    assert [len(text) for text in read if len(text) > 1_000] == []
    assert convert("short").html is not None
    assert read[-1] == "short"


def test_ordinary_texts_pay_nothing() -> None:
    links = "".join(f"- [a link]({number}.md), `code`, *emphasis* & more\n" for number in range(250))
    table = "| a | b |\n| ---------------------------- | --: |\n" + "| x | y |\n" * 300
    code = "```html\n" + '<p class="a">x</p>\n' * 200 + "```\n"
    rules = "-" * 80 + "\n\n" + "* * *\n\n" + "=" * 80 + "\n"
    for text in (links, table, code, rules, site_views.BODY):
        assert not may_be_slow(text)


def test_a_costly_text_that_is_done_in_time_is_like_any_other() -> None:
    text = "[" * 20 + "x" + "]" * 20
    assert may_be_slow(text)
    assert convert(text) == timeout.convert_in_process(text)


def test_the_backslash_that_hangs_a_lexer_does_no_harm() -> None:
    for language in ("scala", "python", "js", "sql", "c", "java", "rust", "go", "kotlin", "php", "bash"):
        harmless, odd = (f'```{language}\n"' + sign * 48 + "\n```\n" for sign in ("x", "\\"))
        honest = effort(lambda text=harmless: timeout.convert_in_process(text))  # type: ignore[misc]
        assert effort(lambda text=odd: timeout.convert_in_process(text)) < 25 * honest, language  # type: ignore[misc]
        assert convert(odd).html is not None


def test_the_sample_text_is_whole() -> None:
    page = Page(body_of(full_site()))
    assert [tag for tag, _ in page.tags if tag in ("h2", "pre", "table", "sup", "img")] == [
        "img", "sup", "h2", "pre", "table", "img",
    ]  # fmt: skip
    assert "class" not in (to_html("plain").html or "")


def test_no_id_of_a_text_is_one_of_the_page() -> None:
    templates = [
        path
        for path in (PROJECT / "themes").rglob("*.html")
        if not {"_report", "_desk", "_board", "_audit"} & {*path.parts}
    ]
    own = {name for path in templates for name in re.findall(r'\bid="([a-z-]+)"', path.read_text("utf-8"))}
    assert own == PAGE_IDS


# --- what is made of the first paragraph --------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        (
            "I read [a page](https://x.example/a_b) by **somebody** about `code`.",
            "I read a page by somebody about code.",
        ),
        ("I spoke with four <!-- two below 90k --> and left.", "I spoke with four and left."),
        ("<!--\nOutline\n\nnever name them\n-->\n\nIt was calm.", "It was calm."),
        ("Twice.[^1] It held.\n\n[^1]: With a watch.", "Twice. It held."),
        ("Press <kbd>C</kbd>.<br>Then wait &mdash; a bit.", "Press C. Then wait — a bit."),
        ("snake\\_case and 5 \\* 3", "snake_case and 5 * 3"),
        ("![A square](../images/map.png)\n\nThe first.", "The first."),
        ("# Heading\n\n> Quoted.\n\n- item\n\nThe first.", "The first."),
        ("| a |\n|---|\n| 1 |\n\n```\ncode\n```\n\nThe first.", "The first."),
        ("> [!NOTE]\n> An alert.\n\nThe first.", "The first."),
        ("> Only quoted.", "Only quoted."),
        ("- only\n- items", "only items"),
        ("The loss is $\\frac{a+b}{2}$.", "The loss is (a+b)/2."),
        ("A List<String> it is.", "A List<String> it is."),
        ("~~quick~~ slow :rocket:", "quick slow 🚀"),
        ("word " * 60, ("word " * 32).strip()[:158] + " …"),
        ("", ""),
    ],
)
def test_a_summary_is_what_the_page_says_first(body: str, beginning: str) -> None:
    site, _ = render_site(one_post(body, summary=""), site_views.THEMES, site_views.images())
    feed = ElementTree.fromstring(site.files["atom.xml"].data)  # noqa: S314  # made here
    (entry,) = feed.findall("{*}entry")
    summary = entry.findtext("{*}summary") or ""
    assert summary.startswith(beginning[:40])
    assert len(summary) <= 162
    if len(body) < 200:
        assert summary == beginning
    metas = Page(site_views.text_of(site, "blog/first/index.html")).all("meta")
    assert summary in ("", next(tag["content"] for tag in metas if tag.get("name") == "description"))


def test_a_comment_stands_nowhere_in_the_site() -> None:
    body = "Public <!-- secretword --> text.\n\n<!--\nsecretword\n\n-->\n\n- a <!-- secretword -->\n"
    for dialect in ("github", "python-markdown"):
        view = replace(one_post(body, summary=""), markdown=dialect)
        site, found = render_site(view, site_views.THEMES, site_views.images())
        assert not found
        assert [name for name, file in site.files.items() if b"secretword" in file.data] == []


def test_the_top_of_a_page_can_be_linked_to() -> None:
    assert links_of("[a](#top) [b](#) [c](../projects/latebus.md#top)") == [
        "#top", "#top", "../../projects/latebus/",
    ]  # fmt: skip
    assert links_of("## Top\n\n[a](#top)") == ["#top"]


def test_anchors_as_githubs_are_found_and_others_hinted_at() -> None:
    body = "[a](#für-wen) [b](#f%C3%BCr-wen) [c](#setup-1)\n\n## Für wen\n\n## Setup\n\n## Setup\n\n"
    assert found_in(body) == ()
    (found,) = found_in(body + "[d](#fur-wen)")
    assert (found.rule, found.location.line, found.hint) == ("broken-link", 13, "Did you mean #für-wen?")


def test_what_the_page_leaves_out_is_told_at_its_line() -> None:
    player = '<iframe src="https://www.youtube.com/embed/abc"></iframe>'
    found = found_in(f"A List<String>.\n\n{player}\n\n$\\foo$")
    assert [(each.rule, each.location.line, each.location.column) for each in found] == [
        ("html-in-text", 5, 7),
        ("html-in-text", 7, 1),
        ("formula-unreadable", 9, 2),
    ]
    assert found[0].hint == "Put it between backquotes: `List<String>`."
    assert "video: https://www.youtube.com/watch?v=abc" in (found[1].hint or "")


def test_a_feed_has_signs_for_boxes_and_the_source_of_formulas() -> None:
    site = rendered(one_post("- [x] a\n- [ ] b\n\n$\\alpha$"))
    feed = site.files["atom.xml"].data.decode()
    assert "☑" in feed
    assert "☐" in feed
    assert 'alttext="α"' in feed
    assert "\\alpha" in feed
    assert "checkbox" not in feed


def test_a_file_whose_name_has_a_number_sign_is_linked_whole() -> None:
    targets = LinkTargets({}, frozenset(), frozenset(), {"content/files/C# 1%.pdf": 1})
    placement = Placement("content/blog/a.md", "blog/a/", lambda target: relative(target, "blog/a/"))
    result = postprocess('<a href="/files/C%23%201%25.pdf">a</a>', targets, Album({}), placement)
    assert 'href="../../files/C%23%201%25.pdf"' in result.html
