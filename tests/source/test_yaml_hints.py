"""Broken YAML is told with the line as it should be, and that line means what was meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.model.post import Post
from generator.reading.documents import read_document
from generator.source.yaml_tree import parse_yaml

PATH = "content/blog/2026-11-24-hints.md"
NBSP = "\u00a0"


def _read(matter: str) -> tuple[Post | None, list[Diagnostic]]:
    text = f"---\n{matter}\ndate: 2026-11-24\n---\nText.\n"
    post, found, _ = read_document(text, PATH, "posts", Post, dt.UTC)
    return post, found


def _shown(message: Message) -> Iterator[str]:
    """The lines to copy of a message and of those within it."""
    for name, value in message.params.items():
        if isinstance(value, Message):
            yield from _shown(value)
        elif name == "line":
            yield str(value)


# What is written → the field, and its text as it was meant. The broken line is the last of what is written.
LINES = {
    "bracket first": ("title: [Part 1] Starting out", "title", "[Part 1] Starting out"),
    "brace first": ("title: {draft} Starting out", "title", "{draft} Starting out"),
    "link first": ("title: [a](https://a.example) is good", "title", "[a](https://a.example) is good"),
    "picture first": ("title: ![a](b.png)", "title", "![a](b.png)"),
    "all in brackets": ("title: [Draft]", "title", "[Draft]"),
    "all in braces": ("title: {name}", "title", "{name}"),
    "bracket not closed": ("title: [Part 1", "title", "[Part 1"),
    "no space": ("title:Hello world", "title", "Hello world"),
    "no space, further down": ("title: x\nsummary:Hello", "summary", "Hello"),
    "equals sign": ("title = Hello world", "title", "Hello world"),
    "wide colon": ("title：Hello world", "title", "Hello world"),
    "no-break space behind the colon": (f"title:{NBSP}Hello", "title", "Hello"),
    "no-break space before the colon": (f"title{NBSP}: Hello", "title", "Hello"),
    "ideographic space": ("title:\u3000Hello", "title", "Hello"),
    "no space but one of no width": ("title:\u200bHello", "title", "Hello"),
    "hash in a text": ("title: Why C # matters", "title", "Why C # matters"),
    "number": ("title: My #1 mistake", "title", "My #1 mistake"),
    "hash behind quotes": ('title: "Ten" #1 goals', "title", "Ten #1 goals"),
    "hash first": ("title: #100DaysOfCode", "title", "#100DaysOfCode"),
    "hash first, optional": ("title: x\nsummary: #wip", "summary", "#wip"),
    "at sign": ("title: @home", "title", "@home"),
    "backquote": ("title: `code` first", "title", "`code` first"),
    "bold": ("title: **Ten** talks", "title", "**Ten** talks"),
    "alias": ("title: *Ten*", "title", "*Ten*"),
    "anchor": ("title: &Sons", "title", "&Sons"),
    "tag": ("title: !Great talk", "title", "!Great talk"),
    "percent": ("title: %timeit", "title", "%timeit"),
    "bar": ("title: | and more", "title", "| and more"),
    "arrow": ("title: > 5 people", "title", "> 5 people"),
    "dash": ("title: - a start", "title", "- a start"),
    "question mark": ("title: ? who", "title", "? who"),
    "second colon": ("title: Ten: of them", "title", "Ten: of them"),
    "second colon and an apostrophe": ("title: don't: do", "title", "don't: do"),
    "curly quotes": ("title: “Ten: of them”", "title", "Ten: of them"),
    "quotes in quotes": ('title: "he said "hi" to me"', "title", 'he said "hi" to me'),
    "quotes first": ('title: "Ten" and more', "title", '"Ten" and more'),
    "two in quotes": ('title: "a" "b"', "title", '"a" "b"'),
    "apostrophe": ("title: 'It's fine'", "title", "It's fine"),
    "quote not closed": ('title: "Ten talks', "title", "Ten talks"),
    "short for it is": ("title: 'tis fine", "title", "'tis fine"),
    "path": ('title: "C:\\users\\me"', "title", "C:\\users\\me"),
    "path that YAML reads": ('title: "C:\\temp"', "title", "C:\\temp"),
    "indented further": ("title: x\n summary: Hello", "summary", "Hello"),
}


@pytest.mark.parametrize(("written", "field", "meant"), LINES.values(), ids=LINES)
def test_the_line_in_the_hint_is_what_was_meant(written: str, field: str, meant: str) -> None:
    _, found = _read(written)
    (line,) = {line for item in found for line in _shown(item.text)}
    kept, _, _ = written.rpartition("\n")
    post, left = _read(f"{kept}\n{line}" if kept else line)
    assert left == []
    assert getattr(post, field) == meant


# The key, what is written behind it → the tags that the line in the hint gives.
LISTS = {
    "words with commas": ("tags: python, go", ("python", "go")),
    "one word": ("tags: python", ("python",)),
    "braces": ("tags: {python, go}", ("python", "go")),
    "hash in brackets": ("tags: [c, #python, go]", ("c", "#python", "go")),
    "hash first in brackets": ("tags: [#python, #go]", ("#python", "#go")),
    "hashes": ("tags: #python #go", ("#python", "#go")),
    "bracket not closed": ("tags: [python, #web", ("python", "#web")),
    "categories": ("categories: [web, my life]", ("web", "my life")),
    "category": ("category: web", ("web",)),
    "keywords": ("keywords: web, life", ("web", "life")),
}


@pytest.mark.parametrize(("written", "meant"), LISTS.values(), ids=LISTS)
def test_a_list_in_a_hint_is_what_was_meant(written: str, meant: tuple[str, ...]) -> None:
    _, found = _read(f"title: x\n{written}")
    (hint,) = [item.hint or "" for item in found]
    entries = hint[hint.index("[") : hint.index("]") + 1]
    post, left = _read(f"title: x\ntags: {entries}")
    assert (left, post and post.tags) == ([], meant)


def test_a_first_line_that_is_indented_is_the_one_that_is_told() -> None:
    _, (found,) = _read(" title: Hello\nsummary: x")
    assert (found.location.line, list(_shown(found.text))) == (2, ["title: Hello"])


@pytest.mark.parametrize(
    ("opened", "closed", "rule", "line"),
    [
        ("———", "---", "front-matter-missing", 1),
        ("—-", "---", "front-matter-missing", 1),
        ("--", "---", "front-matter-missing", 1),
        ("----", "---", "front-matter-missing", 1),
        ("---", "———", "front-matter-unclosed", 4),
        ("---", "–––", "front-matter-unclosed", 4),
        ("---", "--", "front-matter-unclosed", 4),
        ("---", "-----", "front-matter-unclosed", 4),
    ],
)
def test_other_signs_than_three_hyphens_are_told_at_their_line(
    opened: str, closed: str, rule: str, line: int
) -> None:
    text = f"{opened}\ntitle: Hello\ndate: 2026-11-24\n{closed}\nText.\n"
    post, (found,), _ = read_document(text, PATH, "posts", Post, dt.UTC)
    assert (found.rule, found.location.line) == (rule, line)
    assert "`---`" in (found.hint or "")
    assert post is not None
    assert (post.title, post.body) == ("Hello", "Text.\n")


# A list of records, broken in its first line → the line of the hint.
RECORDS = {
    "-date: 2026-11-24\n kind: x\n": "- date: 2026-11-24",
    "* date: 2026-11-24\n  kind: x\n": "- date: 2026-11-24",
    "• date: 2026-11-24\n  kind: x\n": "- date: 2026-11-24",
    "tags:\n- a\n-b\n": "- b",
    "tags:\n  - a\n  -b c\nx: y\n": "- b c",
    '- "date": "2026-11-24",\n  "kind": "x"\n': '- "date": "2026-11-24"',
    "- date:2026-11-24\n  kind: x\n": "- date: 2026-11-24",
    f"-{NBSP}date: 2026-11-24\n  kind: x\n": "- date: 2026-11-24",
}


@pytest.mark.parametrize(("text", "line"), RECORDS.items(), ids=RECORDS)
def test_a_broken_entry_is_told_as_it_should_be(text: str, line: str) -> None:
    _, found = parse_yaml(text, "content/private/contacts/2026-W48.yaml")
    assert line in [shown for item in found for shown in _shown(item.text)]


def test_three_dots_are_told_and_what_is_below_them_is_text() -> None:
    text = "---\ntitle: Dots\ndate: 2026-11-24\n...\n\nText.\n\n---\n\nMore: text.\n"
    post, (found,), _ = read_document(text, PATH, "posts", Post, dt.UTC)
    assert (found.rule, found.location.line, found.hint) == (
        "front-matter-unclosed",
        4,
        "Write `---` in this line.",
    )
    assert post is not None
    assert post.body == "Text.\n\n---\n\nMore: text.\n"


HARMLESS = (
    "title: Ten  # a comment",
    "title: Ten\t # a comment",
    "title: C# and F#",
    "title: x\nimage_alt: '# no comment'",
    "title: x\nsummary:  # to be written",
    "title: x\ndraft: false # for now",
    "title: x\nsummary: |\n  Note:" + NBSP + "this # that\n  - #1",
    f"title: Prix{NBSP}; 5{NBSP}€",
    "title: https://x.example/#top",
    'title: "Ten\\nlines"',
    "title: x\nsummary: ...",
)


@pytest.mark.parametrize("matter", HARMLESS)
def test_what_loses_no_text_is_not_told(matter: str) -> None:
    post, found = _read(matter)
    assert post is not None
    assert found == []


def test_a_text_that_lost_its_end_is_a_warning_and_its_record_counts() -> None:
    post, (found,) = _read("title: My #1 mistake")
    assert post is not None
    assert post.title == "My"
    assert (found.severity, found.rule) == (Severity.WARNING, "yaml-text-lost")


# A key of another generator → what the hint says to write, or why the line can go.
FOREIGN = {
    "layout: post": "Remove the line",
    "author: me": "Remove the line",
    "permalink: /:year/:title/": "Remove the line",
    "permalink: /2024/hello/": '`redirect_from: ["/2024/hello/"]`',
    "aliases: [/old/]": '`redirect_from: ["/old/"]`',
    "published: false": "`draft: true`",
    "published: true": "Remove the line",
    "status: draft": "`draft: true`",
    "hidden: true": "`draft: true`",
    "excerpt: Foo": "`summary: Foo`",
    "description: 'Foo: bar'": '`summary: "Foo: bar"`',
    "lastmod: 2026-11-24T10:00:00Z": "`updated: 2026-11-24T10:00:00Z`",
    "cover: {image: /images/a.png}": "`image: a.png`",
    "heroImage: ../../assets/a.png": "`image: a.png`",
    "canonical_url: https://m.example/x": "`published_url: https://m.example/x`",
    "toc: true": "Remove the line",
    "Layout: post": "Remove the line",
    "Summary: x": "Did you mean `summary`?",
    "colour: red": "Valid keys: ",
}


@pytest.mark.parametrize(("line", "part"), FOREIGN.items(), ids=FOREIGN)
def test_words_of_other_generators_are_told_with_ours(line: str, part: str) -> None:
    _, (found,) = _read(f"title: x\n{line}")
    assert found.rule == "unknown-key"
    assert part in (found.hint or "")


def test_a_word_for_a_key_that_is_there_is_not_to_be_written_twice() -> None:
    _, (found,) = _read("title: x\nsummary: y\ndescription: z")
    assert "`summary`, which is there already" in (found.hint or "")
