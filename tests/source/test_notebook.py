"""Notebooks: read strictly, nothing run, nothing private, each line where it is in the file."""

from __future__ import annotations

import json

import pytest

from generator.source.notebook import (
    MOST_LINES,
    Cell,
    Notebook,
    picture_bytes,
    read_notebook,
    without_folders,
    without_pictures,
)
from tests.support.notebooks import code, markdown, notebook, png, printed, raw, shown

PATH = "content/blog/2026-11-20-buses.ipynb"


def read(text: str) -> Notebook:
    found, problems = read_notebook(text, PATH)
    assert problems == ()
    assert found is not None
    return found


def only_cell(cell: object) -> Cell:
    (found,) = read(notebook(cell)).cells
    return found


def outputs(*written: object) -> list[tuple[str, str]]:
    return [(output.kind, output.text) for output in only_cell(code("x", *written)).outputs]


BROKEN = {
    "": "json",
    '{"nbformat": 4,': "json",
    "[" * 100_000: "deep",
    '{"nbformat": ' + "9" * 5000 + "}": "deep",
    "[]": "shape",
    "7": "shape",
    '{"cells": []}': "shape",
    '{"nbformat": true, "cells": []}': "shape",
    '{"nbformat": "4", "cells": []}': "shape",
    '{"nbformat": 4, "cells": {}}': "shape",
    '{"nbformat": 3, "worksheets": []}': "version",
    '{"nbformat": 5, "cells": []}': "version",
    notebook("text"): "cell",
    notebook({"cell_type": "other", "source": ""}): "cell",
    notebook({"cell_type": "markdown", "source": 7}): "cell",
    notebook({"cell_type": "markdown", "source": ["a", 7]}): "cell",
    notebook({"cell_type": "code", "source": "", "outputs": {}}): "cell",
}


def test_what_is_no_notebook_of_format_4_is_one_finding() -> None:
    for text, why in BROKEN.items():
        found, problems = read_notebook(text, PATH)
        assert found is None, text[:60]
        assert [(item.rule, item.text.key) for item in problems] == [
            ("notebook-unreadable", f"notebook-unreadable.{why}")
        ], text[:60]


def test_broken_json_is_told_at_its_line() -> None:
    _, (finding,) = read_notebook('{\n "nbformat": 4,\n "cells": [}\n', PATH)
    assert (finding.location.line, finding.location.column) == (3, 12)


@pytest.mark.parametrize("indent", [1, 4, None])
def test_each_line_of_a_cell_is_found_in_the_file(indent: int | None) -> None:
    tree = json.loads(
        notebook(
            markdown("one\ntwo\n\nthree"),
            code("four", printed('five\n"source": ["six"]\n'), shown(text_plain=["six"])),
            markdown("five\n"),
            {**markdown(""), "source": "six\nséven"},
            markdown("two"),
        )
    )
    text = json.dumps(tree, indent=indent, ensure_ascii=indent is None)
    rows = text.split("\n")
    for cell in read(text).cells:
        for number, line in zip(cell.lines, cell.source.split("\n"), strict=False):
            assert json.dumps(line, ensure_ascii=indent is None)[1:-1] in rows[number]
    if indent:
        lines = [cell.lines[0] for cell in read(text).cells]
        assert lines == sorted(set(lines))


def test_of_an_output_in_several_forms_the_richest_is_shown() -> None:
    assert outputs(shown(text_html="<b>x</b>", text_plain="x")) == [("html", "<b>x</b>")]
    assert outputs(shown(text_latex="$x$", text_plain="x")) == [("latex", "$x$")]
    assert outputs(shown(text_markdown="*x*", text_plain="x")) == [("markdown", "*x*")]
    assert outputs(shown(text_plain=["x\n", "y"])) == [("text", "x\ny")]
    ((kind, name),) = outputs(shown(image_png=png(), text_html="<b>x</b>", text_plain="<Figure size 1x1>"))
    assert (kind, name) == ("picture", "2026-11-20-buses.ipynb/1-1.png")


def test_what_plots_say_besides_their_picture_is_left_out() -> None:
    said = shown(text_plain="<Axes: xlabel='hour'>")
    assert [kind for kind, _ in outputs(said, shown(image_png=png()))] == ["picture"]
    assert outputs(said) == [("text", "<Axes: xlabel='hour'>")]


def test_colours_progress_bars_and_control_characters_are_left_out() -> None:
    text = "\x1b[1;31mred\x1b[0m\n 10%\r 50%\r100%\n\x1b]8;;http://a.example\x07link\x1b]8;;\x07\x00\n"
    assert outputs(printed(text)) == [("text", "red\n100%\nlink")]
    assert outputs(printed("a\n"), printed("b\n")) == [("text", "a\nb")]


def test_lone_surrogates_never_reach_a_page() -> None:
    text = notebook(markdown("x")).replace('"x"', '"\\ud800x"')
    assert read(text).cells[0].source == "?x"


