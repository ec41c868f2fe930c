"""Markup of other programs: found where it is shown as text, with what to write instead."""

from __future__ import annotations

import pytest

from generator.core.text import Dialect
from generator.markdown.convert import convert_in_process

FOUND = {
    ":::note\nText\n:::": (":::note", 1, 1, "> [!NOTE]"),
    "::: {.callout-warning}\nText\n:::": ("::: {.callout-warning}", 1, 1, "> [!WARNING]"),
    '!!! tip "Read this"\n    Text': ('!!! tip "Read this"', 1, 1, "> [!TIP]"),
    "??? danger\n    Text": ("??? danger", 1, 1, "> [!CAUTION]"),
    "See {% embed https://dev.example/1 %}": (
        "{% embed https://dev.example/1 %}",
        1,
        5,
        "<https://dev.example/1>",
    ),
    "One\n{% include figure.html %}": ("{% include figure.html %}", 2, 1, ""),
    '{{< figure src="a.png" >}}': ('{{< figure src="a.png" >}}', 1, 1, ""),
    "{{ site.url }}/cv": ("{{ site.url }}", 1, 1, ""),
    "As [[My note|said]].": ("[[My note|said]]", 1, 4, "[said](…)"),
    "![[plot.png]]": ("![[plot.png]]", 1, 1, "![…](../images/plot.png)"),
    "- a\n- ==new==": ("==new==", 2, 3, "<mark>new</mark>"),
    "%%to do: ask Rosa%%": ("%%to do: ask Rosa%%", 1, 1, "<!-- to do: ask Rosa -->"),
    "[TOC]": ("[TOC]", 1, 1, ""),
    "> {: .lead}": ("{: .lead}", 1, 3, ""),
    r"So \(x^2\) grows": (r"\(x^2\)", 1, 4, "$x^2$"),
    "\\[\nx = 1\n\\]": (r"\[ x = 1 \]", 1, 1, "$$x = 1$$"),
    'import Chart from "./chart"': ('import Chart from "./chart"', 1, 1, ""),
    "| a |\n|---|\n| {% x %} |": ("{% x %}", 3, 3, ""),
}
SHARED = [":::note\nText\n:::", "{{ site.url }}/cv", "As [[My note|said]].", "One\n{% include figure.html %}"]
LEFT_ALONE = (
    "`{% if %}` and ``[[x]]``",
    "```\n:::note\n!!! tip\n```",
    "    {% code %}",
    "a == b == c, x === y",
    "It rose by 5% and 7%%.",
    "A set {x}, a list [[1, 2], [3, 4]](https://a.example), \\[1\\] and \\(a\\).",
    "What!!! And then??? Yes ::: no",
    "$[[a]]$ and $$\n[[b]]\n$$",
    "We import pandas from conda. Export it.",
    "[[link]](https://a.example)",
)


@pytest.mark.parametrize("dialect", ["github", "python-markdown"])
def test_markup_of_other_programs_is_found_at_its_place(dialect: Dialect) -> None:
    for text, (shown, line, column, instead) in FOUND.items():
        if dialect == "github" or text in SHARED:
            places = [each for each in convert_in_process(text, dialect).places if each.kind == "other"]
            assert [(each.text, each.line + 1, each.column, each.more) for each in places] == [
                (shown, line, column, instead)
            ], text


def test_what_only_looks_like_it_is_left_alone() -> None:
    for text in LEFT_ALONE:
        assert not [each for each in convert_in_process(text).places if each.kind == "other"], text


def test_admonitions_and_marks_of_python_markdown_are_its_own() -> None:
    text = "!!! note\n    Text\n\n==mark==\n\nA list\n{: .lead}\n"
    assert not [each for each in convert_in_process(text, "python-markdown").places if each.kind == "other"]
