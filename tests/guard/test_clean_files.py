"""The guard reads again only what it has not found clean, and never takes the guilty for clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.cache import close_caches
from generator.guard import clean_files, guard
from generator.guard.clean_files import GUARD
from generator.guard.guard import leaks
from generator.guard.patterns import Guarded, Secret
from generator.site.files import RenderedFile, RenderedSite
from tests.support.source_code import PACKAGE, graph, reached, under

NAME = Secret("name", ("Rosalind", "Achterberg"), "rosalindachterberg")
OTHER = Secret("email", ("quiet@example.org",))
SECRETS = Guarded((NAME,))


def site(**texts: str) -> RenderedSite:
    return RenderedSite({f"{name}.html": RenderedFile(text.encode()) for name, text in texts.items()})


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that the guard reads, in their order."""
    seen: list[str] = []
    real = guard._read

    def noting(path: str, data: bytes, scan: guard._Scan) -> None:
        seen.append(path)
        real(path, data, scan)

    monkeypatch.setattr(guard, "_read", noting)
    return seen


def test_what_was_clean_is_not_read_again(tmp_path: Path, read: list[str]) -> None:
    assert leaks(site(a="one", b="two"), SECRETS, {}, tmp_path) == ()
    assert leaks(site(a="one", b="two"), SECRETS, {}, tmp_path) == ()
    assert read == ["a.html", "b.html"]


def test_what_is_new_or_changed_is_read(tmp_path: Path, read: list[str]) -> None:
    leaks(site(a="one", b="two"), SECRETS, {}, tmp_path)
    del read[:]
    found = leaks(site(a="one", b="two Rosalind Achterberg", c="three"), SECRETS, {}, tmp_path)
    assert read == ["b.html", "c.html"]
    assert [one.location.path for one in found] == ["site/b.html"]


def test_the_guilty_are_read_and_told_every_time(tmp_path: Path, read: list[str]) -> None:
    guilty = site(a="one", b="two Rosalind Achterberg", c='<img alt="Rosalind Achterberg">')
    first = leaks(guilty, SECRETS, {}, tmp_path)
    del read[:]
    assert leaks(guilty, SECRETS, {}, tmp_path) == first
    assert len(first) == 1  # one secret, however many files tell it
    assert read == ["b.html", "c.html"]


def test_the_same_bytes_under_a_name_that_tells_are_read(tmp_path: Path) -> None:
    leaks(site(a="one"), SECRETS, {}, tmp_path)
    told = RenderedSite({"rosalind-achterberg.html": RenderedFile(b"one")})
    assert len(leaks(told, SECRETS, {}, tmp_path)) == 1


def test_one_secret_more_and_all_is_read_anew(tmp_path: Path, read: list[str]) -> None:
    pages = site(a="one", b="write to quiet@example.org")
    assert leaks(pages, SECRETS, {}, tmp_path) == ()
    del read[:]
    assert len(leaks(pages, Guarded((NAME, OTHER)), {}, tmp_path)) == 1
    assert read == ["a.html", "b.html"]


def test_who_may_be_named_is_asked_every_time(tmp_path: Path) -> None:
    page = RenderedSite({"a.html": RenderedFile(b"Rosalind Achterberg", ("content/blog/a.md",))})
    allowed = Guarded((NAME,), {"content/blog/a.md": frozenset({NAME.person})})
    assert leaks(page, allowed, {}, tmp_path) == ()
    assert len(leaks(page, SECRETS, {}, tmp_path)) == 1


def test_a_cache_that_was_cut_off_is_no_pardon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guilty = site(a="Rosalind Achterberg", b="two")
    leaks(guilty, SECRETS, {}, tmp_path)
    for damaged in (b"", b"x", b"\0" * 31, b"\0" * 320):
        monkeypatch.setattr(clean_files, "cache_get", lambda *_, data=damaged: data)
        assert len(leaks(guilty, SECRETS, {}, tmp_path)) == 1


def test_no_secret_stands_in_the_cache(tmp_path: Path) -> None:
    leaks(site(a="one"), Guarded((NAME, OTHER)), {}, tmp_path)
    close_caches()
    (kept,) = tmp_path.iterdir()
    assert b"osalind" not in kept.read_bytes()


def test_other_code_of_the_guard_means_another_key() -> None:
    edges = graph()
    names = {"core.diagnostics", "core.cache", "guard.findings", "guard.clean_files", "core.progress"}
    no_say = {f"{PACKAGE}.{name}" for name in (*names, "site.files")}
    deciding = reached(guard.__name__, {**edges, **dict.fromkeys(no_say, frozenset[str]())}) | {
        guard.__name__
    }
    assert {name for name in deciding - no_say if under(name, (PACKAGE,))} <= set(GUARD)
    assert set(GUARD) <= edges.keys()
