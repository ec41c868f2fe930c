"""Front matter is split from its body, and nothing of either is lost without a word."""

from __future__ import annotations

import pytest

from generator.source.front_matter import split_document
from tests.support.repositories import marked

PATH = "content/blog/x.md"


@pytest.mark.parametrize(
    ("text", "body", "body_line"),
    [
        ("---\ntitle: x\n---\nbody\n", "body\n", 4),
        ("---\ntitle: x\n---\n\n\nbody", "body", 6),
        ("--- \ntitle: x\n---\t\nbody\n---\nmore\n", "body\n---\nmore\n", 4),
        ("---\ntitle: x\n---", "", 3),
        ("---\ntitle: |\n  x\n  ---\n  y\n---\nbody", "body", 7),
        ("---\ntitle: x\n---\n    code\n", "    code\n", 4),
        ("---\ntitle: x\n---\n{% raw %}---\n", "{% raw %}---\n", 4),
    ],
)
def test_the_body_is_what_follows_the_second_fence(text: str, body: str, body_line: int) -> None:
    document, found = split_document(text, PATH)
    assert document is not None
    assert (document.body, document.body_line, found) == (body, body_line, ())
    assert "title" in document.front_matter.entries


MISSING = {
    "nothing": ("", "This file has no front matter."),
    "prose": ("# Title\n\nText.\n", "This file has no front matter."),
    "a rule further down": ("Text.\n\n---\n\nMore.\n", "This file has no front matter."),
    "an empty line before": ("\n---\ntitle: x\n---\n", "The front matter doesn't start on the first line."),
    "a space before": (" ---\ntitle: x\n---\n", "The front matter doesn't start on the first line."),
    "TOML": ('+++\ntitle = "x"\n+++\n', "This front matter is TOML. It has to be YAML."),
    "JSON": ('{"title": "x"}\n', "This front matter is JSON. It has to be YAML."),
    "empty": ("---\n---\nbody\n", "The front matter is empty."),
    "comments alone": ("---\n# title: x\n---\nbody\n", "The front matter is empty."),
    "a list": ("---\n- x\n---\nbody\n", "The front matter has to be `key: value` lines."),
    "a word": ("---\nx\n---\nbody\n", "The front matter has to be `key: value` lines."),
}


@pytest.mark.parametrize(("text", "message"), MISSING.values(), ids=MISSING)
def test_front_matter_that_is_not_there_is_told(text: str, message: str) -> None:
    document, (found,) = split_document(text, PATH)
    assert document is None
    assert (found.rule, found.message) == ("front-matter-missing", message)
    assert found.location == (PATH, 1, 1)
    assert found.hint


@pytest.mark.parametrize("text", ["---", "---\n", "---\ntitle: x\nbody\n", "---\ntitle: x\n --- \n"])
def test_front_matter_that_never_ends_is_not_taken_for_prose(text: str) -> None:
    document, (found,) = split_document(text, PATH)
    assert document is None
    assert found.rule == "front-matter-unclosed"


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("---\ntitle: x\nsummary: we said‸: hi\n---\nbody", "yaml-syntax"),
        ("---\n\ntags: ‸[a, b\n---\nbody", "yaml-syntax"),
        ("---\ntitle: x\n‸title: y\n---\nbody", "duplicate-key"),
        ("---\ntitle: ‸*x\n---\nbody", "yaml-alias"),
        ("---\ncontent: x\nhandler: ‸!!python/name:os.system y\n---\nbody", "yaml-tag"),
    ],
)
def test_places_in_front_matter_are_places_in_the_file(written: str, rule: str) -> None:
    text, line, column = marked(written)
    (found,) = split_document(text, PATH)[1]
    assert (found.rule, found.location.line, found.location.column) == (rule, line, column)
