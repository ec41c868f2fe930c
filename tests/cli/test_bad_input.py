"""Bad input through the real command: an exit code, plain words, and nothing written but the report."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.command import run, tree
from tests.support.repositories import SETTINGS, repository, write

CONTACTS = "content/private/contacts"
CONTACT = "- {date: 2026-06-02, kind: interview, first_name: Ann}\n"
POST = "---\ntitle: A post\ndate: 2026-06-02\nvideo: https://video.example/1\n---\n"


class BadInput(NamedTuple):
    """How the repository is spoilt, how the build ends and what it says."""

    spoil: Callable[[Path], object]
    code: int
    says: tuple[str, ...]
    reports: bool = True


def _files(files: dict[str, str | bytes]) -> Callable[[Path], object]:
    return lambda root: write(root, files)


def _settings(old: str, new: str) -> Callable[[Path], object]:
    assert old in SETTINGS
    return _files({"portfolio.yaml": SETTINGS.replace(old, new)})


def _link(path: str, target: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return spoil


def _pipe(path: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / path)

    return spoil


def _settings_as(make: Callable[[Path], object]) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        (root / "portfolio.yaml").unlink()
        make(root / "portfolio.yaml")

    return spoil


def _badly_named(root: Path) -> None:
    write(root, {f"{CONTACTS}/x.yaml": CONTACT})
    os.close(os.open(os.fsencode(root / CONTACTS) + b"/caf\xe9\n.yaml", os.O_CREAT))


BOMB = "- &a [x, x]\n" + "".join(
    f"- &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
TERMS = SETTINGS + "commitment: terms.yaml\n"
CASES = {
    # the settings
    "no settings": BadInput(
        lambda root: (root / "portfolio.yaml").unlink(),
        2,
        ("There is no portfolio.yaml", "--root"),
        reports=False,
    ),
    "settings are a list": BadInput(
        _files({"portfolio.yaml": "- a\n"}), 2, ("portfolio.yaml:1:1", "a group of keys")
    ),
    "settings are empty": BadInput(
        _files({"portfolio.yaml": ""}), 2, ("portfolio.yaml:1:1", "a group of keys")
    ),
    "settings are not UTF-8": BadInput(
        _files({"portfolio.yaml": b"a: \xe9\n"}), 2, ("portfolio.yaml:1:4", "isn't UTF-8")
    ),
    "settings are a folder": BadInput(_settings_as(Path.mkdir), 2, ("portfolio.yaml", "This is a folder")),
    "settings are a pipe": BadInput(
        _settings_as(os.mkfifo), 2, ("portfolio.yaml", "isn't a regular file or folder")
    ),
    "settings are a link": BadInput(
        _settings_as(lambda p: p.symlink_to("/etc/passwd")),
        2,
        ("portfolio.yaml", "Symbolic links aren't followed"),
    ),
    "settings are broken": BadInput(
        _files({"portfolio.yaml": "graduate: {name: x\n"}), 2, ("portfolio.yaml:1:11", "never closed")
    ),
    "unknown programme": BadInput(
        _settings("software-engineering", "software"),
        2,
        ("portfolio.yaml:2:21", "`flatiron` has no programme `software`", "software-engineering"),
    ),
    "unknown time zone": BadInput(
        _settings("America/Chicago", "America/Gotham"),
        2,
        ("portfolio.yaml:2:", "`America/Gotham` isn't a time zone"),
    ),
    "starts in the future": BadInput(
        _settings("start: 2026-06-01", "start: 2027-01-04"),
        0,
        ("portfolio.yaml:2:50", "The search starts on 4 Jan 2027", "not-started"),
    ),
    "starts on no day": BadInput(
        _settings("start: 2026-06-01", "start: 2026-06-31"), 2, ("June has 30 days",)
    ),
    # the commitment
    "unknown commitment": BadInput(
        _files({"portfolio.yaml": SETTINGS + "commitment: flat-iron\n"}),
        2,
        ("portfolio.yaml:5:13", "There is no commitment `flat-iron`", "epicodus, flatiron"),
    ),
    "commitment outside": BadInput(
        _files({"portfolio.yaml": SETTINGS + "commitment: ../../terms.yaml\n"}),
        2,
        ("portfolio.yaml:5:13", "is not in this repository"),
    ),
    "commitment anywhere": BadInput(
        _files({"portfolio.yaml": SETTINGS + "commitment: /etc/terms.yaml\n"}),
        2,
        ("portfolio.yaml:5:13", "is not in this repository"),
    ),
    "commitment is missing": BadInput(
        _files({"portfolio.yaml": TERMS}), 2, ("portfolio.yaml:5:13", "is not in this repository")
    ),
    "commitment has an impossible name": BadInput(
        _files({"portfolio.yaml": SETTINGS + 'commitment: "a\\0.yaml"\n'}),
        2,
        ("portfolio.yaml:5:13", "is not in this repository"),
    ),
    "commitment has an endless name": BadInput(
        _files({"portfolio.yaml": SETTINGS + f"commitment: {'a' * 5000}.yaml\n"}),
        2,
        ("portfolio.yaml:5:13", "is not in this repository"),
    ),
    "commitment is a link out": BadInput(
        lambda root: (write(root, {"portfolio.yaml": TERMS}), _link("terms.yaml", "/etc/passwd")(root)),
        2,
        ("portfolio.yaml:5:13", "is not in this repository"),
    ),
    "commitment is a circle": BadInput(
        lambda root: (write(root, {"portfolio.yaml": TERMS}), _link("terms.yaml", "terms.yaml")(root)),
        2,
        ("portfolio.yaml:5:13", "is not in this repository"),
    ),
    "commitment is broken": BadInput(
        _files({"portfolio.yaml": TERMS, "terms.yaml": "name: [\n"}), 2, ("terms.yaml:1:7", "never closed")
    ),
    "commitment is a list": BadInput(
        _files({"portfolio.yaml": TERMS, "terms.yaml": "- a\n"}), 2, ("terms.yaml:1:1", "a group of keys")
    ),
    "commitment is binary": BadInput(
        _files({"portfolio.yaml": TERMS, "terms.yaml": b"\0\1"}), 2, ("terms.yaml:1:1", "isn't text")
    ),
    # the content
    "binary post": BadInput(
        _files({"content/blog/2026-06-02-a.md": b"\x89PNG\r\n\0"}),
        1,
        ("content/blog/2026-06-02-a.md:1:1", "isn't text"),
    ),
    "post in another encoding": BadInput(
        _files({"content/blog/2026-06-02-a.md": POST.replace("A post", "Jos\u00e9").encode("latin-1")}),
        1,
        ("content/blog/2026-06-02-a.md:2:11", "isn't UTF-8"),
    ),
    "ten megabytes": BadInput(
        _files({f"{CONTACTS}/a.yaml": "- a\n" * (10 * 1024 * 256)}),
        1,
        (f"{CONTACTS}/a.yaml:1:1", "10240 KB. The limit is 1024 KB"),
    ),
    "bomb of aliases": BadInput(
        _files({f"{CONTACTS}/a.yaml": BOMB}), 1, (f"{CONTACTS}/a.yaml:1:3", "starts with `&`")
    ),
    "100,000 brackets": BadInput(
        _files({f"{CONTACTS}/a.yaml": "[" * 100_000}),
        1,
        (f"{CONTACTS}/a.yaml:1:21", "more than 20 levels deep"),
    ),
    "100,000 dashes": BadInput(
        _files({f"{CONTACTS}/a.yaml": "- " * 100_000}),
        1,
        (f"{CONTACTS}/a.yaml:1:41", "more than 20 levels deep"),
    ),
    "100,000 brackets in front matter": BadInput(
        _files({"content/pages/a.md": f"---\ntitle: {'[' * 100_000}\n---\n"}),
        1,
        ("content/pages/a.md:2:27", "more than 20 levels deep"),
    ),
    "link to a file": BadInput(
        _link("content/blog/2026-06-02-a.md", "/etc/passwd"),
        1,
        ("content/blog/2026-06-02-a.md:1:1", "Symbolic links aren't followed"),
    ),
    "link to a folder": BadInput(
        _link(CONTACTS, "/etc"), 1, (f"{CONTACTS}:1:1", "Symbolic links aren't followed")
    ),
    "all content is a link": BadInput(
        _link("content", "/etc"), 1, ("content:1:1", "Symbolic links aren't followed")
    ),
    "evidence is a link": BadInput(
        _link("content/private/evidence", "/etc"),
        1,
        ("content/private/evidence:1:1", "Symbolic links aren't followed"),
    ),
    "broken link": BadInput(
        _link("content/private/coach-decisions.yaml", "nowhere"),
        1,
        ("coach-decisions.yaml:1:1", "Symbolic links aren't followed"),
    ),
    "pipe": BadInput(
        _pipe(f"{CONTACTS}/a.yaml"), 1, (f"{CONTACTS}/a.yaml:1:1", "isn't a regular file or folder")
    ),
    "pipe for the résumé": BadInput(
        _pipe("content/resume.yaml"), 1, ("content/resume.yaml:1:1", "isn't a regular file or folder")
    ),
    "folder called x.yaml": BadInput(
        _files({"content/private/goals.yaml/x": ""}),
        1,
        ("content/private/goals.yaml:1:1", "This is a folder"),
    ),
    "file for a folder": BadInput(
        _files({"content/blog": "x"}), 1, ("content/blog:1:1", "it should be a folder")
    ),
    "two posts, one address": BadInput(
        _files({"content/blog/2026-06-01-a.md": POST, "content/blog/2026-06-02-a.md": POST}),
        1,
        ("content/blog/2026-06-02-a.md:1:1", "already used by content/blog/2026-06-01-a.md"),
    ),
    "file name that is no text": BadInput(
        _badly_named, 1, (f"{CONTACTS}/caf\\xe9\\x0a.yaml:1:1", "This file's name isn't UTF-8")
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_bad_input_ends_in_plain_words(
    case: BadInput, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path / "search", {"site/CNAME": "sam.example", ".gitignore": "report/"})
    case.spoil(root)
    before = tree(root)
    ran = run(capsys, "build", "-v", "--root", str(root), "--as-of", "2026-06-03")
    assert ran.code == case.code, ran.said
    for part in case.says:
        assert part in ran.said
    assert "Traceback" not in ran.said
    assert len(ran.said) < 30_000
    written = {path for path, content in tree(root).items() if before.get(path) != content}
    allowed = {"report", ".weekproof"} | ({"site"} if case.code == 0 else set())  # the lock, ignored by git
    assert {path.split("/")[0] for path in written} == (allowed if case.reports else set())
