"""Sentences in which the names of weeks lead to their rows."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from generator.render.report.text import clean

if TYPE_CHECKING:
    from markupsafe import Markup  # loaded with Jinja, only when a report is rendered

_WEEK = re.compile(r"(?<![\w-])\d{4}-W\d\d(?![\w-])")


def week_links(sentence: str, known: Container[str]) -> Markup:
    """`sentence`, escaped, with a link at each name of a week that is `known` to have a row."""
    from markupsafe import Markup, escape

    parts: list[Markup] = []
    end = 0
    plain = str(clean(sentence))
    for found in _WEEK.finditer(plain):
        name = found.group()
        if name in known:
            link = Markup('<a href="#{0}">{0}</a>').format(name)
            parts += [escape(plain[end : found.start()]), link]
            end = found.end()
    return Markup("").join([*parts, escape(plain[end:])])
