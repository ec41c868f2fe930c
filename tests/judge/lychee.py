"""lychee: every link within a site leads somewhere, fragments too; at the root and under a sub-path."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.judge.stage import Finding, Stage
from tests.judge.tools import program


def judge(stage: Stage) -> Iterator[Finding]:
    """Links that lead nowhere, as lychee tells them. It never leaves the disk."""
    lychee = program("lychee", "pip install --group judge")
    for site in stage.sites:
        host = site.folder.parent if site.folder.name == "portfolio" else site.folder
        yield from ((site.label, said) for said in broken(lychee, host, site.folder))


def broken(lychee: str, host: Path, folder: Path) -> Iterator[str]:
    """What is broken in `folder`, which stands on a host whose root is `host`."""
    options = ["--offline", "--include-fragments", "--index-files", "index.html", "--no-progress"]
    where = ["--root-dir", str(host), f"{folder}/**/*.html"]
    done = subprocess.run(
        [lychee, *options, "--format", "detailed", *where],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
        yield from (line for line in lines if line.startswith("[") and "[200]" not in line)
        yield f"lychee ended with {done.returncode}: {done.stderr.strip()[-200:]}"
