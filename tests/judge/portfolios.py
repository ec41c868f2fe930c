"""The portfolios that are judged: the sample, the examples, a full, an empty, a failing and a hostile one."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.cohort import name_of, write_portfolio
from benchmarks.make import AS_OF as FULL_AS_OF
from benchmarks.make import make_portfolio
from generator.commitment.loader import SHIPPED_FOLDER
from generator.commitment.trust import pin
from generator.core.resources import shipped_themes
from generator.model.trust import Trust
from generator.pipeline import run
from generator.pipeline.report import render_coach_report
from generator.site.theme import ThemeFolders
from tests.support import canaries
from tests.support.attacks.attacks import ATTACKS, hostile_report, hostile_site, written
from tests.support.repositories import request, write

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 22)
# The sample before its first week is over, with its first short week, at its worst, and near its end.
DAYS = (dt.date(2026, 6, 4), dt.date(2026, 8, 3), dt.date(2026, 9, 8), dt.date(2026, 10, 20), TODAY)
FEW = 45  # attacks: enough for every kind of field, and pages that a checker can still read
LONG = (
    "Wolfeschlegelsteinhausenbergerdorff" * 6,
    "李小龍 الاسم الكامل שלום " * 8,
    "<script>alert(1)</script>",
)
_EMPTY = "graduate: {name: Sam Example, github: sam}\nsearch: {programme: software-engineering}\n"


@dataclass(frozen=True, slots=True)
class Made:
    """A built site in `folder`, which a host that serves `host` has at `path`."""

    portfolio: str
    theme: str
    host: Path
    path: str = ""

    @property
    def folder(self) -> Path:
        """Where the site's files are."""
        return self.host / self.path


def themes() -> tuple[str, ...]:
    """All themes that come with the generator."""
    return ThemeFolders(shipped_themes()).names()


def made(folder: Path, *, quick: bool) -> tuple[list[Made], list[str]]:
    """Build all sites and, as `reports/NAME.html`, all reports below `folder`; the reports' names."""
    reports = folder / "reports"
    reports.mkdir()
    sites = [_published(folder, ROOT, "sample", theme) for theme in themes()]
    sites += [
        _published(folder, ROOT / "examples" / name, name, theme) for name, theme in _examples(quick=quick)
    ]
    names = [_sample_report(folder, reports, day) for day in (DAYS[-1:] if quick else DAYS)]
    sites += [_empty(folder, theme) for theme in themes()]
    sites += [_hostile(folder, theme) for theme in themes()]
    sites += _directories(folder, themes()[:1] if quick else themes())
    if not quick:
        sites.append(_full(folder, reports))
        names.append("full")
    (reports / "hostile.html").write_bytes(hostile_report(folder / "hostile-private", _some())["index.html"])
    _report(
        write(folder / "failing", canaries.FILES), dt.date.fromisoformat(canaries.AS_OF), reports, "failing"
    )
    _report(write(folder / "nothing", {"portfolio.yaml": _EMPTY}), TODAY, reports, "empty")
    names += [] if quick else report_states(folder / "states", reports)
    return sites, [*names, "hostile", "failing", "empty"]


