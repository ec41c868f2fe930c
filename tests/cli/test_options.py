"""No text of a repository steers the terminal or the CI runner that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commitment.loader import SHIPPED_FOLDER
from generator.reporters.registry import FORMATS
from tests.support.command import run
from tests.support.repositories import SETTINGS, repository

# Written with YAML's own escapes: they come to life only once they are read.
NASTY = r'"\e[31m::stop-commands::x ##[add-mask]y\r\n::error::z\a"'
RAW = "x \u202e ##[add-mask]a ::b"
TERMS = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")
FILES: dict[str, str | bytes] = {
    "portfolio.yaml": SETTINGS + "commitment: '::stop-commands::t.yaml'\n",
    "::stop-commands::t.yaml": TERMS.replace("title: Individuals contacted", f"title: {NASTY}").replace(
        "title: Flatiron School, Career Services Commitment", f"title: {NASTY}"
    ),
    "content/blog/2026-06-02-a.md": f"---\ntitle: {NASTY}\ndate: {NASTY}\n{NASTY}: {NASTY}\n# {RAW}\n---\n",
    "content/blog/2026-06-03-b.md": f"---\ntitle: {NASTY}\ndate: 2026-06-03\n---\n[{RAW}](nowhere/)\n",
    "content/private/contacts/::error::a.yaml": f"- {{date: 2026-06-02, kind: {NASTY}, {NASTY}: {NASTY}}}\n",
    "content/private/contacts/##[add-mask]b.yaml": "- {date: x}\n",
    "content/private/contacts/c.yaml": f"- {{date: 2026-06-02, kind: interview, first_name: {NASTY}}}\n",
    "content/private/contacts/d\x1b[2J.yaml": "- {date: x}\n",
    "content/private/offers/a.yaml": f"- {{employer: {NASTY}, title: {NASTY}, received: 2026-06-02}}\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("steering"), FILES)


def _is_harmless(said: str, *, annotations: bool = False) -> None:
    assert not {sign for sign in said if not sign.isprintable()} - {"\n"}
    assert "##[" not in said
    for line in said.splitlines():
        ours = annotations and line.startswith(("::error file=", "::warning file=", "::notice file="))
        assert ours or not line.lstrip().startswith("::"), line


@pytest.mark.parametrize("ci", ["", "true"])
@pytest.mark.parametrize("name", FORMATS)
def test_findings_are_harmless_in_every_format(
    name: str, ci: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    ran = run(capsys, "check", "--site", "-v", "--root", str(root), "--as-of", "2026-06-03", "--format", name)
    assert ran.code == 1, ran.said
    assert len(ran.out) > 500
    _is_harmless(ran.said, annotations=name == "github")


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["explain", "2026-W23"],
        ["explain", "contacts-below-minimum"],
        ["explain", "content/private/contacts/c.yaml:1"],
        ["explain", "content/private/offers/a.yaml:1"],
        ["explain", "\x1b[31m::error::x"],
        ["forecast"],
        ["check", "--as-of", "\x1b[31m"],
    ],
    ids=lambda arguments: " ".join(arguments).replace("\x1b", "ESC"),
)
def test_everything_else_that_is_said_is_harmless_too(
    arguments: list[str], root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--site", str(tmp_path / "s"), "--report", str(tmp_path / "r")] if arguments == ["build"] else []
    day = [] if "--as-of" in arguments else ["--as-of", "2026-06-03"]
    ran = run(capsys, *arguments, "--root", str(root), *day, *more)
    assert ran.said
    _is_harmless(ran.said)


def test_a_faults_words_are_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "::error::x\n::error::y\x1b[31m", {"site": "a file"})
    ran = run(capsys, "build", "--root", str(root), "--as-of", "2026-06-03")
    assert ran.code == 2
    _is_harmless(ran.said)
