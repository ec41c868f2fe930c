"""The parser against CommonMark's examples, and against GitHub's own library for its extensions.

commonmark-0.31.2.json has the examples of the CommonMark Spec, version 0.31.2, by John MacFarlane
(spec.commonmark.org), under the licence CC-BY-SA 4.0. `docs/testing.md` has the figures.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import cmarkgfm
import pytest
from markdown_it import MarkdownIt

from generator.markdown.github import markdown_parser, standard_parser

SPEC = Path(__file__).with_name("commonmark-0.31.2.json")

# The examples of GitHub's specification (github.github.com/gfm) for what it adds to CommonMark: their input.
# What they become is what GitHub's library makes of them.
EXTENSIONS = {
    "tables": (
        "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
        "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
        "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
        "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
        "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
        "| abc | def |\n| --- |\n| bar |\n",
        "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n",
        "| abc | def |\n| --- | --- |\n",
    ),
    "task lists": (
        "- [ ] foo\n- [x] bar\n",
        "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n",
    ),
    "strikethrough": (
        "~~Hi~~ Hello, ~there~ world!\n",
        "This ~~has a\n\nnew paragraph~~.\n",
        "This will ~~~not~~~ strike.\n",
    ),
    "bare links": (
        "www.commonmark.org\n",
        "Visit www.commonmark.org/help for more information.\n",
        "Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.\n",
        "www.google.com/search?q=Markup+(business)\n\nwww.google.com/search?q=Markup+(business)))\n",
        "(www.google.com/search?q=Markup+(business))\n\n(www.google.com/search?q=Markup+(business)\n",
        "www.google.com/search?q=(business))+ok\n",
        "www.google.com/search?q=commonmark&hl=en\n\nwww.google.com/search?q=commonmark&hl;\n",
        "www.commonmark.org/he<lp\n",
        "http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n",
        "foo@bar.baz\n",
        "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
        "a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_\n",
        "mailto:foo@bar.baz\n\nmailto:a.b-c_d@a.b\n\nmailto:a.b-c_d@a.b.\n\nmailto:a.b-c_d@a.b/\n",
    ),
    "footnotes": (
        "A[^1] and[^note].\n\n[^1]: One.\n\n[^note]: Two.\n\n    More.\n",
        "A[^1] and again[^1].\n\n[^1]: One.\n",
        "No such[^9] note.\n",
    ),
}


def rendered(parser: MarkdownIt, text: str) -> str:
    """The HTML; an empty quotation has the line break that the specification's program writes."""
    return str(parser.render(text)).replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>")


def examples() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(SPEC.read_text("utf-8"))
    assert len(found) == 652
    return found


def test_every_example_of_commonmark_is_as_its_specification_says() -> None:
    parser = standard_parser()
    # These are what GitHub adds: without them the examples are those of plain CommonMark.
    parser.disable(["gfm_autolink_protocol", "gfm_autolink_email", "gfm_autolink_www", "table"])
    parser.options["tasklists"] = parser.options["alerts"] = False
    wrong = [each for each in examples() if rendered(parser, each["markdown"]) != each["html"]]
    assert Counter(each["section"] for each in wrong) == {}


def test_with_githubs_extensions_only_bare_links_are_other_than_in_commonmark() -> None:
    parser = standard_parser()
    wrong = [each for each in examples() if rendered(parser, each["markdown"]) != each["html"]]
    # `< https://foo.bar >` and the like, which CommonMark leaves as text
    assert Counter(each["section"] for each in wrong) == {"Autolinks": 3}


def test_formulas_change_no_example_and_tags_as_text_change_one() -> None:
    """The tokens of our own parser are those of the standard one: what pages need is done after it."""
    ours, standard = markdown_parser(), standard_parser()
    other = Counter(
        each["section"]
        for each in examples()
        if [(token.type, token.content) for token in ours.parse(each["markdown"])]
        != [(token.type, token.content) for token in standard.parse(each["markdown"])]
    )
    assert other == {"HTML blocks": 1}  # <Warning> on a line of its own


def plain(html: str) -> str:
    """HTML without what is written in several ways: white space between tags, the form of boxes and notes."""
    html = re.sub(r'(?s)<hr class="footnotes-sep.*|<section[^>]*>.*', "", html)
    html = re.sub(r' align="(\w+)"', r' style="text-align:\1"', html)
    html = re.sub(r' class="(?:contains-task-list|task-list-item|footnotes?[a-z-]*)"', "", html)
    html = re.sub(r'<input[^>]*?( checked="")?[^>]*>', r"<input\1>", html)
    html = re.sub(r"<(/?)s>", r"<\1del>", html)
    html = re.sub(r"<sup.*?</sup>", "<sup></sup>", html)
    return re.sub(r"\s*\n\s*", "", html).replace(" />", ">")


@pytest.mark.parametrize("name", sorted(EXTENSIONS))
def test_githubs_extensions_are_what_githubs_library_makes_of_them(name: str) -> None:
    parser = standard_parser()
    options = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE | cmarkgfm.cmark.Options.CMARK_OPT_FOOTNOTES
    for text in EXTENSIONS[name]:
        theirs = cmarkgfm.github_flavored_markdown_to_html(text, options)
        assert plain(parser.render(text)) == plain(theirs), text
