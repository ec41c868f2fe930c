"""Attacks in every text of a repository: their site, their report, and what happens in a browser."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import yaml
from msgspec import Struct

from generator.core.diagnostics import Location
from generator.core.messages import Message
from generator.core.resources import shipped_themes
from generator.model.activity import Activity
from generator.model.calendar import Week
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.decision import Decision, Pause
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.page import Page
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import Resume
from generator.pipeline import run
from generator.pipeline.report import render_coach_report
from generator.public.disclose import disclose
from generator.public.view import SiteView
from generator.reading.fields import Choice, Either, EvidenceField, Group, ListOf, MapOf, Shape, Text, keys_of
from generator.reading.scalars import READERS
from generator.report.context import Report
from generator.site.files import RenderedSite
from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from tests.support import report_views, site_views
from tests.support.diagnostics import words
from tests.support.effort import some
from tests.support.folders import shared_cache
from tests.support.reports import changed
from tests.support.repositories import request, write

_FILE = Path(__file__).with_name("attacks.yaml")

_EVERY: Mapping[str, Sequence[str]] = yaml.safe_load(_FILE.read_text("utf-8"))
EVERY_ATTACK: tuple[str, ...] = tuple(attack for group in _EVERY.values() for attack in group)
"""All of them, as the judge and `make harden` try them. The tests of each day take some of each group."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    name: tuple(some(group, max(4, len(group) // 3))) for name, group in _EVERY.items()
}
ATTACKS: tuple[str, ...] = tuple(attack for group in GROUPS.values() for attack in group)
EVIL = "evil.example"
"""No attack that works asks another host than this one."""


START = dt.date(2026, 6, 1)
AS_OF = dt.date(2026, 9, 27)
_RECORDS: dict[str, type[Struct]] = {
    "contacts/a.yaml": Contact,
    "activities/a.yaml": Activity,
    "offers/a.yaml": Offer,
    "coaching/a.yaml": Coaching,
    "goals.yaml": Goal,
}
_TEXTS: dict[str, type[Struct]] = {"projects": Project, "pages": Page}
# Without these a record is read and shown; with them it would be left out, or only this one thing told.
_LEFT_OUT = frozenset(
    {
        "slug",
        "slug_from_file",
        "draft",
        "image",
        "published_url",
        "bounced",
        "ended",
        "meta",
        "default_variant",
    }
)
_BY_READER = {"bool": "true", "int": "3", "float": "3", "WeekName": "2026-W24", "PartialDate": "2019"}


