"""Markdown that was converted is not converted again, and what is kept is cleaned like the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.cache import pack
from generator.core.text import Dialect
from generator.core.worker import Crew, Worker
from generator.markdown import convert as timeout
from generator.markdown.convert import convert
from generator.site.site import render_site
from tests.support import site_views


def test_what_was_converted_is_not_converted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = convert("and *then*", tmp_path)
    monkeypatch.setattr(timeout, "_convert", None)
    assert convert("and *then*", tmp_path) == first


def test_what_could_not_be_converted_is_tried_again(tmp_path: Path) -> None:
    long = "x" * (timeout.LONGEST + 1)
    assert convert(long, tmp_path).problem == convert(long, tmp_path).problem == "markdown-too-long"


@pytest.mark.parametrize("text", [site_views.BODY, "\ud800 half a pair", "", "```python\nx = 1\n```\n"])
def test_kept_and_made_are_the_same(text: str, tmp_path: Path) -> None:
    made = convert(text)
    convert(text, tmp_path)
    kept = convert(text, tmp_path)
    assert kept.html == (made.html or "").encode("utf-8", "replace").decode()


def test_a_cache_that_somebody_meddled_with_cannot_run_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = pack([], [b"<script>alert(1)</script><p onclick='x()'>fine</p>"])
    monkeypatch.setattr("generator.core.cache.cache_get", lambda *_: bad)
    site, _ = render_site(site_views.one_post("fine"), site_views.THEMES, {}, cache=tmp_path)
    made = site_views.text_of(site, "blog/first/index.html")
    assert "fine" in made
    assert "alert(1)" not in made
    assert "onclick" not in made


@pytest.mark.parametrize("helpers", ["none", "one", "failing", "late"])
def test_many_texts_are_the_same_whoever_converts_them(
    helpers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[tuple[str, Dialect]] = [
        (f"# {number}\n\n*One* ![](a.png)\n\n```python\nx = {number}\n```\n", "github")
        for number in range(40)
    ]
    anew = [convert(source, None, dialect) for source, dialect in texts]
    made = None if helpers == "none" else Crew(1)
    if helpers == "failing":
        monkeypatch.setattr(Worker, "ask", lambda *_: None)
    monkeypatch.setattr(timeout, "crew", lambda: made)
    for cache in (None, tmp_path / "cache", tmp_path / "cache"):
        timeout.convert_ahead(() if cache and cache.exists() else texts)  # what is kept is not asked for
        if helpers == "late" and made:
            made.stop()
            monkeypatch.setattr(timeout, "crew", lambda: None)
        assert [convert(source, cache, dialect) for source, dialect in texts] == anew
        assert not timeout._ahead
    if made:
        made.stop()
