"""The benchmarks' parts that decide whether their figures can be believed."""

from __future__ import annotations

import hashlib
import json
import re
import statistics
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks import run
from benchmarks.posts import TAGS, Post, posts
from benchmarks.programs import PEERS, LeftOutError, Program, check, weekproof

# Changes only where the posts are meant to be others: figures of before are no longer comparable then.
DIGEST = "383a581a2bf8b343"


def test_the_posts_are_the_same_everywhere_and_as_the_manual_says() -> None:
    written = list(posts(200))
    text = "".join(post.title + post.body + str(post.date) + str(post.tags) for post in written)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == DIGEST
    assert 4_200 < statistics.mean(len(post.body) for post in written) < 4_400
    assert {tag for post in written for tag in post.tags} == set(TAGS)
    assert len({post.title for post in written}) == len(written)
    assert all(1 <= post.body.count("```") // 2 <= 2 for post in written)


def built(folder: Path, written: list[Post], program: Program) -> None:
    """A site as `check` wants it."""
    for post in written:
        page = folder / program.page(post)
        page.parent.mkdir(parents=True, exist_ok=True)
        blocks = program.mark * (post.body.count("```") // 2)
        page.write_text(f"{post.title} {post.tags} {blocks} {post.body}", "utf-8")
    for tag in TAGS:
        page = folder / program.tag(tag)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(" ".join(post.title for post in written), "utf-8")


@pytest.mark.parametrize("fault", ["nothing", "a page", "its end", "colours", "a tag", "a list"])
def test_a_program_that_does_less_is_left_out(fault: str, tmp_path: Path) -> None:
    written, program = list(posts(3)), weekproof(everything=True)
    built(tmp_path, written, program)
    page = tmp_path / program.page(written[1])
    text = page.read_text("utf-8")
    match fault:
        case "a page":
            page.unlink()
        case "its end":
            page.write_text(text[:-400], "utf-8")
        case "colours":
            page.write_text(text.replace(program.mark, ""), "utf-8")
        case "a tag":
            page.write_text(text.replace(str(written[1].tags), ""), "utf-8")
        case "a list":
            (tmp_path / program.tag(written[1].tags[0])).write_text("", "utf-8")
    if fault == "nothing":
        check(program, tmp_path, written)
    else:
        with pytest.raises(LeftOutError):
            check(program, tmp_path, written)


def test_what_the_peers_are_installed_from_is_locked_with_digests() -> None:
    pinned = {path.parent.name: path for path in PEERS.glob("*/requirements.in")}
    assert pinned.keys() == {"hugo", "pelican", "zensical"}
    for path in pinned.values():
        lock = path.with_suffix(".txt").read_text("utf-8")
        asked = re.sub(r"\[.*\]", "", path.read_text("utf-8").strip())
        assert f"{asked} \\\n    --hash=sha256:" in lock
        assert all("==" in line for line in lock.splitlines() if re.match("[a-z]", line))
    for name, package in json.loads((PEERS / "eleventy/package-lock.json").read_text("utf-8"))[
        "packages"
    ].items():
        assert "resolved" not in package
        assert not name or package.get("link") or package["integrity"].startswith("sha512-")


def test_a_program_that_cannot_be_had_or_fails_is_told_and_the_others_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = list(posts(3))
    ours = weekproof(everything=True)
    made = replace(ours, command=("true",), made=(), write=lambda folder, _: built(folder, written, ours))

    def missing() -> Program:
        raise LeftOutError("there is no npm here")

    programs = {
        "hugo": lambda: made,
        "broken": lambda: replace(made, command=("false",)),
        "eleventy": missing,
    }
    monkeypatch.setattr(run, "PROGRAMS", programs)
    monkeypatch.setattr(
        run, "_round", lambda figures, *_: [each.append(run.Taken(2, 1)) for each in figures.taken.values()]
    )
    measured = run._measure(3, 1, [*programs], tmp_path, 60)
    assert [*measured.figures] == ["hugo"]
    page = run._page([measured], [], "commit 1")
    assert "because there is no npm here." in page
    assert "because it ended with 1: it said nothing." in page
    assert "| Weekproof | 2.0 / 2.0 / 2.0 |" in page
    assert "$" not in page