HOME, MAC, WINDOWS = "/" + "home/amara", "/" + "Users/Amara Okafor", "C:" + "\\Users\\Amara Okafor"
FOLDERS = {
    f"{HOME}/job/x.csv": "…/x.csv",
    "File ~/job/x.py:3, in <module>": "File …/x.py:3, in <module>",
    f"{MAC}/job/x.csv is missing": "…/x.csv is missing",
    f"{WINDOWS}\\x.csv": "…/x.csv",
    f"'{WINDOWS}\\x.csv'".replace("\\", "\\\\"): "'…/x.csv'",
    "/var/folders/ab/2.py:3: Warning": "…/2.py:3: Warning",
    f"file://{HOME}/x.html": "…/x.html",
    "/usr/lib/python3.11/json.py": "…/json.py",
    f"in {HOME}": "in ~",
    f"in {WINDOWS.partition(' ')[0]}.": "in ~",
    f"https://a.example{HOME}/x": f"https://a.example{HOME}/x",
    "1/2 and/or a/b": "1/2 and/or a/b",
    "10:30 and D: drive": "10:30 and D: drive",
}


def test_folders_that_name_the_user_are_left_out() -> None:
    for text, short in FOLDERS.items():
        assert without_folders(text) == short
    error = {"output_type": "error", "ename": "E", "evalue": "no", "traceback": [f"\x1b[0mFile {HOME}/b.py"]}
    assert outputs(error) == [("error", "File …/b.py")]
    assert outputs({"output_type": "error", "ename": "E", "evalue": f"{HOME}/b.py"}) == [
        ("error", "E: …/b.py")
    ]
    assert outputs(shown(text_html=f"<p>{HOME}/b.py</p>")) == [("html", "<p>…/b.py</p>")]


def test_a_long_output_keeps_its_beginning_and_its_end() -> None:
    cell = only_cell(code("x", printed("".join(f"{n}\n" for n in range(1000)))))
    assert [output.kind for output in cell.outputs] == ["text", "more", "text"]
    assert cell.outputs[0].text.startswith("0\n1\n")
    assert cell.outputs[1].text == "970"
    assert cell.outputs[2].text.endswith("\n999")
    assert cell.told == ("cut",)
    assert only_cell(code("x", printed("x\n" * MOST_LINES))).told == ()
    ((_, line),) = outputs(printed("x" * 5000))
    assert len(line) == 1001


def test_what_cannot_be_shown_is_told() -> None:
    cases = {
        "interactive": shown(**{"application_vnd.plotly.v1+json": {}}, text_html="<div></div>"),
        "picture": shown(image_png="!!!"),
        "too-large": shown(text_html="<p>x</p>" * 30_000, text_plain="x"),
        "unreadable": shown(text_plain={"a": 1}),
    }
    for why, output in cases.items():
        assert only_cell(code("x", output)).told == (why,)
    nothing = {"output_type": "display_data", "data": None}
    broken: tuple[object, ...] = (7, None, [], {"output_type": "x"}, {"output_type": "stream", "text": 7})
    for each in (*broken, nothing):
        assert only_cell(code("x", each)).told == ("unreadable",), each
    assert only_cell(raw("x")).told == ("raw",)
    full = read(notebook(*[code("x", printed("x" * 900 + "\n"))] * 600)).cells
    assert [cell.told for cell in (full[0], full[-1])] == [(), ("too-much",)]
    scripted = shown(text_html="<script>x()</script>", image_png=png())
    assert only_cell(code("x", scripted)).told == ()  # its picture is shown


def test_options_and_tags_say_what_is_shown() -> None:
    cell = only_cell(code('#| label: fig\n#| fig-alt: "Bars"\nplot()', printed("x")))
    assert (cell.source, cell.alt) == ("plot()", "Bars")
    for metadata in ({"tags": ["remove-input"]}, {"jupyter": {"source_hidden": True}}):
        cell = only_cell(code("x", printed("y"), **metadata))
        assert (cell.source, len(cell.outputs)) == ("", 1)
    assert only_cell(code("#| echo: false\nx", printed("y"))).source == ""
    assert only_cell(code("x", printed("y"), tags=["hide_output"])).outputs == ()
    assert read(notebook(code("x", tags=["remove-cell"]))).cells == ()
    assert only_cell(code("x", tags=7, jupyter="no")).source == "x"


def test_pasted_pictures_are_those_of_the_notebook() -> None:
    pasted = {"a b.png": {"image/png": png()}, "c": 7}
    text = notebook(markdown('![x](attachment:a b.png) ![y](attachment:a b.png "t")', attachments=pasted))
    found = read(text)
    name = "2026-11-20-buses.ipynb/1-attached-1.png"
    assert found.cells[0].source == f'![x](<{name}>) ![y](<{name}> "t")'
    assert (picture_bytes(found.pictures[name]) or b"").startswith(b"\x89PNG")
    assert "base64" not in found.cells[0].source


def test_its_language_is_a_word_or_python() -> None:
    for metadata, language in (
        ({"language_info": {"name": "R"}}, "r"),
        ({"kernelspec": {"name": "python3"}}, "python"),
        ({"kernelspec": {"language": '"><script>'}}, "python"),
        (7, "python"),
        ({"kernelspec": 7}, "python"),
    ):
        assert read(notebook(metadata=metadata)).language == language


def test_those_who_search_it_get_the_same_lines_without_pictures() -> None:
    text = notebook(code("x", shown(image_png="A" * 5000)), markdown("Rosa"))
    short = without_pictures(text)
    assert len(short) < 1500
    assert [row for row in short.split("\n") if "Rosa" in row]
    assert short.count("\n") == text.count("\n")
