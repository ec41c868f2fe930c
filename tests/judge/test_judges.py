"""What the judges are told apart by, what is chosen for them, and what of theirs is not heeded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.judge import lychee
from tests.judge.exceptions import ALLOWED, heeded
from tests.judge.stage import Missing, kinds
from tests.judge.table import JUDGES
from tests.judge.tools import HERE, program

NAMES = [judge.name for judge in JUDGES]


def test_every_judge_has_a_name_of_its_own_and_a_row_in_the_manual() -> None:
    assert len(set(NAMES)) == len(NAMES)
    manual = (HERE.parents[1] / "docs" / "testing.md").read_text("utf-8")
    assert [name for name in NAMES if f"| `{name}`" not in manual] == []


def test_an_exception_names_its_judge_and_a_reason_and_lets_nothing_else_pass() -> None:
    for one in ALLOWED:
        assert one.judge in NAMES
        assert one.reason.endswith(".")
    data = (
        '/a.html:1: <script type="application/ld+json">{',
        "warning: Inline script violates Content Security Policy",
    )
    script = "/a.html:2: <script>alert(1)", "warning: Inline script violates Content Security Policy"
    left, used = heeded("nu", [data, script])
    assert left == [script]
    assert len(used) == 1
    assert heeded("axe", [data])[0] == [data]


def test_the_lock_file_is_of_these_packages_and_names_no_registry() -> None:
    asked = json.loads((HERE / "package.json").read_text("utf-8"))["devDependencies"]
    locked = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    assert locked[""]["devDependencies"] == asked
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
    for name, package in locked.items():
        assert "resolved" not in package, name
        for wanted in package.get("dependencies", {}):
            assert any(way.endswith(f"node_modules/{wanted}") for way in locked), (name, wanted)


def test_one_page_of_each_kind_is_chosen(tmp_path: Path) -> None:
    posts = {"blog/long": 300, "blog/short": 10, "blog/middle": 100, "blog/other": 50}
    rest = (
        "",
        "resume",
        "blog",
        "blog/tags",
        "blog/archive",
        "blog/tags/a",
        "blog/tags/b",
        "projects",
        "projects/a",
    )
    for page, size in {**posts, **dict.fromkeys(rest, 5), "text-0": 5, "text-1": 5, "projects/b": 5}.items():
        (tmp_path / page).mkdir(parents=True, exist_ok=True)
        (tmp_path / page / "index.html").write_text("x" * size)
    chosen = kinds(tmp_path)
    assert chosen[:2] == ("blog/", "")
    assert set(chosen) == {
        "",
        "resume/",
        "blog/",
        "blog/tags/",
        "blog/archive/",
        "blog/tags/a/",
        "projects/",
    } | {"projects/a/", "text-0/", "blog/long/", "blog/short/", "blog/middle/"}


@pytest.mark.parametrize("link", ["gone/", "#gone", "/outside/"])
def test_lychee_would_find_a_link_that_leads_nowhere(link: str, tmp_path: Path) -> None:
    try:
        found = program("lychee", "")
    except Missing:
        pytest.skip("lychee is not installed: only `make judge` needs it")
    site = tmp_path / "portfolio"
    site.mkdir()
    (site / "index.html").write_text('<h1 id="x">x</h1><a href="#x">x</a><a href="/portfolio/">x</a>')
    assert [*lychee.broken(found, tmp_path, site)] == []
    (site / "index.html").write_text(f'<h1>x</h1><a href="{link}">x</a>')
    assert [*lychee.broken(found, tmp_path, site)] != []
