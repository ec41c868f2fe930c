"""The portfolios that a theme is tried on: a full one, an empty one, a small one, and a hostile one.

All are made from the full one, so that a new public field needs a value in one place.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from generator.public.view import SiteView
from generator.theme_check.sample_view import PICTURE, full

_MARK = "<script>alert(1)</script>"
HOSTILE = (
    _MARK,
    f'"><img src=x onerror=alert(1)> {_MARK}',
    f"x onmouseover=alert(1) y {_MARK}",
    f"' autofocus onfocus='alert(1) {_MARK}",
    f"{'W' * 200}{_MARK}",
    f"سيرة ذاتية لمهندسة برمجيات تعمل مع البيانات التي يعتمد عليها الناس {_MARK}",
    f"{'国境の長いトンネルを抜けると雪国であった' * 10}{_MARK}",
    f"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft {_MARK}",
    f"{{{{ 7*7 }}}}{{% raw %}} &lt;b&gt; &amp; \u202e{_MARK}",
)
HOSTILE_LINKS = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://good.example/"onclick="alert(1)',
    "https://good.example/'><script>alert(1)</script>",
    "//evil.example/x.js",
)
LONG_NAME = "Maximiliana Anastasia " * 9 + "Featherstonehaugh-Cholmondeley-Featherstonehaugh"
# What the reader has checked before a view is made, and what only words of a list can stand in.
_KEPT = {"path", "address", "kind", "theme", "mode", "language", "paper", "file", "week", "redirect_from"} | {
    "making_label"
}
_LINKS = {"url", "published_url", "video", "repository", "demo", "contact", "email"}


def portfolios(theme: str) -> Mapping[str, SiteView]:
    """All of them, dressed in `theme`, by what they are called in a finding."""
    views = {"full": full(), "empty": empty(), "small": small(), "hostile": hostile()}
    return {name: dataclasses.replace(view, theme=theme) for name, view in views.items()}


def images() -> Mapping[str, bytes]:
    """The one picture that the portfolios show: a single grey point."""
    return {PICTURE: _POINT}


_POINT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da63686868000003040181752e01bc0000000049454e44ae426082"
)


def empty() -> SiteView:
    """Somebody who has a name and nothing else yet."""
    return dataclasses.replace(
        full(),
        description="",
        url=None,
        github=None,
        contact=None,
        availability=None,
        label=None,
        posts=(),
        projects=(),
        pages=(),
        resume=None,
        progress=None,
    )


def small() -> SiteView:
    """Somebody with a very long name, one project, and not a word written; one week has begun."""
    view = full()
    progress = view.progress
    alone = dataclasses.replace(view.projects[0], body="Text.", picture=None, demo=None, date=None, stack=())
    begun = dataclasses.replace(progress, mode="work", weeks=progress.weeks[:1]) if progress else None
    return dataclasses.replace(
        view,
        name=LONG_NAME,
        title=LONG_NAME,
        availability=None,
        label=None,
        contact=None,
        posts=(),
        pages=(),
        projects=(alone,),
        resume=None,
        progress=begun,
    )


def hostile() -> SiteView:
    """Every text of the full one replaced by something that must stay text, or must not be linked.

    Its language runs from right to left.
    """
    links = {name: itertools.cycle(HOSTILE_LINKS) for name in sorted(_LINKS)}
    made = _poisoned(full(), itertools.cycle(HOSTILE), links)
    assert isinstance(made, SiteView)  # noqa: S101  # what is replaced field by field stays what it is
    return dataclasses.replace(made, language="ar", tokens=(), nav=(), url=full().url)


def _poisoned(value: Any, texts: Iterator[str], links: Mapping[str, Iterator[str]]) -> Any:
    if isinstance(value, str):
        return next(texts)
    if isinstance(value, tuple):
        return tuple(_poisoned(each, texts, links) for each in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    return dataclasses.replace(
        value, **{name: _field(value, name, texts, links) for name in _changeable(value)}
    )


def _changeable(value: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(value) if field.name not in _KEPT]


def _field(value: Any, name: str, texts: Iterator[str], links: Mapping[str, Iterator[str]]) -> Any:
    was = getattr(value, name)
    return next(links[name]) if name in links and isinstance(was, str) else _poisoned(was, texts, links)
