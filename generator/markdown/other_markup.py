"""Markup of other programs, which our dialects show as text: what it is, and what to write instead.

Jekyll, Hugo, dev.to, Docusaurus, MkDocs, Obsidian, Quarto and Jupyter each have words of their own. Where
what is meant is clear from our own markup, the hint has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.text import Dialect, truncate

_ALERTS = {"note": "NOTE", "info": "NOTE", "abstract": "NOTE", "summary": "NOTE", "seealso": "NOTE"}
_ALERTS |= {"tip": "TIP", "hint": "TIP", "success": "TIP", "check": "TIP", "example": "TIP"}
_ALERTS |= {"important": "IMPORTANT", "question": "IMPORTANT"}
_ALERTS |= {"warning": "WARNING", "attention": "WARNING", "callout-warning": "WARNING"}
_ALERTS |= dict.fromkeys(("caution", "danger", "error", "failure", "bug"), "CAUTION")

# At the beginning of a line, or anywhere in it. None of them matches what people write as prose.
_MARKUP = re.compile(
    r"""
    (?P<block>^[ ]{0,3}
        (?::{3,}[ ]*\{?\.?(?P<kind>[a-z][\w-]*)?|[!?]{3}\+?[ ]+(?P<admonition>[a-z][\w-]*))[^\n]*)
    |(?P<embed>\{%-?[ ]*embed[ ]+(?P<address>https?://[^\s%]+)[^%\n]{0,200}%\})
    |(?P<tag>\{%-?[ ]*[a-z]\w*[^\n]{0,300}?%\}|\{\{[<%][^\n]{0,300}?[>%]\}\}
        |\{\{-?[ ]*(?:site|page|config|post|layout|baseurl)\b[^\n}]{0,300}\}\})
    |(?P<wikilink>!?\[\[(?P<target>[^\[\]\n|\#]{1,200})(?:\#[^\[\]\n|]{0,200})?(?:\|(?P<called>[^\[\]\n]{0,200}))?\]\](?!\())
    |(?P<contents>^[ ]{0,3}(?:\[TOC\]|\[toc\]|\[\[_TOC_\]\]|\[\[toc\]\])[ ]*$)
    |(?P<attributes>(?:^[ ]{0,3}|(?<=\))|(?<=[ ]))\{:?[ ]*[.\#][a-zA-Z][\w-]*(?:[ ]+[^\n{}]*)?\})
    |(?P<formula>\\\((?P<tex>[^\n]{1,300}?)\\\)|\\\[(?P<display>[^\[\]]{1,600}?)\\\])
    |(?P<mark>(?<![=\w])==(?=[^\s=])(?P<marked>[^=\n]{1,80}?)(?<=\S)==(?![=\w]))
    |(?P<comment>(?<![\w%])%%(?=[^\s%\d])[^%\n]{1,200}%%)
    |(?P<module>^(?:import[ ]+(?:\w+|\{[^}\n]*\})[ ]+from[ ]+["'][^"'\n]+["'];?
        |export[ ]+(?:const|default)[ ][^\n]*))
    """,
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class OtherMarkup:
    """Something written for another program: where it is, what it is, and what to write; empty if unknown."""

    start: int
    text: str
    instead: str


def other_markup(text: str, dialect: Dialect = "github") -> Iterator[OtherMarkup]:
    """The markup of other programs in a paragraph or another block of text, code left out."""
    for match in _MARKUP.finditer(text):
        kind = next(name for name in _KINDS if match[name] is not None)
        if kind == "block" and dialect == "python-markdown" and match["admonition"]:
            continue
        if kind in ("attributes", "mark") and dialect == "python-markdown":
            continue
        if kind == "block" and not match["kind"] and not match["admonition"]:
            continue  # the line that closes it
        if kind == "formula" and not re.search(r"[\\^_=]", match["tex"] or match["display"]):
            continue  # brackets that need no backslash
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield OtherMarkup(start, truncate(" ".join(match[0].split()), 60), _instead(kind, match))


_KINDS: tuple[str, ...] = (
    *("block", "embed", "tag", "wikilink", "contents", "attributes", "formula", "mark", "comment"),
    "module",
)


def _instead(kind: str, match: re.Match[str]) -> str:
    match kind:
        case "block":
            name = (match["kind"] or match["admonition"]).removeprefix("callout-")
            return f"> [!{_ALERTS[name]}]" if name in _ALERTS else ""
        case "embed":
            return f"<{match['address']}>"
        case "wikilink":
            target = match["target"].strip()
            if match[0].startswith("!"):
                return f"![…](../images/{target})" if "." in target else ""
            return f"[{(match['called'] or target).strip()}](…)"
        case "formula":
            tex = match["tex"] or match["display"]
            sign = "$" if match["tex"] else "$$"
            return f"{sign}{' '.join(tex.split())}{sign}"
        case "mark":
            return f"<mark>{match['marked']}</mark>"
        case "comment":
            return f"<!-- {match[0].strip('%').strip()} -->"
    return ""
