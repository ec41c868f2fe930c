"""Files of attacks, read, judged and rendered: whatever a person wrote, the pages stay pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest

from generator.site.files import RenderedSite
from tests.support.attacks.attacks import ATTACKS, hostile_report, hostile_site
from tests.support.html_reader import Page, live_in

# Two processes would make the same files twice.
pytestmark = pytest.mark.xdist_group("attacks-in-files")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> RenderedSite:
    return hostile_site(tmp_path_factory.mktemp("public"), ATTACKS)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return hostile_report(tmp_path_factory.mktemp("private"), ATTACKS)


def test_every_attack_reaches_a_post_a_project_a_page_and_the_resume(site: RenderedSite) -> None:
    folders = {"blog": "post-", "projects": "text-", "": "text-"}
    for folder, name in folders.items():
        made = [file for file in site.files if file.startswith(f"{folder}/{name}".lstrip("/"))]
        assert len(made) == len(ATTACKS), folder
    text = " ".join(site.files["resume/index.html"].data.decode("utf-8").split())
    assert text.count("<li") > 3 * len(ATTACKS)
    assert text.count("{{ 7*7 }}{% for x in ().__class__") > 9


def test_nothing_is_alive_on_any_page_of_the_site(site: RenderedSite) -> None:
    for name, made in site.files.items():
        if name.endswith(".html"):
            page = Page(made.data.decode("utf-8"))
            assert (live_in(page), page.trouble) == ([], []), name
            assert len(page.ids) == len(set(page.ids)), name
            assert page.all("title") == [{}], name
            assert page.all("main") == [{"id": "main"}] or page.all("meta")[-1].get("http-equiv") == "refresh"


def test_what_programs_read_can_be_read(site: RenderedSite) -> None:
    seen = set()
    for name, made in site.files.items():
        kind = name.rpartition(".")[2]
        seen.add(kind)
        if kind in ("xml", "svg"):
            ElementTree.fromstring(made.data)  # noqa: S314  # made here, and must parse
        if kind in ("json", "webmanifest"):
            json.loads(made.data)
    assert {"html", "json", "xml", "svg"} <= seen


def test_nothing_is_alive_in_the_report_and_every_record_is_there(report: Mapping[str, bytes]) -> None:
    page = Page(report["index.html"].decode("utf-8"))
    assert [found for found in live_in(page) if found not in ("<style>", "<svg>")] == []
    assert page.trouble == []
    assert len(page.all("style")) == 1
    assert len(page.all("h1")) == 1
    told = json.loads(report["report.json"])
    records = [record for week in told["weeks"] for one in week["requirements"] for record in one["records"]]
    assert len(records) >= len(ATTACKS)
