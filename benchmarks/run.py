"""`make bench`: whole commands on portfolios of several sizes, as processes; medians in seconds."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.make import AS_OF, make_portfolio

ROOT = Path(__file__).parent.parent
RUNS = 5
SIZES = ((240, 26), (2000, 60), (20000, 600))


def main() -> None:
    """Print a table: size, then the median of each command."""
    print("contacts  posts   check   build  build again")
    print("(the sample)    " + "  ".join(f"{seconds:6.2f}" for seconds in _measure(None)))
    for contacts, posts in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            make_portfolio(Path(folder), contacts, posts)
            row = "  ".join(f"{seconds:6.2f}" for seconds in _measure(Path(folder)))
        print(f"{contacts:8}  {posts:5}  {row}")


def _measure(root: Path | None) -> list[float]:
    """Seconds of `check`, of `build` into nothing, and of `build` where nothing has changed."""
    if root is None:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "content", Path(folder) / "content")
            shutil.copy(ROOT / "portfolio.yaml", folder)
            return _measure(Path(folder))
    check = _median(["check"], root)
    first = _median(["build"], root, fresh=True)
    return [check, first, _median(["build"], root)]


def _median(command: list[str], root: Path, *, fresh: bool = False) -> float:
    times = []
    for run in range(RUNS + 1):
        if fresh:
            for name in ("site", "report", ".weekproof"):
                shutil.rmtree(root / name, ignore_errors=True)
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "generator", *command, "--root", str(root), "--as-of", str(AS_OF), "-q"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if run:  # the first warms the disk
            times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
