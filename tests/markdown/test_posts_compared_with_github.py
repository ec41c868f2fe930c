"""Sixty-one posts, each with one construct as people write it, against what GitHub's library makes of them.

Both are cleaned by our sanitizer. `EXPLAINED` has the posts that differ, each with the reason; the same list
is in `docs/testing.md`.
"""

from __future__ import annotations

import re

import cmarkgfm
import pytest

from generator.markdown.github import to_html
from generator.markdown.sanitize import sanitize

# ruff: noqa: E501 - a post of the table is on one line

POSTS = {
    "list behind a line": "What I need:\n- a key\n- a host\n  - its name\n  - its port\n- time\n",
    "numbers behind a line": "What I did:\n1. installed it\n2. set it up:\n   - the key\n3. ran it\n",
    "numbers that do not begin at one": "It fell in\n1986. What a year.\n\n3. three\n4. four\n",
    "brackets behind numbers": "1) one\n2) two\n   1) deeper\n",
    "nested by two": "- a\n  - b\n    - c\n      - d\n",
    "nested by three": "1. a\n   1. b\n      1. c\n",
    "nested by four": "- a\n    - b\n        - c\n",
    "nested by a tab": "- a\n\t- b\n\t\t- c\n",
    "loose items": "- first\n\n  second paragraph\n\n- next\n\n\n- last\n",
    "other signs": "* a\n* b\n\n+ c\n+ d\n\n- e\n",
    "code in an item": "1. Make:\n\n   ```python\n   def f():\n       return 1\n\n   f()\n   ```\n\n2. Done\n",
    "code right behind an item": "- run\n  ```sh\n  make   test\n  # all\n  ```\n- next\n",
    "code in an item by four": "1. Do\n\n    ```\n    x\n    ```\n\n2. Done\n",
    "indented code in an item": "- a\n\n      code\n\n- b\n",
    "code in a quotation": "> Look:\n>\n> ```py\n> x = 1\n> ```\n",
    "quotation in an item": "- a\n  > b\n  > c\n- d\n",
    "lazy quotation": "> a\nb\nc\n\nd\n",
    "nested quotation": "> a\n>> b\n> c\n",
    "fence with a title": '```js title="server.js"\nconst a = 1;\n```\n\nProse *here*.\n\n```js {2,3}\nb\n```\n',
    "fence with braces": "```{.python .numberLines}\nx\n```\n\n```{python}\ny\n```\n",
    "fence of tildes": "~~~ruby\nputs 1\n~~~\n",
    "fence in a fence": "````md\n```js\nx\n```\n````\n",
    "longer closing fence": "```\nx\n``````\n\nProse.\n",
    "fence indented by three": "   ```\n   x\n     y\n   ```\nb\n",
    "fence never closed": "a\n\n```\nx\ny\n",
    "fence behind a line": "Look:\n```\nx\n```\nand on\n",
    "code by indentation": "a\n\n    x = 1\n\n    y = 2\n\nb\n",
    "backquotes in code": "Use `` a`b `` and ``` `` ``` and ` x `.\n",
    "table behind a line": "Figures:\n| week | hours |\n|------|------:|\n| 1 | 20 |\n",
    "table without outer lines": "a | b\n--|--\n1 | 2\n3 | 4\n",
    "table with marks": "| *a* | `b` | [c](d) |\n|:-:|---|--:|\n| **1** | `x` | ~~2~~ |\n",
    "table with escaped lines": "| a | b |\n|---|---|\n| x \\| y | `p \\| q` |\n",
    "table with short and long rows": "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n",
    "table in an item": "- a\n\n  | b | c |\n  |---|---|\n  | 1 | 2 |\n",
    "headings": "# One\n\n## Two #\n\nThree\n=====\n\nFour\n----\n",
    "no headings": "#hashtag and #100DaysOfCode\n\n#1 reason\n\n####### seven\n",
    "rules": "a\n\n---\n\nb\n\n***\n\n_ _ _\n",
    "emphasis": "*a* _b_ **c** __d__ ***e*** ~~f~~ a*b*c snake_case_name 2 * 3 * 4\n",
    "strikethrough": "~~a~~ ~b~ H~2~O ~~c\nd~~ ~~~e~~~\n",
    "hard line breaks": "one  \ntwo\\\nthree\nfour\n",
    "bare addresses": "See https://example.org/a_b(c). Or www.example.org, a.b_c@example.org!\n",
    "addresses in brackets": "<https://example.org/?a=1&b=2> and <me@example.org>\n",
    "links": '[a](b.md) [c](<d e.md> "T") [f](g_(h).md) [i]() [j](/k "l")\n',
    "links by name": "[a][1] [two] [three][]\n\n[1]: x.md\n[Two]: <y z.md> 'T'\n[three]: z.md\n",
    "brackets that are no links": "[x] and [ ] and a[0][1] and [not][here] and [^2]\n",
    "pictures": '![a *b*](c.png) ![d][e]\n\n[e]: f.png "T"\n',
    "picture in a link": "[![a](b.png)](c.md)\n",
    "tasks": "- [x] a\n- [ ] b\n  - [X] c\n- [y] d\n1. [ ] e\n",
    "notes": "A[^1] and B[^long].\n\n[^1]: One.\n[^long]: Two *parts*.\n\n    More.\n",
    "note twice": "A[^a] B[^a]\n\n[^a]: Note.\n",
    "note in other capitals": "A[^A] B[^a]\n\n[^a]: Note.\n\n[^A]: Other.\n",
    "entities": "&copy; &mdash; &nbsp; &amp; &#35; &nosuch; AT&T &lt;b&gt;\n",
    "escapes": "\\*a\\* \\# \\[b\\](c) \\_d\\_ \\a \\\\ 5 \\* 3 \\`e\\`\n",
    "HTML in a line": "Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, H<sub>2</sub>O, x<sup>2</sup>, <mark>m</mark><br>next\n",
    "details": "<details>\n<summary>The log</summary>\n\n- **first** `line`\n- second\n\n</details>\n\nAfter.\n",
    "HTML block": '<div align="center">\n  <b>a</b> *b*\n</div>\n\n*c*\n',
    "comments": "a <!-- b --> c\n\n<!--\n*d*\n\ne\n-->\n\nf\n",
    "alert": "> [!NOTE]\n> Do *this*.\n>\n> - a\n\n> [!WARNING]\n> b\n",
    "generics": "A List<String>, i<n and n>0, <your name>.\n",
    "emoji": "It works :rocket: at 10:30:00 :nosuch:\n",
    "formulas": "It is $x_1 + *y*_2$ here, $5 and $6 there.\n\n$$\na_1\n$$\n",
}