@dataclass(frozen=True, slots=True)
class State:
    """The sample in another state: what is replaced in its settings, further files, and the day."""

    name: str
    day: dt.date = TODAY
    settings: tuple[tuple[str, str], ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


_DECISIONS = "content/private/coach-decisions.yaml"
_END = ("  country: US-IL\n", "  country: US-IL\n  ended: {on: 2026-11-20, reason: %s}\n")
_PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOZY7u98isA7LsOmz2SobRrvjbmSE4/KihXoEYUv99mz dana"
_KEY = ("coach:\n", f'coach:\n  signing_keys: ["{_PUBLIC}"]\n')
_PAUSE = (
    "pauses:\n  - {from: 2026-11-09, to: 2026-11-29, reason: Away., by: Dana Whitfield, on: 2026-11-02}\n"
)
_OURS = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8").replace("minimum: 8", "minimum: 4")
_OFFERS = "content/private/offers/2026.yaml"
_DECLINED = """\
- {employer: Northline, title: Developer, received: 2026-11-16, full_time: true, in_field: true,
   answer: declined, answered: 2026-11-20}
"""
_ACCEPTED = _DECLINED.replace("declined", "accepted")
_UNCLEAR = _DECLINED.replace(", full_time: true, in_field: true", "")
_TERMS = ("commitment: flatiron", "commitment: terms.yaml")
STATES = (
    State("hired", settings=((_END[0], _END[1] % "hired"),)),
    State("accepted", files={_OFFERS: _ACCEPTED}),
    State("unclear-offer", dt.date(2026, 12, 2), (_TERMS,), {"terms.yaml": _OURS, _OFFERS: _UNCLEAR}),
    State("withdrawn", settings=((_END[0], _END[1] % "withdrawn"),)),
    State("off-track", files={_DECISIONS: "graduate: Amara Okafor\n"}),
    State("paused", files={_DECISIONS: f"graduate: Amara Okafor\n{_PAUSE}"}),
    State("fulfilled", dt.date(2026, 12, 2), (_TERMS,), {"terms.yaml": _OURS, _OFFERS: _DECLINED}),
    State("unfulfilled", dt.date(2026, 12, 2)),
    State("unknown", files={"content/private/contacts/2026-W40.yaml": "- {date: 2026-09-28, kind: [\n"}),
    State("broken", files={_OFFERS: "\x00", "content/blog/b.md": "---\ntitle: x\n"}),
    State("wrong-settings", settings=(("programme: software-engineering", "programme: astrology"),)),
    State("unsigned", settings=(_KEY,)),
    State("other-terms", settings=(_TERMS,), files={"terms.yaml": _OURS}),
    State(
        "forty-weeks",
        dt.date(2027, 3, 6),
        (_TERMS,),
        {"terms.yaml": _OURS.replace("days: 180", "days: 280", 1)},
    ),
)


def report_states(folder: Path, reports: Path) -> list[str]:
    """A report of each state, and one compared with what the coach has pinned; their names."""
    for state in STATES:
        root = _in_state(folder, state)
        _report(root, state.day, reports, state.name)
    root = _in_state(folder, State("pinned"))
    pinned = run.judge(request(root, TODAY)).verdict
    assert pinned is not None
    trust = pin(pinned.portfolio, pinned.commitment, TODAY)
    changed = _in_state(folder, State("changed", settings=(_KEY, _TERMS), files={"terms.yaml": _OURS}))
    _report(changed, TODAY, reports, "differs-from-pinned", trust)
    return [*(state.name for state in STATES), "differs-from-pinned"]


def _in_state(folder: Path, state: State) -> Path:
    root = folder / state.name
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "portfolio.yaml").read_text("utf-8")
    for old, new in state.settings:
        assert old in settings
        settings = settings.replace(old, new, 1)
    return write(root, {"portfolio.yaml": settings, **state.files})


EXAMPLES = ("designer", "data-scientist")
"""The portfolios below `examples/`."""


def _examples(*, quick: bool) -> list[tuple[str, str]]:
    """The examples in every theme; in a hurry each in the one that it chose."""
    chosen = {name: theme for name in EXAMPLES if (theme := _theme(ROOT / "examples" / name))}
    own = [(name, chosen.get(name, themes()[0])) for name in EXAMPLES]
    return own if quick else [(name, theme) for name in EXAMPLES for theme in themes()]


def _theme(root: Path) -> str:
    match = re.search(r"(?m)^  theme: (.+)$", (root / "portfolio.yaml").read_text("utf-8"))
    return match[1] if match else ""


def _published(folder: Path, source: Path, name: str, theme: str) -> Made:
    """The sample or an example as its owner would build it, in another theme."""
    root = folder / f"{name}-{theme}"
    shutil.copytree(source / "content", root / "content")
    settings = re.sub(r"(?m)^  theme: .*\n", "", (source / "portfolio.yaml").read_text("utf-8"))
    (root / "portfolio.yaml").write_text(
        re.sub(r"(?m)^site:\n", f"site:\n  theme: {theme}\n", settings), "utf-8"
    )
    command = [sys.executable, "-m", "generator", "build", "--root", str(root), "--as-of", str(TODAY), "-q"]
    subprocess.run(command, cwd=ROOT, check=True)
    return Made(name, theme, root / "site")


def _sample_report(folder: Path, reports: Path, day: dt.date) -> str:
    return _report(folder / f"sample-{themes()[0]}", day, reports, f"sample-{day}")


def _report(root: Path, day: dt.date, reports: Path, name: str, trust: Trust | None = None) -> str:
    asked = replace(request(root, day), trust=trust)
    judged = run.judge(asked)
    (reports / f"{name}.html").write_bytes(
        render_coach_report(judged, judged.diagnostics, asked)["index.html"]
    )
    return name


