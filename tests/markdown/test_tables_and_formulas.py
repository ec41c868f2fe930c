"""Tables of any origin in boxes that scroll, formulas as Jupyter writes them and beside punctuation."""

from __future__ import annotations

import re

from generator.markdown.convert import convert_in_process
from generator.markdown.sanitize import sanitize

PANDAS = """<div>
<style scoped>
    .dataframe tbody tr th { vertical-align: top; }
</style>
<table border="1" class="dataframe">
  <thead>
    <tr style="text-align: right;"><th></th><th>stop</th><th>delay</th></tr>
  </thead>
  <tbody>
    <tr><th>0</th><td>Main St</td><td>1.50</td></tr>
    <tr><th>1</th><td>12</td><td>NaN</td></tr>
  </tbody>
</table>
</div>
"""


def shown(text: str, table: str = "Table") -> str:
    return sanitize(convert_in_process(text).html or "", lambda _tag, _name, value: value, table)


def boxes(html: str) -> list[str]:
    return re.findall(r'<div class="wide" role="group" aria-label="([^"]*)" tabindex="0"><table>', html)


def test_a_table_from_pandas_has_a_box_and_its_numbers_at_the_right_and_nothing_to_tell() -> None:
    html = shown(PANDAS)
    assert boxes(html) == ["Table"]
    assert '<th class="right">delay</th>' in html
    assert '<td class="right">1.50</td>' in html
    assert '<td class="right">NaN</td>' in html
    assert "<td>12</td>" in html  # its column has a name in it
    assert "dataframe" not in html
    assert "<td></td>" in html.partition("</thead>")[0]  # the corner is no header
    assert convert_in_process(PANDAS).places == ()


def test_every_table_has_one_box_however_it_is_written() -> None:
    cases = {
        "<TABLE><TR><TD>1<TD>x</TABLE>": ["Table"],
        "<table\n><tr><td>a</td></tr></table >": ["Table"],
        "<table><caption>Fares &amp; <b>rides</b></caption><tr><td>1</td></tr></table>": [
            "Fares &amp; rides"
        ],
        "<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>": ["Table"],
        "<table><tr><td>never closed": ["Table"],
        "| a |\n|---|\n| 1 |\n\n| b |\n|---|\n| 2 |": ["Table", "Table"],
    }
    for text, names in cases.items():
        html = shown(text)
        assert boxes(html) == names, text
        assert html.count('<div class="wide"') == html.count("</table></div>") == len(names), text
    assert boxes(shown("| a |\n|---|\n| 1 |", "Tabelle")) == ["Tabelle"]


def test_sides_that_somebody_set_stay() -> None:
    html = shown("| a | b |\n|:--|---|\n| 1 | 2 |")
    assert re.findall("<td[^>]*>", html) == ['<td class="left">', "<td>"]


def test_columns_of_numbers_are_known_by_all_their_cells() -> None:
    numbers = ("-1.5", "1,234", "12 %", "$5", "3e-4", "~7", "−2")
    words = ("v1.2", "12th", "2026-11-30", "one")
    for text in (*numbers, *words):
        html = shown(f"| a |\n|---|\n| {text} |\n| – |")
        assert ('<td class="right">' in html) == (text in numbers), text


def test_no_line_parts_a_formula_from_the_signs_around_it() -> None:
    cases = {
        "Where $x$, or": ("", ","),
        "Where ($x$) is": ("(", ")"),
        "By $k$-means.": ("", "-means."),
        'The "$x$" is': ('"', '"'),
        "Is it $x$?!": ("", "?!"),
    }
    for text, (before, behind) in cases.items():
        html = shown(text)
        assert re.search(
            rf'<span class="unbroken">{re.escape(before)}<math .*</math>{re.escape(behind)}</span>', html
        ), text
    assert "unbroken" not in shown("Where $x$ is large, $$y$$ is")


def test_environments_of_jupyter_are_formulas() -> None:
    for name in ("equation", "equation*", "align", "gather*", "multline", "eqnarray"):
        html = shown(f"Then\n\\begin{{{name}}}\na &= b \\\\\nc &= d\n\\end{{{name}}}\nfollows.")
        assert html.count('<math display="block"') == 1, name
        assert "<p>Then</p>" in html, name
        assert "<p>follows.</p>" in html, name
    assert "<mtext>(1)</mtext>" in shown("\\begin{equation}x \\tag{1}\\end{equation}")
    assert "<math" in shown("- in a list\n\n  \\begin{equation}\n  x\n  \\end{equation}")


def test_what_is_no_environment_stays_text() -> None:
    for text in (
        "\\begin{equation}\nx",
        "\\begin{equation}\n\nx\n\\end{equation}",
        "\\begin{figure}\nx\n\\end{figure}",
        "    \\begin{equation}x\\end{equation}",
    ):
        assert "<math" not in shown(text), text


def test_an_environment_that_cannot_be_read_is_told_at_its_line() -> None:
    places = convert_in_process("Text\n\n\\begin{align}\na &= b \\\\\nc &= \\sumof\n\\end{align}").places
    assert [(each.kind, each.text, each.line, each.column) for each in places] == [("maths", "\\sumof", 4, 6)]
