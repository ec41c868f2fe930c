"""The wheel has everything that a graduate needs: unpacked elsewhere, it makes and builds a repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.command import PROJECT

pytest.importorskip("hatchling")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "unpacked")
    return folder / "unpacked"


def files(folder: Path) -> set[str]:
    skipped = ("__pycache__",)
    paths = (path for path in folder.rglob("*") if path.is_file() and not set(skipped) & set(path.parts))
    return {path.relative_to(folder).as_posix() for path in paths}


def test_it_has_the_starter_the_themes_and_the_pages_of_the_rules_whole(unpacked: Path) -> None:
    assert files(unpacked / "generator/init/template") == files(PROJECT / "generator/init/template")
    assert files(unpacked / "generator/themes") == files(PROJECT / "themes")
    assert files(unpacked / "generator/rules/pages") == files(PROJECT / "generator/rules/pages")
    assert files(unpacked / "generator/init/template") > {
        "portfolio.yaml",
        "gitignore",
        "weekproof-build.yml",
    }


def test_from_an_empty_folder_to_a_built_portfolio(unpacked: Path, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(unpacked),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
    }
    for words in (["init", "--yes", "."], ["build"]):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "generator", *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site/index.html").is_file()