def _empty(folder: Path, theme: str) -> Made:
    """Somebody who has a name and nothing else yet."""
    root = write(folder / f"empty-{theme}", {"portfolio.yaml": f"{_EMPTY}site: {{theme: {theme}}}\n"})
    return _rendered(root, TODAY, Made("empty", theme, root / "served"))


def _full(folder: Path, reports: Path) -> Made:
    """2,000 contacts and 60 posts, under a sub-path."""
    root = folder / "full"
    make_portfolio(root, 2000, 60)
    settings = (root / "portfolio.yaml").read_text("utf-8")
    (root / "portfolio.yaml").write_text(
        settings.replace("https://sam.example", "https://sam.example/portfolio/")
    )
    _report(root, FULL_AS_OF, reports, "full")
    return _rendered(root, FULL_AS_OF, Made("full", themes()[0], root / "served", "portfolio/"))


def _hostile(folder: Path, theme: str) -> Made:
    root = folder / f"hostile-{theme}"
    one = Made("hostile", theme, root / "served", "portfolio/")
    written(hostile_site(root / "repository", _some(), theme=theme, together=5), one.folder)
    return one


DIRECTORY = "directory"
_PEOPLE = (
    ("Zoë Ångström", "en", "Systems programmer", ("C", "C++", "C#", "python", "日本語")),
    ("Sam Lee", "en", "Data engineer", ("Python", "SQL")),
    ("Sam Lee", "en", "Frontend developer", ("React", "TypeScript")),
    ("María José Núñez", "es", "Desarrolladora", ("Ruby", "PostgreSQL")),
    (LONG[0], "en", LONG[0], (LONG[0],)),
    (LONG[1], "ar", LONG[1], (LONG[1],)),
    (LONG[2], "en", LONG[2], (LONG[2],)),
    ("Kai Many", "en", "Generalist", tuple(f"Skill number {n}" for n in range(120))),
    ("Nobody Yet", "en", "", ()),
)


def _directories(folder: Path, chosen: Sequence[str]) -> list[Made]:
    """The sample, the examples and some made-up people, listed in a directory in each of the themes."""
    roots = [next(folder.glob(f"{name}-*")) for name in ("sample", *EXAMPLES)]
    for number, (name, language, label, skills) in enumerate(_PEOPLE):
        root = folder / "people" / f"person-{number}"
        write_portfolio(root, number)
        portfolio = (root / "portfolio.yaml").read_text("utf-8").replace("site: {", "site: {listed: true, ")
        portfolio = portfolio.replace(name_of(number), json.dumps(name, ensure_ascii=False), 1)
        portfolio = portfolio.replace("site: {", f"site: {{language: {language}, ")
        resume = {"basics": {"name": name, "label": label}, "skills": [{"name": one} for one in skills]}
        write(
            root, {"portfolio.yaml": portfolio, "content/resume.yaml": json.dumps(resume, ensure_ascii=False)}
        )
        roots.append(root)
    return [_directory(folder, roots, theme) for theme in chosen]


def _directory(folder: Path, roots: Iterable[Path], theme: str) -> Made:
    one = Made(DIRECTORY, theme, folder / f"directory-{theme}", "portfolio/")
    says = {
        "url": "https://school.example/portfolio",
        "title": "Prairie Code School graduates",
        "theme": theme,
    }
    says |= {
        "description": "People who look for work, with what they have made.",
        "contact": "mailto:a@b.example",
    }
    cohort = {"directory": says, "graduates": [{"path": str(root)} for root in roots]}
    file = folder / f"cohort-{theme}.yaml"
    file.write_text(json.dumps(cohort, ensure_ascii=False), "utf-8")
    command = [sys.executable, "-m", "generator", "cohort", "directory", str(file), "--as-of", str(TODAY)]
    subprocess.run([*command, "--out", str(one.folder)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return one


def _some() -> tuple[str, ...]:
    """Long names and other scripts first: they are what stands once."""
    return (*LONG, *ATTACKS[3 :: len(ATTACKS) // FEW])


def _rendered(root: Path, day: dt.date, one: Made) -> Made:
    """The site whatever its verdict, as the preview would show it."""
    asked = request(root, day)
    site = run.render(run.judge(asked), asked).site
    assert site is not None
    written(site, one.folder)
    return one
