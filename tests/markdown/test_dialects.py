"""What both dialects make of a text: HTML, places, formulas, anchors; what is told about the rest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.text import Dialect
from generator.markdown.convert import convert, html_comments, prose_of, without_marks
from generator.markdown.github import Slugs
from generator.markdown.sanitize import sanitize

BOTH: tuple[Dialect, ...] = ("github", "python-markdown")


def page(text: str, dialect: Dialect = "github") -> str:
    """The HTML of a page, cleaned, with single spaces."""
    html = convert(text, None, dialect).html
    assert html is not None
    return " ".join(sanitize(html, lambda _tag, _name, value: value).split())


def told(text: str, dialect: Dialect = "github") -> list[tuple[str, int, int]]:
    """The kind, line and column (from 1) of what there is to tell."""
    kinds = ("link", "picture", "bare-picture", "comment")
    places = convert(text, None, dialect).places
    return [(place.kind, place.line + 1, place.column) for place in places if place.kind not in kinds]


def links(text: str, dialect: Dialect = "github") -> list[tuple[str, int, int]]:
    """The links and pictures as they are written, with line and column."""
    kinds = ("link", "picture", "bare-picture")
    places = convert(text, None, dialect).places
    return [(place.more, place.line + 1, place.column) for place in places if place.kind in kinds]


# --- what is no HTML is text --------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A List<String> here", "A List&lt;String&gt; here"),
        ("A List<Object> here", "A List&lt;Object&gt; here"),
        ("Foo<B> here", "Foo&lt;B&gt; here"),
        ("i<n and n>0", "i&lt;n and n&gt;0"),
        ("--name <your name>", "--name &lt;your name&gt;"),
        ("<your name>", "&lt;your name&gt;"),
        ("the <script> tag", "the &lt;script&gt; tag"),
        ("the <title> element", "the &lt;title&gt; element"),
        ("use a <div> here", "use a &lt;div&gt; here"),
        ("an <img> tag", "an &lt;img&gt; tag"),
        ('a <input type="text"> field', 'a &lt;input type="text"&gt; field'),
        ("a <math><mi>x</mi></math>", "a &lt;math&gt;&lt;mi&gt;x&lt;/mi&gt;&lt;/math&gt;"),
    ],
)
def test_what_is_no_html_is_shown_and_told(text: str, shown: str, dialect: Dialect) -> None:
    assert shown in page(f"{text}\n\nAfter.", dialect)
    assert "After." in page(f"{text}\n\nAfter.", dialect)
    assert {kind for kind, *_ in told(text, dialect)} == {"shown"}


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "Press <kbd>Ctrl</kbd>, H<sub>2</sub>O<br>next <mark>m</mark>",
        "<details>\n<summary>S</summary>\n\nText\n\n</details>",
        '<a name="x"></a><a href="#x">to</a>',
        "<div>\n\ntext\n\n</div>",
        "`List<String>` and a < b, 3 <4, <3",
        "    <indented>",
        "```\n<fenced>\n```",
        "AT&T &copy; <https://example.org>",
        '<table border="1" class="dataframe"><tr><td>1</td></tr></table>',
    ],
)
def test_of_what_a_page_keeps_nothing_is_told(text: str, dialect: Dialect) -> None:
    assert told(text, dialect) == []


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<iframe src="https://www.youtube.com/embed/a"></iframe>', "video"),
        ('<iframe src="https://www.youtube.com/embed/a" />', "video"),
        ('<video src="a.mp4" controls></video>', "video"),
        ('<audio src="a.mp3"></audio>', "video"),
        ("<script>\nalert(1)\n</script>", "removed"),
        ("<style>p {color: red}</style>", "removed"),
        ('<svg width="1"><circle r="5"></circle></svg>', "removed"),
        ("<button>Go</button>", "tag"),
        ('<font color="red">x</font>', "tag"),
        ("<center>x</center>", "tag"),
        ('<b onclick="x()">x</b>', "attributes"),
        ('<p style="color: red">x</p>', "attributes"),
        ('<a href="tel:+1">x</a>', "scheme"),
        ("[x](ftp://x.example)", "scheme"),
    ],
)
def test_what_a_page_leaves_out_is_told_and_the_rest_stays(text: str, kind: str, dialect: Dialect) -> None:
    assert [found for found, *_ in told(f"Before.\n\n{text}\n\nAfter.", dialect)] == [kind]
    assert told(f"Before.\n\n{text}\n\nAfter.", dialect)[0][1] == 3
    assert "After." in page(f"Before.\n\n{text}\n\nAfter.", dialect)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| a | b |", []),
        ("| a | b", []),
        ("a | b", []),
        ("| a | b | |", []),
        ("| a | | |", []),
        ("| | |", []),
        (r"| a\|c\|d | b\| |", []),
        (r"| `a\|c` | \|\| |", []),
        ("| a | b | c |", [("cells", 3, 11)]),
        ("| a | b | c", [("cells", 3, 11)]),
        ("| a | | c | d |", [("cells", 3, 9)]),
        ("| | | c |", [("cells", 3, 7)]),
        ("| `a|b` | c |", [("cells", 3, 11)]),
        (r"| a\|b | c\| | d\|e |", [("cells", 3, 16)]),
    ],
)
def test_cells_that_a_table_has_no_column_for_are_told(row: str, found: list[tuple[str, int, int]]) -> None:
    assert told(f"| x | y |\n|---|---|\n{row}") == found
    shifted = [(kind, line, column + 2) for kind, line, column in found]
    assert told(f"> | x | y |\n> |---|---|\n> {row}") == shifted


def test_a_comment_without_an_end_and_a_note_without_a_mark_are_told() -> None:
    assert told("a\n\n<!-- b\n\nc") == [("comment-unclosed", 3, 1)]
    assert told("a[^1]\n\n[^1]: b\n\n[^2]: c") == [("note-unused", 5, 1)]
    assert told("a[^B]\n\n[^b]: c\n\n[^b]: d") == [("note-unused", 5, 1)]
    assert told("<!-- b -->\n\na <!-- c -->") == []


@pytest.mark.parametrize("dialect", BOTH)
def test_the_whole_word_is_offered_as_code(dialect: Dialect) -> None:
    (place,) = convert("A std::vector<int> it is.", None, dialect).places
    assert (place.text, place.more) == ("<int>", "std::vector<int>")


def test_addresses_of_videos_are_those_that_people_open() -> None:
    players = {
        "https://www.youtube.com/embed/a?rel=0": "https://www.youtube.com/watch?v=a",
        "//player.vimeo.com/video/1": "https://vimeo.com/1",
        "https://www.loom.com/embed/x": "https://www.loom.com/share/x",
        "https://v.example/1": "https://v.example/1",
        "a.mp4": "a.mp4",
    }
    for source, address in players.items():
        (place,) = convert(f'<iframe src="{source}"></iframe>').places
        assert place.more == address


# --- places -------------------------------------------------------------------------------------------

PLACED = """Intro `<a.md>` and [a]( <a b.md> "T" ) and ![](p.png)

