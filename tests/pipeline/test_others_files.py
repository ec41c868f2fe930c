"""Files in the site's folder that are not ours: told, and read by the guard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.repositories import repository, write

Capture = pytest.CaptureFixture[str]
CONTACT = (
    "- {date: 2026-06-02, kind: interview, first_name: Ada, last_name: Quistgaard,"
    " title: Developer, employer: Quill, summary: Asked about tests., evidence: [https://mail.example/1]}\n"
)


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"content/private/contacts/2026-W23.yaml": CONTACT}
    return repository(tmp_path_factory.mktemp("others"), files)


def told(capsys: Capture, root: Path, command: str = "build", *flags: str) -> tuple[int, list[str]]:
    """The exit code, and the findings about the site's folder."""
    words = [command, "--root", str(root), "--as-of", "2026-06-03", "--format", "github", *flags]
    ran = run(capsys, *words)
    return ran.code, [line for line in ran.out.splitlines() if "file=site/" in line]


def test_what_nobody_asked_for_is_told_by_its_path_and_guarded(root: Path, capsys: Capture) -> None:
    assert told(capsys, root) == (0, [])
    asked = (
        "CNAME",
        ".nojekyll",
        "google0a1b.html",
        ".well-known/security.txt",
        "docs/.gitignore",
        "_headers",
    )
    write(root, {f"site/{name}": "x" for name in asked})
    assert told(capsys, root) == (0, [])
    write(root, {"site/notes/old.txt": "Ask about the salary.", "site/photo.bin": "\x00"})
    (root / "site/link").symlink_to("/etc/hostname")
    for command, flags in (("build", ()), ("build", ()), ("build", ("--no-cache",)), ("check", ("--site",))):
        code, lines = told(capsys, root, command, *flags)
        assert code == 0, lines
        assert [line.partition("file=")[2].partition(",")[0] for line in lines] == [
            "site/link",
            "site/notes/old.txt",
            "site/photo.bin",
        ]
        assert all(line.startswith("::warning") for line in lines)
    # The guard reads them as it reads ours.
    write(root, {"site/notes/old.txt": "Thanks to Ada Quistgaard!"})
    for command, flags in (("build", ()), ("check", ("--site",))):
        code, lines = told(capsys, root, command, *flags)
        assert code == 1
        assert [line for line in lines if line.startswith("::error") and "notes/old.txt" in line]
        assert "Quistgaard" not in "".join(lines)
    assert (root / "site/notes/old.txt").read_text() == "Thanks to Ada Quistgaard!"
    (root / "site/notes/old.txt").unlink()
    write(root, {f"site/old/{number}.txt": "x" for number in range(40)})
    code, lines = told(capsys, root)
    assert code == 0
    assert any("22 more files were not made by a build" in line for line in lines)
