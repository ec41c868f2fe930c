"""The posts that every program is given: the same text for all, the same for the same number.

A post has about 4.3 KB of Markdown: some 700 words with headings, one or two blocks of code, a table in three
of ten, a footnote in four of ten, two to four of 24 tags.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from msgspec import Struct

FIRST_DAY = dt.date(2010, 1, 1)
LAST_DAY = dt.date(2026, 5, 31)
_TAGS = """
    python sql testing docker career review caching queues metrics search parsing types async design tooling
    git linux data pandas react forms access css teams
"""
TAGS = _TAGS.split()
CODE_TAGS = ("python", "javascript", "sql")
_SOUNDS = "ba ce di fo gu la me ni po ru sa te vi wo xu ka he mi no zu"
_SYLLABLES = _SOUNDS.split()
_SIZE = 3_950  # that of the last paragraph comes on top
_CODE = {
    "python": "def {a}_{b}(rows: list[int]) -> int:\n    total = 0\n    for row in rows:\n"
    "        if row > {n}:\n            total += row  # {a}\n    return total\n",
    "javascript": "export function {a}(rows) {{\n  const {b} = rows.filter((row) => row.size > {n});\n"
    '  return {b}.map((row) => `${{row.name}}: "{a}"`);\n}}\n',
    "sql": "SELECT {a}.id, count(*) AS {b}\nFROM {a}\nJOIN orders ON orders.{a}id = {a}.id\n"
    "WHERE {a}.amount > {n}\nGROUP BY {a}.id\nORDER BY {b} DESC;\n",
}


class Post(Struct, frozen=True):
    """One post. `body` is Markdown that all programs read alike."""

    slug: str
    title: str
    date: dt.date
    tags: tuple[str, ...]
    summary: str
    body: str


def posts(count: int) -> Iterator[Post]:
    """`count` posts, the oldest first, spread over sixteen years."""
    chance = random.Random(1)  # noqa: S311 - the same posts each time
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(4_000)]
    span = (LAST_DAY - FIRST_DAY).days
    for number in range(count):
        title = " ".join(_some(chance, words, 5)).capitalize()
        yield Post(
            slug=f"post-{number:05}",
            title=title,
            date=FIRST_DAY + dt.timedelta(days=span * (number + 1) // count),
            tags=tuple(sorted(chance.sample(TAGS, chance.randint(2, 4)))),
            summary=" ".join(_some(chance, words, 16)).capitalize() + ".",
            body=_body(chance, words),
        )


def _some(chance: random.Random, words: list[str], count: int) -> list[str]:
    """Words of which some are frequent, as in any text."""
    return [words[int(len(words) * chance.random() ** 3)] for _ in range(count)]


def _body(chance: random.Random, words: list[str]) -> str:
    code = [_code(chance, words) for _ in range(chance.choice((1, 1, 2)))]
    table = [_table(chance, words)] if chance.random() < 0.3 else []
    notes = []
    parts, size, blocks = [], sum(map(len, [*code, *table])), [*code, *table]
    paragraph = 0
    while size < _SIZE:
        text = _paragraph(chance, words)
        if paragraph == 1 and chance.random() < 0.4:
            text += "[^1]"
            notes = [f"[^1]: {' '.join(_some(chance, words, 12)).capitalize()}."]
        if paragraph % 3 == 2:
            parts.append("## " + " ".join(_some(chance, words, 4)).capitalize())
        parts.append(text)
        if paragraph % 2 and blocks:
            parts.append(blocks.pop(0))
        size += len(text)
        paragraph += 1
    return "\n\n".join([*parts, *blocks, *notes]) + "\n"


def _paragraph(chance: random.Random, words: list[str]) -> str:
    sentences = []
    for _ in range(chance.randint(4, 7)):
        said = _some(chance, words, chance.randint(7, 18))
        if chance.random() < 0.2:
            at = chance.randrange(len(said))
            said[at] = chance.choice(("**{}**", "*{}*", "`{}`", "[{}](https://example.com/a)")).format(
                said[at]
            )
        sentences.append(" ".join(said).capitalize() + ".")
    return " ".join(sentences)


def _code(chance: random.Random, words: list[str]) -> str:
    language = chance.choice(CODE_TAGS)
    a, b = (name + "_" for name in _some(chance, words, 2))
    return f"```{language}\n" + _CODE[language].format(a=a, b=b, n=chance.randrange(100)) + "```"


def _table(chance: random.Random, words: list[str]) -> str:
    rows = [_some(chance, words, 3) for _ in range(5)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "| --- | --- | --- |", *lines[1:]])