| x | y |
|---|---|
| [one](x.md) | [one](x.md) |

> quote
> [q](q.md)

- item
\t- tab [t](t.md) <T>

<div>
<a href="d.md">d</a> <img src='e.png'>
</div>

See [ref] and [ü](für.md).

[ref]: ref.md "Title"

Text[^1] with $\\foo$.

[^1]: note [n](n.md)

Setext <U>
==========

$$
x \\\\
\\nope
$$
"""


def test_places_are_where_things_are_written() -> None:
    assert links(PLACED) == [
        ("a b.md", 1, 26),
        ("p.png", 1, 48),
        ("x.md", 5, 9),
        ("x.md", 5, 23),
        ("q.md", 8, 7),
        ("t.md", 11, 12),
        ("d.md", 14, 10),
        ("e.png", 14, 32),
        ("für.md", 17, 19),
        ("ref.md", 19, 8),
        ("n.md", 23, 16),
    ]
    assert told(PLACED) == [
        ("shown", 11, 18),
        ("maths", 21, 16),
        ("shown", 25, 8),
        ("maths", 30, 1),
    ]


def test_the_other_dialect_finds_them_in_the_text() -> None:
    text = "Intro\n\n[a](a.md) List<T>\n\n```\n[a](b.md)\n```\n\n![](p.png) and $\\foo$"
    assert links(text, "python-markdown") == [("a.md", 3, 5), ("p.png", 9, 5)]
    assert told(text, "python-markdown") == [("shown", 3, 15), ("maths", 9, 17)]


def test_comments_are_known() -> None:
    text = "a <!-- b c --> d\n\n<!--\ne\n-->\n\n`<!-- f -->`"
    for dialect in BOTH:
        assert sorted(html_comments(text, None, dialect)) == ["b c", "e"]
    assert html_comments("```\n<!-- f -->\n```", None) == ()


# --- formulas -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "$5 for a book, and 6$ more.",
        "US$5, US$6",
        "It cost $5.",
        "a $ b $ c",
        "$HOME and $PATH",
        "`$x$`",
        "\\$x\\$",
        "$ x$",
    ],
)
def test_prices_and_names_are_no_formulas(text: str, dialect: Dialect) -> None:
    assert "<math" not in page(text, dialect)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("$x$", "x"),
        ("($x_i$), *$y$*", "x_i"),
        ("$`x_i^2`$", "x_i^2"),
        ("$\\frac{a+b}{2}$", "(a+b)/2"),
        ("$L = -\\sum_{i=1}^n y_i \\log(\\hat{y}_i)$", "L = − ∑_(i=1)^n y_i log(ŷ_i)"),
        ("a $$x = 5$$ b", "x = 5"),
        ("$$\nx\n$$", "x"),
        ("$$x$$", "x"),
        ("Behind a line\n$$\nx\n$$", "x"),
        ("- a\n\n  $$\n  x\n  $$", "x"),
        ("```math\n\\sqrt{x^2+1}\n```", "√(x^2+1)"),
        ("$$\n\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}\n$$", "a =b; =c"),
        ("$$\na \\\\ b\n$$", "a; b"),
        ("$a*b*c$", "a*b*c"),
        ("| a |\n|---|\n| $x_1$ |", "x_1"),
    ],
)
def test_formulas_by_githubs_rules_are_mathml_with_their_text(text: str, plain: str) -> None:
    html = page(text)
    found = re.search(r'<math display="(?:block|inline)" alttext="([^"]*)"><semantics>.*<annotation', html)
    assert found is not None
    assert found[1] == plain
    assert "$" not in re.sub(r"<annotation.*?</annotation>", "", html)


@pytest.mark.parametrize(
    "tex",
    ["\\foo", "x^{", "\\frac{a}{b", "\\frac{a}", "\\left( x", "a & b", "\\begin{foo} a \\end{foo}", "}"],
)
def test_what_cannot_be_read_is_shown_as_its_source_and_told(tex: str) -> None:
    html = page(f"It is ${tex}$.")
    assert "<code>" in html
    assert "<math" not in html
    assert [kind for kind, *_ in told(f"It is ${tex}$.")] == ["maths"]
    assert [kind for kind, *_ in told(f"$$\n{tex}\n$$")] == ["maths"]


def test_a_formula_cannot_carry_anything_else() -> None:
    for tex in (
        "\\text{<img src=x onerror=alert(1)>}",
        "\\href{javascript:alert(1)}{x}",
        "\\style{color:red}{x}",
    ):
        html = page(f"${tex}$")
        assert "<img" not in html
        assert "href" not in re.sub(r"<annotation.*?</annotation>", "", html)
        assert "style=" not in html


# --- the rest of what pages show ----------------------------------------------------------------------


def test_anchors_are_githubs() -> None:
    slugs = Slugs()
    made = {
        "Für wen": "für-wen", "Résumé tips": "résumé-tips", "数据": "数据", "C++ & C#": "c--c",
        "Setup": "setup", "Setup ": "setup-1", "🚀 Launch": "-launch", "What's new?": "whats-new",
        "Before - after": "before---after", "Node.js v20.1": "nodejs-v201", "snake_case": "snake_case",
        "A/B: 5 % — done…": "ab-5---done", "¿Qué?": "qué", "Setup-1": "setup-1-1",
    }  # fmt: skip
    assert {heading: slugs.make(heading) for heading in made} == made


def test_headings_with_marks_have_the_anchor_of_their_text() -> None:
    html = page("# The `Option<T>` type\n\n## :rocket: *Launch* [it](x.md)")
    assert re.findall(r'id="([^"]*)"', html) == ["the-optiont-type", "-launch-it"]


@pytest.mark.parametrize("dialect", BOTH)
def test_tasks_are_boxes_with_names_that_nobody_can_tick(dialect: Dialect) -> None:
    html = page("- [x] a\n- [ ] b", dialect)
    boxes = re.findall(r"<input[^>]*>", html)
    assert [" checked" in box for box in boxes] == [True, False]
    assert all('type="checkbox"' in box and "disabled" in box and "aria-label=" in box for box in boxes)
    assert html.count('<li class="task">') == 2


@pytest.mark.parametrize("dialect", BOTH)
def test_notes_lead_there_and_back_by_name(dialect: Dialect) -> None:
    html = page("A[^n].\n\n[^n]: Note.", dialect)
    there, back = re.findall(r'href="#([^"]*)"', html)
    assert f'id="{there}"' in html
    assert f'id="{back}"' in html
    assert 'title="Back to note 1 in the text"' in html


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize("info", ['py title="x.py"', "{.py .numberLines}", "{py}", "py {1,2}", "Py"])
def test_what_is_behind_a_language_changes_nothing(info: str, dialect: Dialect) -> None:
    html = page(f"```{info}\nreturn 1\n```\n\nThen *prose*.", dialect)
    assert '<span class="k">return</span>' in html
    assert "<em>prose</em>" in html


@pytest.mark.parametrize("dialect", BOTH)
def test_code_below_an_item_keeps_its_lines(dialect: Dialect) -> None:
    html = convert("1. a\n\n    ```\n    x\n\n      y\n    ```\n\n2. b", None, dialect).html or ""
    assert "x\n\n  y\n" in html
    assert html.count("<li>") == 2


def test_alerts_and_admonitions_look_alike() -> None:
    ours = page("> [!WARNING]\n> Careful.")
    theirs = page("!!! warning\n    Careful.", "python-markdown")
    assert (
        ours
        == theirs
        == ('<div class="alert warning"> <p class="alert-title">Warning</p> <p>Careful.</p> </div>')
    )


def test_emoji_have_names_outside_code() -> None:
    assert (
        page(":rocket: `:rocket:` :nosuch: 10:30:00") == "<p>🚀 <code>:rocket:</code> :nosuch: 10:30:00</p>"
    )


def test_the_other_dialect_has_its_own_words() -> None:
    html = page(
        "Term\n:   Definition\n\n==marked== ~~gone~~ The HTML.\n\n*[HTML]: Hyper\n\n"
        '??? note\n    Inside.\n\n## Head {: #mine }\n\n<div markdown="1">\n*in*\n</div>',
        "python-markdown",
    )
    for part in ("<dt>Term</dt>", "<mark>marked</mark>", "<del>gone</del>", '<abbr title="Hyper">HTML</abbr>',
                 "<summary>Note</summary>", '<h2 id="mine">', "<em>in</em>"):  # fmt: skip
        assert part in html


def test_quotations_are_prose_and_code_in_one_is_none() -> None:
    assert prose_of("> Said by somebody.").quotes
    assert not prose_of("> ```py\n> x = 1\n> ```").quotes
    assert not prose_of("> [!NOTE]\n> Ours.").quotes
    assert prose_of("> Said. [There](https://x.example)").links


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("a **bold** [x](y) `c` <!-- no --> ~~end~~[^1]", "a bold x c end"),
        (
            "Use *args and **kwargs, snake_case and __init__",
            "Use *args and **kwargs, snake_case and __init__",
        ),
        ("List<String> & <b>x</b>, AT&amp;T", "List<String> & x, AT&T"),
        ("2 * 3 * 4 < 5, $5, C# #1", "2 * 3 * 4 < 5, $5, C# #1"),
        ("The `<div>` tag", "The <div> tag"),
    ],
)
def test_marks_in_a_line_of_plain_text_are_left_out(written: str, plain: str) -> None:
    assert without_marks(written) == plain


SNIPPETS = (
    "# ", "> ", "- ", "1. ", "    ", "\t", "\n", "\n\n", "\r", "```", "~~~", "$", "$$", "`", "*", "**", "_",
    "[", "]", "(", ")", "![", "](", "<", "</", ">", "<!--", "-->", "<b>", "</b>", "<div>", "</div>",
    "<script>", "</script>", "<T>", '<a href="x">', "<img src=x>", "|", "---", "\\", "&amp;", "[^1]",
    "[^1]: ", "[!NOTE]", "word ", "http://a.b", "a@b.c", ":rocket:", "\\frac{a}{b}", "{", "}",
    "\\foo", "- [x] ", "é", "数",
    "\x00", "<?", "?>", "<![CDATA[", "]]>", "!!! note", "??? x", ":   ", "*[x]: y", "{: #a }",
    '<iframe src="y">', "<svg>", "<math>",
)  # fmt: skip


@given(text=st.lists(st.sampled_from(SNIPPETS), max_size=50).map("".join))
@pytest.mark.parametrize("dialect", BOTH)
def test_no_text_breaks_a_dialect_and_every_place_is_in_the_text(text: str, dialect: Dialect) -> None:
    converted = convert(text, None, dialect)
    assert converted.html is not None
    assert "<script" not in sanitize(converted.html, lambda _tag, _name, value: value)
    lines = re.split(r"\r\n?|\n", text)
    for place in converted.places:
        assert 0 <= place.line < len(lines)
        assert place.column >= 1
    prose_of(text, dialect)


@pytest.mark.parametrize(
    ("first", "left"),
    [
        (":::python", ""),
        ("::: Python", "::: Python"),
        (':::python hl_lines="1 2"', ""),
        ("#!python", ""),
        ("#!/usr/bin/env python", "#!/usr/bin/env python"),
        ("# a remark", "# a remark"),
    ],
)
def test_an_indented_block_names_its_language_as_in_pelican(first: str, left: str) -> None:
    html = convert(f"Text:\n\n    {first}\n    if a < b:\n        go()", None, "python-markdown").html
    text = re.sub("<[^>]*>", "", html or "")
    assert text.split("\n", 1)[1].strip() == "\n".join(filter(None, [left, "if a &lt; b:\n    go()"]))
    assert ('<span class="' in (html or "")) is (left == "")
