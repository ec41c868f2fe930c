"""The directory's pages and feeds from entries alone, and entries from what a site shows."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

from generator.core.resources import shipped_themes
from generator.directory.entry import Entry, Work, entry_of
from generator.directory.site import Newcomer, render_directory
from generator.public.view import Cover, SiteView, SkillView
from generator.site.files import RenderedFile, RenderedSite
from generator.site.theme import ThemeFolders
from tests.support.html_reader import live
from tests.support.site_views import full_site, full_view

THEMES = ThemeFolders(shipped_themes())
DAY = dt.date(2026, 6, 1)
EVIL = "</h2><script>alert(1)</script>&amp;"
OURS = '<script src="assets/directory.js" defer></script>'
SCHOOL = replace(
    full_view(),
    name="People",
    title="People",
    url="https://school.example/people",
    tokens=(),
    posts=(),
    projects=(),
    pages=(),
    resume=None,
    progress=None,
)


def one(name: str, *skills: str, url: str = "", works: tuple[Work, ...] = (), language: str = "en") -> Entry:
    return Entry(name, url or f"https://{len(name)}.example", language, "", "", "", skills, (), works)


def new(entry: Entry, **works_since: dt.date) -> Newcomer:
    return Newcomer(entry, DAY, {f"https://w.example/{name}/": day for name, day in works_since.items()}, {})


def directory(*people: Newcomer, view: SiteView = SCHOOL) -> dict[str, str]:
    site, findings = render_directory(view, people, THEMES, None)
    assert findings == ()
    return {path: file.data.decode("utf-8", "replace") for path, file in site.files.items()}


def work(name: str, title: str = "") -> Work:
    return Work(title or name, "", f"https://w.example/{name}/", Cover())


def test_nobody_is_a_page_too() -> None:
    files = directory()
    assert "Nobody is listed at the moment." in files["index.html"]
    assert not [name for name in files if name.startswith("skills") or name in ("atom.xml", "feed.json")]


def test_each_skill_has_one_page_however_it_is_spelled() -> None:
    files = directory(
        new(one("Ann", "C", "c++", "Résumé design", "日本語")),
        new(one("Zed", "C++", "C♯", "resume design", "C plus plus")),
        new(one("Bea", "C++", *(f"Skill {n}" for n in range(40)))),
    )
    listed = re.findall(
        r'<li><a href="([^"]+)">([^<]+)</a>&nbsp;<span class="meta">(\d+)', files["skills/index.html"]
    )
    names = {name: (address, int(people)) for address, name, people in listed}
    assert names["C++"][1] == 3
    assert names["C"] == ("../skills/c/", 1)
    assert names["C♯"][1] == 1
    assert names["Résumé design"][1] + names.get("resume design", ("", 0))[1] == 2
    assert len({address for address, _ in names.values()}) == len(names) == len(listed)
    assert "3 people" in files[f"{names['C++'][0].removeprefix('../')}index.html"]
    assert re.search(r'id="bea".*?<summary lang="en">27 more</summary>', files["index.html"], re.DOTALL)


def test_two_of_one_name_are_two() -> None:
    files = directory(
        new(one("Sam Lee", url="https://one.example")), new(one("Sam Lee", url="https://two.example"))
    )
    first, second = re.findall(r'class="person" id="([^"]+)"', files["index.html"])
    assert first != second


def test_what_people_wrote_stays_text() -> None:
    evil = replace(
        one(EVIL, EVIL, works=(work("a", EVIL),), language="de"),
        line=EVIL,
        availability=EVIL,
        place=EVIL,
    )
    files = directory(new(evil))
    for name, text in files.items():
        if name.endswith(".html"):
            assert "<script>alert" not in text, name
            assert live(text.replace(OURS, "")) == [], name
    assert 'lang="de"' in files["index.html"]


def test_the_feeds_tell_of_new_people_and_of_work_that_came_later() -> None:
    later = DAY + dt.timedelta(days=30)
    ann = one("Ann", "SQL", works=(work("old"), work("new")))
    files = directory(new(ann, old=DAY, new=later), new(one("Zoe")))
    items = json.loads(files["feed.json"])["items"]
    assert [item["title"] for item in items] == ["Ann: new", "New: Ann", "New: Zoe"]
    assert [item["date_published"][:10] for item in items] == [later.isoformat(), *[DAY.isoformat()] * 2]
    assert items[0]["external_url"] == "https://w.example/new/"
    for item in items:
        _, _, anchor = item["url"].partition("#")
        assert f'id="{anchor}"' in files["index.html"]
    assert len({item["id"] for item in items}) == 3
    people = json.loads(re.search(r"ld\+json\">(.*?)</script>", files["index.html"])[1])  # type: ignore[index]
    assert people["numberOfItems"] == 2
    assert "feed.json" not in directory(new(ann), view=replace(SCHOOL, url=None))


def test_an_entry_has_what_the_person_s_own_site_shows() -> None:
    view, site = full_view(), full_site()
    entry = entry_of(view, site)
    assert entry is not None
    assert (entry.name, entry.url, entry.availability) == (view.name, view.url, view.availability)
    assert [found.title for found in entry.works] == ["Latebus", "Other", "Post second"]
    assert [link.name for link in entry.links][-1] == "Get in touch"
    # A theme of one's own that leaves something out, a site without an address, no site at all.
    assert view.resume is not None
    secretive = replace(view.resume, place="Atlantis", skills=(SkillView("Alchemy", "", ()),))
    hidden = entry_of(replace(view, resume=secretive, availability="By night"), site)
    assert hidden is not None
    assert (hidden.place, hidden.skills, hidden.availability) == ("", (), "")
    assert entry_of(replace(view, url=None), site) is None
    blank = RenderedSite({"index.html": RenderedFile(b"<h1>Nobody</h1>")})
    assert entry_of(view, blank) is None


def test_without_a_resume_the_skills_are_what_projects_are_made_with() -> None:
    view = replace(full_view(), resume=None)
    entry = entry_of(view, full_site())
    assert entry is not None
    assert entry.skills == ("Python", "PostgreSQL")
