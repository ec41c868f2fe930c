"""Notebooks as pages: their Markdown as one text, code and outputs between it, findings at their lines."""

from __future__ import annotations

import datetime as dt
import re

from generator.markdown.convert import convert_in_process, prose_of
from generator.markdown.converted import Converted
from generator.markdown.sanitize import sanitize
from generator.model.post import Post
from generator.model.project import Project
from generator.reading.documents import read_notebook_text
from generator.source.files import TextFile
from tests.support.notebooks import code, markdown, notebook, png, printed, raw, shown

PATH = "content/blog/2026-11-20-late-buses.ipynb"


def read(text: str, beside: str | None = None) -> tuple[Post | None, list[str]]:
    matter = TextFile(PATH.replace(".ipynb", ".yaml"), beside) if beside is not None else None
    post, findings, _ = read_notebook_text(text, PATH, "posts", Post, dt.UTC, matter)
    return post, [f"{item.location.path[13:]}:{item.location.line} {item.rule}" for item in findings]


def converted(*cells: object) -> Converted:
    post, findings = read(notebook(raw(), *cells))
    assert findings == []
    assert post is not None
    assert post.dialect == "notebook"
    return convert_in_process(post.body, "notebook")


def page(*cells: object) -> str:
    return sanitize(converted(*cells).html or "", lambda _tag, _name, value: value)


def test_front_matter_is_in_the_first_cell_or_beside() -> None:
    front = "---\ntitle: Late buses\ndate: 2026-11-20\n---\n"
    for cells in ([raw(front)], [raw(front.rstrip())], [markdown(front)], [markdown(f"{front}\nText.")]):
        post, findings = read(notebook(*cells))
        assert (post and post.title, post and post.name, findings) == ("Late buses", "late-buses", [])
    assert post is not None
    assert "Text." in post.body
    post, findings = read(notebook(markdown("Text.")), "title: Late buses\ndate: 2026-11-20\n")
    assert (post and post.title, post and post.origin.path, findings) == ("Late buses", PATH, [])
    for cells in ([], [markdown("Text.")], [code(front)], [raw("\\newpage")]):
        assert read(notebook(*cells)) == (None, ["2026-11-20-late-buses.ipynb:1 front-matter-missing"])


def test_findings_about_front_matter_are_at_its_line_of_the_file() -> None:
    text = notebook(markdown("---\ntitle: Late\ndate: 2026-11-20\nsumary: x\n---\nText."))
    line = next(n for n, row in enumerate(text.split("\n"), 1) if "sumary" in row)
    assert read(text)[1] == [f"2026-11-20-late-buses.ipynb:{line} unknown-key"]
    beside = read(notebook(markdown("x")), "title: Late\ndate: 2026-11-20\nsumary: x\n")[1]
    assert beside == ["2026-11-20-late-buses.yaml:3 unknown-key"]


def test_a_project_may_be_a_notebook_too() -> None:
    front = "---\ntitle: Late\nsummary: Why\n---"
    project, findings, _ = read_notebook_text(notebook(raw(front)), "p/a.ipynb", "projects", Project, dt.UTC)
    assert (project and project.name, project and project.body, findings) == ("a", "", [])


def test_the_cells_are_one_text() -> None:
    html = page(
        markdown("# Late buses\n\nOne.[^1]\n\n[^1]: Seen."),
        code("x = 1", printed("2 < 3")),
        markdown("## Setup\n\n```\nnever closed"),
        markdown("## Setup\n\nTwo.[^1]\n\n[^1]: Again."),
    )
    assert "Late buses" not in html  # the page has its title
    assert re.findall('<h2 id="([^"]+)"', html) == ["setup", "setup-1"]
    assert '<div class="output">\n<pre tabindex="0"><code>2 &lt; 3\n</code></pre>\n</div>' in html
    assert html.index("One.") < html.index("2 &lt; 3") < html.index("never closed") < html.index("Two.")
    assert html.count('<div class="footnote">') == 1
    assert [int(n) for n in re.findall(r'<li id="fn:(\d+)"', html)] == [1, 2]
    assert html.index("Seen.") < html.index("Again.")


def test_an_output_closes_what_it_opens_and_runs_nothing() -> None:
    attacks = (
        "</div></div></main><p>a</p><div><table><tr><td>1",
        '<p onclick="x()" id="main" style="color:red">a</p><img src=x onerror=x()>',
        '<a href="javascript:x()">a</a><a href="/home">b</a><a href="https://a.example">c</a>',
        "<svg><title>x</title></svg><style>body{}</style><object>x</object>a",
    )
    for attack in attacks:
        html = page(code("x", shown(text_html=attack)), markdown("End."))
        inside = html[html.index('<div class="output">') : html.index("<p>End.")]
        assert inside.count("<div") == inside.count("</div>"), attack
        assert not re.search(r"<(?:script|style|iframe|img|svg)|on\w+=|javascript|style=|id=", inside), attack


def test_a_table_of_pandas_has_one_box() -> None:
    html = page(code("df", shown(text_html="<table class='dataframe'><tr><td>1</td></tr></table>")))
    assert html.count('<div class="wide" role="group"') == 1
    assert '<td class="right">1</td>' in html


def test_formulas_of_algebra_and_markdown_of_displays_are_shown() -> None:
    assert "<mfrac>" in page(code("x", shown(text_latex="$\\displaystyle \\frac{1}{2}$")))
    assert "<em>so</em>" in page(code("x", shown(text_markdown="*so* it is")))


def test_pictures_without_a_description_are_told_at_their_cell() -> None:
    cells = [code("plot()", shown(image_png=png())), code("#| fig-alt: Bars\nplot()", shown(image_png=png()))]
    places = [place for place in converted(*cells).places if "picture" in place.kind]
    assert [(place.kind, place.text) for place in places] == [
        ("bare-picture", "2026-11-20-late-buses.ipynb/2-1.png"),
        ("picture", "2026-11-20-late-buses.ipynb/3-1.png"),
    ]
    assert 'alt="Bars"' in page(*cells)


def test_what_is_told_has_the_line_of_the_file() -> None:
    cells = [
        markdown("One.\n\n<!-- Ask Rosa -->\n"),
        code("x", printed("x\n" * 100)),
        markdown("Two\n\n{% x %}\n\n$\\sumof$"),
    ]
    text = notebook(raw(), *cells)
    rows = text.split("\n")
    found = {place.kind: place.line for place in converted(*cells).places}
    assert "Ask Rosa" in rows[found["comment"]]
    assert "{% x %}" in rows[found["other"]]
    assert "sumof" in rows[found["maths"]]
    assert '"source": [' in rows[found["output"] - 1] or '"x"' in rows[found["output"]]


def test_words_are_those_of_markdown_cells() -> None:
    cells = [
        markdown("Five words are in here."),
        code("not = these", printed("nor these")),
        markdown("> Two more"),
    ]
    post, _ = read(notebook(raw(), *cells))
    assert post is not None
    prose = prose_of(post.body, "notebook")
    assert prose.text.split() == ["Five", "words", "are", "in", "here.", "Two", "more"]
    assert prose.quotes
