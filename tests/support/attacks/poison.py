"""Views in which every text is an attack, made from the declarations: a new field is poisoned unasked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from generator.core.diagnostics import Location
from generator.core.messages import Message
from generator.model.calendar import Week
from generator.public.view import SiteView
from generator.report.context import Report
from tests.support import report_views, site_views
from tests.support.report_made import changed
from tests.support.words import words

# What the reader has checked before a view is made, and what only words of a list can stand in.
KEPT_OF_SITE = frozenset(
    {"address", "path", "kind", "theme", "mode", "language", "paper", "file", "week", "redirect_from"}
)
KEPT_OF_REPORT = frozenset(
    {"as_of_from", "standing", "verdict", "severity", "week", "weeks", "source", "kind", "decision"}
    | {"stage", "channel", "attended", "answer", "measure", "ended", "id", "rule", "requirement"}
    | {"programme", "start", "partial"}
)
Keep = Callable[[object, str], bool]


def site_view(attack: str, *, bodies: bool = True) -> SiteView:
    """A full portfolio whose texts are all `attack`; `bodies` too, unless they are to stay as they are."""
    few = dataclasses.replace(site_views.progress("full"), weeks=site_views.weeks(full=True)[:3])
    _, link, _, first = site_views.posts()
    first = dataclasses.replace(first, published_url="x", video="x", updated=first.date)
    view = site_views.full_view(
        progress=few,
        tokens=(),
        posts=(link, first),
        projects=site_views.projects()[:1],
        pages=site_views.pages()[:1],
    )
    kept = KEPT_OF_SITE if bodies else KEPT_OF_SITE | {"body"}
    # The site's own address was checked; links of others are as hostile as their titles.
    made: SiteView = poisoned(
        view, attack, lambda owner, name: name in kept or (name == "url" and isinstance(owner, SiteView))
    )
    return made


def report_view(attack: str) -> Report:
    """A report on a failing search whose texts are all `attack`."""
    view = report_views.failing_view()
    few = changed(view, contacts=view.contacts[-9:], weeks=view.weeks[-4:])
    few = changed(few, contributions=view.contributions[-9:])
    made: Report = poisoned(few.report, attack, lambda _, name: name in KEPT_OF_REPORT)
    return made


def poisoned(value: Any, attack: str, keep: Keep) -> Any:
    """`value` with every text in it replaced by `attack`, but for the fields that `keep` names."""
    if isinstance(value, str):
        return attack
    if isinstance(value, Location):
        return value._replace(path=_told("path", attack))
    if isinstance(value, Message):
        return words(attack, attack)
    if isinstance(value, Week):
        return value
    if isinstance(value, tuple):
        return tuple(poisoned(each, attack, keep) for each in value)
    if isinstance(value, msgspec.Struct):
        names: Iterable[str] = value.__struct_fields__
        change: Callable[..., Any] = msgspec.structs.replace
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        names, change = [field.name for field in dataclasses.fields(value)], dataclasses.replace
    else:
        return value
    return change(
        value,
        **{
            name: poisoned(getattr(value, name), _told(name, attack), keep)
            for name in names
            if not keep(value, name)
        },
    )


def _told(field: str, attack: str) -> str:
    """Files may have any name, but each stands in the folder of its kind."""
    return f"content/private/offers/{attack}" if field == "path" else attack