EXPLAINED = {
    "alert": "the library is older than alerts, which github.com shows as we do",
    "generics": "GitHub leaves out what looks like a tag; we show it and tell",
    "emoji": "github.com replaces names of emoji after this library",
    "formulas": "github.com sets formulas after this library",
}

OPTIONS = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE | cmarkgfm.cmark.Options.CMARK_OPT_FOOTNOTES


def comparable(html: str) -> str:
    """Cleaned HTML without what is ours on purpose: levels and anchors of headings, the form of notes."""
    html = re.sub(r"<(/?)h\d(?=[ >])", r"<\1h2", html)
    html = re.sub(r'<(td|th) align="(\w+)"', r'<\1 class="\2"', html)
    html = sanitize(html, lambda _tag, name, value: None if name in ("id", "title") else value)
    html = re.sub(r'(?s)<div class="footnote">.*|<ol>(?=\n<li>\n<p>(?:One|Note)\.).*', "", html)
    html = re.sub(r"(?s)<sup[^>]*>\s*<a .*?</a></sup>|<a [^>]*>\d</a>", "<sup>", html)
    html = re.sub(r"<input[^>]*>", lambda tag: "[x]" if " checked" in tag[0] else "[ ]", html)
    html = re.sub(r' (?:class="(?:task|language-[^"]*)"|lang="[^"]*")', "", html)
    blocks = r"\s*(</?(?:li|p|div|details|summary|br|pre|td|th)[^>]*>)\s*"
    return " ".join(re.sub(blocks, r"\1", html).split())


@pytest.mark.parametrize("name", POSTS)
def test_a_post_is_what_it_is_on_github(name: str) -> None:
    text = POSTS[name]
    theirs = comparable(cmarkgfm.github_flavored_markdown_to_html(text, OPTIONS))
    ours = comparable(to_html(text).html or "")
    if name in EXPLAINED:
        assert ours != theirs
    else:
        assert ours == theirs


def test_none_is_lost() -> None:
    assert len(POSTS) == 61
