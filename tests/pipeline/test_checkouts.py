"""A checkout with Windows' line ends, in a folder whose name has everything, gives the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.pipeline import run
from tests.support.folders import shared_cache
from tests.support.repositories import request
from tests.test_sample import AS_OF, ROOT


def outputs(root: Path) -> Mapping[str, bytes]:
    """What a build of the sample in `root` writes, by path."""
    outcome = run.build(replace(request(root, AS_OF), cache=shared_cache()))
    assert outcome.exit_code == 0
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("site", "report")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def copied(root: Path) -> Path:
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "portfolio.yaml", root)
    return root


def test_line_ends_and_folder_names_change_nothing(tmp_path: Path) -> None:
    plain = outputs(copied(tmp_path / "plain"))
    odd = copied(tmp_path / "Bewerbung für 東京 (neu) & mehr")
    for path in odd.rglob("*"):
        if path.suffix in (".md", ".yaml"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = outputs(odd)
    assert found.keys() == plain.keys()
    assert [path for path in plain if found[path] != plain[path]] == []
    assert len(plain) > 100
