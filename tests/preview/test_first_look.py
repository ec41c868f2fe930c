"""An open page whose text was saved is made alone, and is what the whole build makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.preview.preview import Preview
from generator.preview.server import Timings
from tests.pipeline.test_unchanged import FILES, ONE, TWO, post
from tests.support.repositories import SETTINGS, repository, request

PAGE = "content/pages/about.md"
PROJECT = "content/projects/boat.md"
BOAT = "---\ntitle: Boat\nsummary: {summary}\nstack: [Python]\n---\n\nIt {does}.\n"


@pytest.fixture(name="preview", scope="module")
def _preview(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    folder = tmp_path_factory.mktemp("sam")
    mine = {PROJECT: BOAT.format(summary="A boat", does="floats"), "portfolio.yaml": SETTINGS}
    preview = Preview(request(repository(folder / "sam", {**FILES, **mine})))
    preview.refresh()
    return preview


SHOWN = {
    "words": (ONE, post(more="Other *words*, and `code`."), "blog/one/index.html"),
    "a link": (ONE, post(more="See [two](2026-06-02-two.md)."), "blog/one/index.html"),
    "a title, a summary and tags": (
        ONE,
        post(title="Uno\nsummary: One thing").replace("[maps]", "[maps, ships]"),
        "blog/one/index.html",
    ),
    "a post with a picture": (
        TWO,
        post(title="Two", date="2026-06-02", more="![](../images/boat.png) New."),
        "",
    ),
    "a project": (PROJECT, BOAT.format(summary="A ship", does="sails"), "projects/boat/index.html"),
    "a page": (PAGE, "---\ntitle: About me\n---\n\nYou.\n", "about/index.html"),
}


def test_what_is_shown_first_is_what_the_whole_build_shows(preview: Preview) -> None:
    for what, (path, text, name) in SHOWN.items():
        file = preview.request.root / path
        file.write_text(text, "utf-8")
        name = name or "blog/two/index.html"
        old = preview.files[name].data
        assert preview.first_look(file) == name, what
        first = preview.files[name].data
        preview.refresh()
        whole = preview.files[name].data
        if "title" in what:  # a picture that others show beside a link, and its description, come later
            first, whole = first.partition(b"<body")[2], whole.partition(b"<body")[2]
        assert whole == first != old, what


def test_what_concerns_other_pages_waits_for_the_whole_build(preview: Preview) -> None:
    root, files = preview.request.root, preview.files
    texts = {
        "a day": (ONE, post(date="2026-06-02")),
        "a draft": (ONE, post(title="One\ndraft: true")),
        "a name": (ONE, post(title="One\nredirect_from: [uno]")),
        "another picture": (ONE, post(more="![Boat](../images/boat.png)")),
        "broken": (ONE, "---\ntitle: [\n---\n"),
        "nothing": (ONE, ""),
        "a new post": ("content/blog/2026-06-03-three.md", post(title="Three", date="2026-06-03")),
        "records": ("content/private/contacts/a.yaml", "- x"),
        "settings": ("portfolio.yaml", SETTINGS),
    }
    for what, (path, text) in texts.items():
        before = (root / path).read_bytes() if (root / path).exists() else None
        (root / path).write_text(text, "utf-8")
        assert preview.first_look(root / path) is None, what
        if before is None:
            (root / path).unlink()
        else:
            (root / path).write_bytes(before)
    assert preview.first_look(root / "content/blog/gone.md") is None
    assert preview.first_look(Path("/elsewhere/a.md")) is None
    assert preview.files is files
    assert Preview(preview.request).first_look(root / ONE) is None


def test_a_page_saved_during_a_build_is_not_taken_back_by_it(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = preview.request.root / ONE
    before = file.read_text("utf-8")
    from generator.pipeline import run

    render = run.render

    def meanwhile(*given: object, **more: object) -> object:
        made = render(*given, **more)  # type: ignore[arg-type] # what it is given
        file.write_text(post(more="Newer."), "utf-8")
        assert preview.first_look(file) == "blog/one/index.html"
        return made

    with monkeypatch.context() as patch:
        patch.setattr(run, "render", meanwhile)
        preview.refresh()
    assert b"Newer." in preview.files["blog/one/index.html"].data
    file.write_text(before, "utf-8")
    preview.refresh()
    assert b"Newer." not in preview.files["blog/one/index.html"].data


def test_a_tag_less_and_a_broken_link_are_no_broken_text(preview: Preview) -> None:
    file = preview.request.root / ONE
    file.write_text(post().replace("[maps]", "[maps, boats]"), "utf-8")
    preview.refresh()
    assert "blog/tags/boats/index.html" in preview.files
    file.write_text(post(more="Newer, with [none](none.md)."), "utf-8")
    preview.refresh()
    assert b"Newer" in preview.files["blog/one/index.html"].data


def test_timings_are_told_in_a_line() -> None:
    assert Timings(0.012, 0.02, 0.003, 0.7).words == (
        "Timings: 35 ms from saving to the page (12 ms to notice, 20 ms to make the page, 3 ms to send it);"
        " everything else 700 ms, after it"
    )
    assert Timings(0.08, rest=0.7).words == "Timings: 80 ms to notice, 700 ms to make everything"
