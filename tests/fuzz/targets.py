"""Six targets: each makes an input from a source of chance, and says what must hold for it.

An input is a good file that was changed in a few places: words of the language put in, pieces cut, doubled or
taken from another file, odd characters. The laws are those of the property tests, where there are such.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.commitment.loader import SHIPPED_FOLDER, load_commitment, shipped_names
from generator.core.diagnostics import Diagnostic
from generator.core.messages import Message
from generator.markdown.convert import convert
from generator.markdown.github import Slugs
from generator.model.calendar import FIRST_DAY, LAST_DAY, week_from_name, week_of
from generator.model.post import Post
from generator.publish.paths import unsafe_names
from generator.reading.dates import read_day, read_partial_date
from generator.reading.documents import _slug
from generator.reading.portfolio import portfolio_from
from generator.site.files import RenderedFile, RenderedSite
from generator.site.images.album import Album
from generator.site.markdown.link_targets import LinkTargets, resolve
from generator.site.markdown.postprocess import Placement, postprocess
from tests.source import test_properties as yaml_laws
from tests.support.attacks.attacks import ATTACKS
from tests.support.html_reader import Page, live_in
from tests.support.repositories import SETTINGS

ROOT = Path(__file__).parents[2]
_ODD = "\x00\x07\t\r\n\x85\u00a0\u200b\u202e\u2028\ufeff\ufffd\ud800é😀ſK٣"
Chance = random.Random


class Target(Struct, frozen=True):
    """One thing that takes what people write. `check` fails if a law is broken."""

    make: Callable[[Chance], str]
    check: Callable[[str], object]


def changed(chance: Chance, seeds: Sequence[str], words: Sequence[str], most: int = 4) -> str:
    """One of `seeds`, changed in up to `most` places."""
    text = chance.choice(seeds)
    for _ in range(chance.randint(1, most)):
        at = chance.randint(0, len(text))
        end = min(len(text), at + int(chance.expovariate(0.2)))
        match chance.randrange(6):
            case 0:
                text = text[:at] + chance.choice(words) + text[at:]
            case 1:
                text = text[:at] + text[end:]
            case 2:
                text = text[:end] + text[at:end] * chance.choice((1, 1, 3, 30)) + text[end:]
            case 3:
                text = text[:at] + chance.choice(_ODD) + text[end:]
            case 4:
                lines = text.split("\n")
                first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[first], lines[second] = lines[second], lines[first]
                text = "\n".join(lines)
            case _:
                other = chance.choice(seeds)
                start = chance.randint(0, len(other))
                text = text[:at] + other[start : start + chance.randint(0, 80)] + text[end:]
    return text


def _law(test: Any) -> Callable[[str], object]:
    """What a property test checks, for one input."""
    law: Callable[[str], object] = test.hypothesis.inner_test
    return law


# --- front matter, and the tree of YAML

_YAML_WORDS = (
    *(
        ": ",
        "- ",
        "? ",
        "#",
        " #",
        "|\n",
        ">-\n",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!!int ",
        "!",
        "%",
    ),
    *("---\n", "...\n", "\n", "  ", "\t", "yes", "null", "~", "0o7", "2026-11-31", "<<: ", "\\", "@", "`"),
)


@functools.cache
def _records() -> tuple[str, ...]:
    """Files of YAML as people hand them in, cut so that reading one takes no time."""
    files = sorted((ROOT / "tests/portfolios").rglob("*.yaml"))
    return tuple(path.read_text("utf-8", "replace")[:700] for path in files)


def _front_matter(chance: Chance) -> str:
    matter = changed(
        chance,
        ("title: A\ndate: 2026-06-01\n", "tags: [a, b]\ndraft: yes\n", "title: |\n  a\n  b\n"),
        _YAML_WORDS,
    )
    seeds = (
        f"---\n{matter}---\nbody\n",
        f"---\n{matter}",
        f"{matter}---\n",
        f"+++\n{matter}+++\n",
        f"\n---\n{matter}\n---",
    )
    return changed(chance, seeds, ("---", "---\n", "--- \n", "+++", "\ufeff", "----", "\n"), 2)


def _check_yaml(text: str) -> None:
    _law(yaml_laws.test_every_finding_points_into_the_text)(text)
    _law(yaml_laws.test_a_text_without_findings_is_read_as_the_reference_reads_it)(text)


# --- Markdown to safe HTML

_MARKDOWN = (
    "# One\n\nA *b* **c** `d` [e](f.md) ![g](h.png) <i>j</i>\n\n- k\n- l\n  - m\n\n> n\n\n1. o\n",
    "| a | b |\n| --- | --- |\n| c | `d|e` |\n\n```python\nx = 1\n```\n\nf[^1] $x^2$ ~~g~~\n\n[^1]: h\n",
    "$$\n\\frac{a}{b}\n$$\n\n> [!NOTE]\n> i\n\n- [ ] j\n- [x] k\n\nhttps://a.example l@m.example :rocket:\n",
    "[a]: javascript:alert(1)\n\n[a] [b](<data:text/html,x>) <a href='vbscript:x'>c</a>\n<!-- d -->\n\n***\n",
)
_MARKDOWN_WORDS = (
    *(
        "*",
        "_",
        "`",
        "```",
        "~~~",
        "[",
        "](",
        ")",
        "<",
        ">",
        "&#",
        ";",
        "![",
        "|",
        "$",
        "$$",
        "\\",
        "> ",
        "- ",
        "1. ",
    ),
    *(
        "\n\n",
        "    ",
        "<!--",
        "-->",
        "<b>",
        "</b>",
        "[^1]",
        "<math>",
        "<svg>",
        "\\begin{a}",
        "\\end{a}",
        "# ",
        "---\n",
    ),
)
_NOWHERE = LinkTargets({}, frozenset(), frozenset())
_PLACE = Placement("content/blog/a.md", "/blog/a/", lambda address: address)


def _markdown(chance: Chance) -> str:
    words = (*_MARKDOWN_WORDS, chance.choice(ATTACKS))
    return changed(chance, _MARKDOWN, words, 8)


def _check_markdown(text: str) -> None:
    converted = convert(text.encode("utf-8", "replace").decode())
    if converted.html is None:  # too deep, too long or too slow, which is told
        assert converted.problem is not None
        return
    html = postprocess(converted.html, _NOWHERE, Album({}), _PLACE).html
    page = Page(html)
    assert live_in(page) == [], html
    assert not page.trouble, html
    assert len(page.ids) == len(set(page.ids)), html


# --- portfolio and commitment files


@functools.cache
def _blocks() -> tuple[str, ...]:
    files = sorted((ROOT / "tests/portfolios").glob("*/portfolio.yaml"))
    return tuple(path.read_text("utf-8") for path in files)


@functools.cache
def _terms() -> tuple[str, ...]:
    return tuple((SHIPPED_FOLDER / f"{name}.yaml").read_text("utf-8") for name in shipped_names())


def _settings(chance: Chance) -> str:
    if chance.random() < 0.8:
        return changed(
            chance, (SETTINGS, *_blocks()), (*_YAML_WORDS, "site:\n", "graduate:", "search:\n", "start: "), 5
        )
    return "terms\n" + changed(
        chance, ("extends: flatiron\nname: ours\ntitle: Ours\n", *_terms()), _YAML_WORDS, 5
    )


def _check_settings(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    if not text.startswith("terms\n"):
        portfolio, found = portfolio_from(text)
        assert portfolio is not None or found
        _sound(found, "portfolio.yaml")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "terms.yaml")
        path.write_bytes(text.removeprefix("terms\n").encode())
        commitment, found = load_commitment(Path(folder), "terms.yaml")
    assert commitment is not None or found
    _sound(found, "terms.yaml")


def _sound(found: Sequence[Diagnostic], path: str) -> None:
    for one in found:
        assert one.location.path == path
        assert one.message
        one.message.encode()


# --- slugs and paths

_NAMES = (
    "2026-06-01-my-post",
    "C# und F#",
    "Über uns",
    "日本語",
    "content/blog/../a",
    "a/b/c",
    "con",
    "Ｆｕｌｌ",
)
_NAME_WORDS = (
    "/",
    "..",
    "./",
    "\\",
    "%2e",
    "%2F",
    "#",
    "?",
    ":",
    " ",
    ".",
    "con",
    "nul.",
    "-",
    "_",
    ".md",
    "*",
    "~",
    "\u0301",
)


def _name(chance: Chance) -> str:
    return changed(chance, _NAMES, _NAME_WORDS)


def _check_name(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    slug = _slug(f"content/blog/{text.replace('/', '-')}.md", Post)
    assert len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    slugs = Slugs()
    made = [slugs.make(text), slugs.make(text), slugs.make(text + "-1")]
    assert len(set(made)) == 3, made
    assert not any(char.isspace() or char in "<>\"'&/\\#" for name in made for char in name), made
    # What is let through as a path has only names that every system can store, all below the site.
    if not unsafe_names(RenderedSite({text: RenderedFile(b"", ())})):
        parts = text.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert not any(char in '<>:"|?*\\\0' for char in text)
    target = resolve(text, "content/blog/a.md", "/blog/a/", _NOWHERE)
    assert target is None or target.address == "/blog/a/"


# --- dates and weeks

_DATES = (
    *(
        "2026-11-03",
        "2026-W45-2",
        "2026-307",
        "20261103",
        "2026-11-03T23:30-06:00",
        "2026-11-03 21:59:43.10 -5",
    ),
    *("3 Nov 2026", "11/03/2026", "46329", "2026-W45", "2026-11", "2019"),
)
_DATE_WORDS = (
    "-",
    "/",
    ".",
    ":",
    "T",
    "Z",
    "+",
    "W",
    " ",
    "0",
    "9",
    "53",
    "00",
    "-06:00",
    "Nov",
    "[UTC]",
    "1970",
    "2100",
)
_ZONE = ZoneInfo("America/Chicago")


def _date(chance: Chance) -> str:
    return changed(chance, _DATES, _DATE_WORDS, 3)


def _check_date(text: str) -> None:
    day = read_day(text, _ZONE)
    assert isinstance(day, Message) or FIRST_DAY <= day <= LAST_DAY
    if isinstance(day, Message):
        day.text.encode("utf-8", "replace")
    else:
        for start in range(7):
            week = week_of(day, start)
            assert day in week
            assert len(week.days) == 7
            assert week_from_name(week.name, start) == week
    assert isinstance(read_partial_date(text, dt.UTC), str | Message)
    week_from_name(text)


TARGETS: dict[str, Target] = {
    "front-matter": Target(
        _front_matter, _law(yaml_laws.test_front_matter_and_body_come_apart_without_a_loss)
    ),
    "yaml-tree": Target(lambda chance: changed(chance, _records(), _YAML_WORDS, 6), _check_yaml),
    "markdown-to-safe-html": Target(_markdown, _check_markdown),
    "portfolio-and-commitment": Target(_settings, _check_settings),
    "slugs-and-paths": Target(_name, _check_name),
    "dates-and-weeks": Target(_date, _check_date),
}
