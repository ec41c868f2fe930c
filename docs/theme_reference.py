"""The page docs/theme-reference.md: everything that a theme's templates are given, field by field.

It renders the full sample portfolio and records what each template is given.
The meaning of a field is the sentences of its class's docstring that name it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from generator.core.resources import shipped_themes
from generator.public.view import SiteView
from generator.site.filters import FILTERS
from generator.site.i18n.language import ENGLISH
from generator.theme_check.check import template_values

# Meanings that no class has: names for a plain value or a function.
MEANINGS: Mapping[str, str] = {
    "body": "the text as sanitized HTML; print it unchanged",
    "contents": "the headings of a long text, for a table of contents; empty if the text is short",
    "following": "the next project, if there is one",
    "newer": "the next newer post, if there is one",
    "older": "the next older post, if there is one",
    "recent": "the newest posts that are not in `works`",
    "related": "up to three posts that share tags with this one",
    "series": "all posts of its series, oldest first; empty if it is the only one",
    "works": "the three pieces of work that the home page shows",
    "nav": "the entries of the navigation",
    "canonical": "the full address of the page that it leads to",
    "contact": "the link for writing to the graduate, if they gave one",
    "here": "the address of this page below the site's root",
    "linked": "JSON-LD for the head; print it in a script of that type",
    "more": "how many more posts are only in the archive",
    "papers": "the page background in light and in dark, for the browser's own bars",
    "direction": "`rtl` if the language runs from right to left, else `ltr`",
    "ours": "attributes for a tag around the site's own words: marks them as English if the page is not",
    "search": "the address of the search page, none if there is no search",
    "part": "the number of the post in its series, from 1",
    "sentence": "a summary of the weeks in words",
    "fonts": "the fonts that every page needs, to be loaded ahead",
    "sheets": "the style sheets to load, in order",
    "target": "the link to the page that it leads to",
    "to": "a function: `to('blog/')` is the link from this page to that address",
}
_PLAIN: Mapping[object, str] = {
    str: "text", int: "number", bool: "yes or no", dt.date: "date", dt.datetime: "date and time",
    NoneType: "none",
}  # fmt: skip


def theme_reference() -> str:
    """The page."""
    templates = template_values(shipped_themes())
    pages = {name: values for name, values in templates.items() if "here" in values}
    common = set.intersection(*(set(values) for values in pages.values()))
    lines = [*_HEAD, "## Every page", "", *_names({name: pages["home.html"][name] for name in common})]
    for template, values in sorted(templates.items()):
        own = {name: value for name, value in values.items() if template not in pages or name not in common}
        lines += ["", f"## `{template}`", "", *(_names(own) if own else ["Nothing else."])]
    lines += ["", "# Fields", ""]
    for kind in sorted(_kinds(templates), key=lambda one: one.__name__):
        lines += [*_fields(kind), ""]
    lines += ["# Filters", "", "| filter | what it returns |", "| --- | --- |", *_filters(), ""]
    return "\n".join(lines)


_HEAD = (
    "# What a theme is given",
    "",
    "All names that templates can use, and all fields of their values. This page is generated from the",
    "program: templates get nothing that is not here. [Themes](themes.md) says how to use it.",
    "",
    "“or none” means that it may be missing: check with `if` before you print it. A list may be empty. A",
    "template that uses a name that is not here fails.",
    "",
)


def _names(values: Mapping[str, object]) -> Iterator[str]:
    yield from ("| name | what it is | meaning |", "| --- | --- | --- |")
    for name, value in sorted(values.items()):
        yield f"| `{name}` | {_shape(value)} | {_meaning(name, value)} |"


def _shape(value: object) -> str:
    """A value seen in the trial, in words."""
    if isinstance(value, tuple):
        return f"list of {_shape(value[0])}" if value else "list"
    if is_dataclass(value):
        return _link(type(value))
    return "function" if callable(value) else _PLAIN[str if isinstance(value, str) else type(value)]


def _meaning(name: str, value: object) -> str:
    one = value[0] if isinstance(value, tuple) and value else value
    return MEANINGS.get(name) or (_first_sentence(type(one)) if is_dataclass(one) else "")


def _kinds(templates: Mapping[str, Mapping[str, object]]) -> set[type]:
    """Every class of records that can be reached from what is given."""
    found: set[type] = {SiteView}
    for values in templates.values():
        for value in values.values():
            one = value[0] if isinstance(value, tuple) and value else value
            found |= {type(one)} if is_dataclass(one) else set()
    waiting = list(found)
    while waiting:
        for kind in _inside(get_type_hints(waiting.pop()).values()):
            if kind not in found:
                found.add(kind)
                waiting.append(kind)
    return found


def _inside(hints: Any) -> Iterator[type]:
    for hint in hints:
        if isinstance(hint, type) and is_dataclass(hint):
            yield hint
        yield from _inside(get_args(hint))


def _fields(kind: type) -> Iterator[str]:
    yield from (f"## {kind.__name__}", "", _first_sentence(kind), "")
    yield from ("| field | what it is | meaning |", "| --- | --- | --- |")
    hints = get_type_hints(kind)
    for field in fields(kind):
        yield f"| `{field.name}` | {_type(hints[field.name])} | {said_of(field.name, kind)} |"


def _type(hint: Any) -> str:
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            return f"list of {_type(parts[0])}"
        return f"group of {' and '.join(_type(part) for part in parts)}"
    if isinstance(hint, UnionType):
        return " or ".join(_type(part) for part in get_args(hint))
    return _link(hint) if is_dataclass(hint) else _PLAIN[hint]


def said_of(field: str, kind: type) -> str:
    """The sentences of the docstring of `kind` that name `field`; empty if there are none."""
    return " ".join(sentence for sentence in _sentences(kind) if f"`{field}`" in sentence).replace("|", "/")


def _first_sentence(kind: type) -> str:
    return _sentences(kind)[0]


def _sentences(kind: type) -> list[str]:
    text = " ".join((getdoc(kind) or "").split())
    return re.split(r"(?<=[.])\s+(?=[A-Z`])", text)


def _link(kind: Any) -> str:
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _filters() -> Iterator[str]:
    for name, function in sorted({**FILTERS, **ENGLISH.filters()}.items()):
        doc = " ".join((getdoc(function) or "").split())
        yield f"| `{name}` | {doc.replace('|', '/')} |"