def write_public(root: Path, attacks: Sequence[str], *, theme: str = "almanac", together: int = 1) -> Path:
    """Write settings, posts, projects, pages and a résumé, `together` attacks to a text; `root`."""
    batches = [tuple(attacks[at : at + together]) for at in range(0, len(attacks), together)]
    files = {"portfolio.yaml": _settings(" ".join(attacks[:3]), theme)}
    for number, batch in enumerate(batches):
        day = START + dt.timedelta(days=number * 100 // len(batches))
        files[f"content/blog/{day}-post-{number}.md"] = _document(Post, batch, day)
        for folder, kind in _TEXTS.items():
            files[f"content/{folder}/text-{number}.md"] = _document(kind, batch, day, number=number)
    files["content/resume.yaml"] = _resume(attacks)
    return write(root, files)


def write_private(root: Path, attacks: Sequence[str]) -> Path:
    """Write settings and private records, one of each kind for each attack; `root`.

    In a repository of its own: what stands in public and in private is found as a leak, slowly.
    """
    files = {"portfolio.yaml": _settings(" ".join(attacks[:3]), "almanac")}
    files |= {f"content/private/{path}": _list(kind, attacks) for path, kind in _RECORDS.items()}
    files["content/private/coach-decisions.yaml"] = "graduate: x\n" + "".join(
        f"{name}:\n{_list(kind, attacks)}" for name, kind in (("decisions", Decision), ("pauses", Pause))
    )
    return write(root, files)


def quoted(text: str) -> str:
    """A text for YAML, whatever is in it."""
    plain = (sign if " " <= sign <= "~" and sign not in '"\\' else f"\\U{ord(sign):08X}" for sign in text)
    return f'"{"".join(plain)}"'


def _settings(attack: str, theme: str) -> str:
    said = quoted(attack)
    return f"""\
graduate: {{name: {said}, email: {said}, github: sam-example, repository: sam-example/jobs}}
search:
  {{programme: software-engineering, start: {START}, time_zone: UTC, country: US, availability: {said}}}
coach: {{name: {said}, email: {said}}}
site:
  url: https://sam.example/portfolio/
  title: {said}
  description: {said}
  theme: {theme}
  nav: [projects, blog, progress, resume, text-0, {said}]
  contact: "mailto:a@b.example?subject='onclick='alert(1)'"
  progress: full
  resume: {{show: [phone, street]}}
limits: {{yaml_kb: 8192}}
"""


def _document(kind: type[Struct], batch: Sequence[str], day: dt.date, number: int = 9) -> str:
    """A Markdown file. In its body each attack stands on its own, and inside a line."""
    lines = _lines(kind, " ".join(batch), day)
    if kind is Page:
        lines = [line for line in lines if not line.startswith("nav:")] + [f"nav: {str(number < 3).lower()}"]
    body = "\n\n".join(f"## Next\n\n{attack}\n\nA line with {attack} inside." for attack in batch)
    clean = "".join(sign for sign in body if sign in "\n\t" or sign.isprintable() or sign > "\x9f")
    return "---\n" + "\n".join(lines) + f"\n---\n{clean}\n"


def _resume(attacks: Sequence[str]) -> str:
    """Lists of as many entries as there are attacks, and the first few in what stands there once."""
    lines = []
    for key in keys_of(Resume).values():
        if key.name in _LEFT_OUT:
            continue
        if isinstance(key.shape, ListOf):
            each = [_value(key.shape.of, attack, START) for attack in attacks]
            lines.append(f"{key.name}: [{', '.join(each)}]")
        else:
            value = _value(key.shape, " ".join(attacks[:3]), START)
            if key.name == "variants" and isinstance(key.shape, MapOf):
                # Under a good name, so that it has a page: see tests/reading/test_resume.py for the others.
                value = f"{{tailored: {_value(key.shape.of, ' '.join(attacks[:3]), START)}}}"
            lines.append(f"{key.name}: {value}")
    return "\n".join(lines) + "\n"


def _list(kind: type[Struct], attacks: Sequence[str]) -> str:
    days = ((attack, START + dt.timedelta(days=n * 100 // len(attacks))) for n, attack in enumerate(attacks))
    records = ("\n    ".join(_lines(kind, attack, day)) for attack, day in days)
    return "".join(f"  - {record}\n" for record in records)


# An offer that is accepted on the first day would end the search, and no record would be in a week.
_CHOSEN = {"answer": "declined"}


def _lines(kind: type[Struct], attack: str, day: dt.date) -> list[str]:
    return [
        f"{key.name}: {_CHOSEN.get(key.name) or _value(key.shape, attack, day)}"
        for key in keys_of(kind).values()
        if key.name not in _LEFT_OUT
    ]


def _value(shape: Shape, attack: str, day: dt.date) -> str:
    if isinstance(shape, Choice):
        return str(shape.words[0])
    if isinstance(shape, ListOf | Either):
        return f"[{_value(shape.of if isinstance(shape, ListOf) else shape.many.of, attack, day)}]"
    if isinstance(shape, Group):
        return "{" + ", ".join(_lines(shape.type, attack, day)) + "}"
    if isinstance(shape, MapOf):
        return f"{{{quoted(attack)}: {_value(shape.of, attack, day)}}}"
    return quoted(link(attack)) if isinstance(shape, EvidenceField) else _text(shape, attack, day)


def _text(shape: Text, attack: str, day: dt.date) -> str:
    kind = next(kind for kind, reader in READERS.items() if reader is shape.read)
    name = getattr(kind, "__name__", "")
    if name in ("date", "DateOrDateTime"):
        return day.isoformat()
    if name in ("Url", "PublicAddress"):
        return quoted(link(attack))
    return _BY_READER.get(name) or quoted(attack)


def link(attack: str) -> str:
    """An address that is taken for one, with as much of the attack in it as an address can hold."""
    return "https://good.example/" + quote(attack, safe="/:?#[]@!$&'()*+,;=%~-._", errors="replace")


def hostile_site(
    root: Path, attacks: Sequence[str], *, theme: str = "almanac", together: int = 1
) -> RenderedSite:
    """The site of a repository of attacks, written below `root`."""
    judged = run.judge(request(write_public(root, attacks, theme=theme, together=together), AS_OF))
    verdict = judged.verdict
    assert verdict is not None, judged.diagnostics
    view = disclose(verdict.evaluation, verdict.commitment, verdict.programme, "Weekproof")
    return render_site(view, ThemeFolders(shipped_themes()), {}, cache=shared_cache())[0]


def hostile_report(root: Path, attacks: Sequence[str]) -> Mapping[str, bytes]:
    """The report of a repository of attacks, written below `root`."""
    asked = request(write_private(root, attacks), AS_OF)
    judged = run.judge(asked)
    return render_coach_report(judged, judged.diagnostics, asked)


def written(site: RenderedSite, folder: Path) -> list[str]:
    """Write the site's files below `folder`; the paths of its pages, redirections left out."""
    for name, made in site.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)
    lead_on = b'<meta http-equiv="refresh"'
    return [name for name, made in site.files.items() if name.endswith(".html") and lead_on not in made.data]


OURS = tuple(f"assets/{name}" for name in ("theme.js", "copy.js", "search.js"))
_ALIVE = Path(__file__).with_name("alive.js").read_text("utf-8")
# Whatever an attack calls says so; nothing of it waits for an answer.
_TRAPS = """
for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"])
  window[name] = () => { console.error(`RAN ${name} in ${location.href}`); };
"""
WINDOW = "window-of-frames.html"
PER_WINDOW = 40


def trouble(browser: Any, folder: Path, address: str, pages: Sequence[str], *, policy: bool) -> list[str]:
    """What came alive in `pages`, paths below `address`, which serves `folder`; `policy` keeps theirs.

    Anything said in the console counts, so that an attack is found too that only a page's policy held back.
    """
    context = browser.new_context(bypass_csp=not policy)
    context.add_init_script(_TRAPS)
    window = context.new_page()
    found: list[str] = []
    window.on("console", lambda said: found.append(f"console: {said.text[:300]}"))
    window.on("pageerror", lambda error: found.append(f"error: {error}"))
    window.on("popup", lambda popup: found.append(f"popup: {popup.url}"))
    window.on("request", lambda asked: _outside(asked.url, address, found))
    window.on("response", lambda got: found.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    for at in range(0, len(pages), PER_WINDOW):
        some = pages[at : at + PER_WINDOW]
        frames = "".join(f'<iframe src="{escape(page)}"></iframe>' for page in some)
        head = '<!doctype html><link rel="icon" href="data:,"><title>x</title>'
        (folder / WINDOW).write_text(head + frames, "utf-8")
        window.goto(f"{address}{WINDOW}?{at}", wait_until="load")
        found += _alive(window, address, some)
    context.close()
    return found


def _outside(url: str, address: str, found: list[str]) -> None:
    if not url.startswith((address, "data:,")):
        found.append(f"asked {url}")


def _alive(window: Any, address: str, pages: Sequence[str]) -> list[str]:
    """What is alive in the frames, and those that did not stay where they were."""
    frames = window.main_frame.child_frames
    found = []
    if sorted(frame.url for frame in frames) != sorted(address + page for page in pages):
        found.append(
            f"frames went elsewhere: {sorted({f.url for f in frames} - {address + p for p in pages})}"
        )
    for frame in frames:
        found += [f"{frame.url}: {what}" for what in frame.evaluate(_ALIVE, list(OURS))]
    return found


# What the reader has checked before a view is made, and what only words of a list can stand in.
KEPT_OF_SITE = frozenset(
    {
        "address",
        "path",
        "kind",
        "theme",
        "mode",
        "language",
        "paper",
        "file",
        "week",
        "redirect_from",
        "sections",
        "variant",
    }
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
