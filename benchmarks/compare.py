"""`make bench-micro AGAINST=main`: the parts of a build in two checkouts, in turn on this machine, as ratios.

It only reports: a busy machine moves such figures, so nothing fails. The least of all rounds counts, which
noise moves least.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROUNDS = 2
_NOISE = 1.15
"""Within this factor nothing is said to have changed."""


def main() -> None:
    """Print a table of ratios. The argument is what to compare with; without one it is the main branch."""
    named = sys.argv[1:] or ["origin/main", "main", "HEAD^"]
    with tempfile.TemporaryDirectory(prefix="weekproof-compare-") as scratch:
        commit = next(
            (found for name in named if (found := _commit(name)) and found != _commit("HEAD")), None
        )
        if commit is None:
            print(f"micro-benchmarks: there is nothing to compare with ({', '.join(named)}).")
            return
        with _checkout(commit, Path(scratch) / "before") as before:
            theirs, ours = _measure(before, ROOT, Path(scratch))
    print("\n".join(_table(commit, theirs, ours)))


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)


def _commit(name: str) -> str:
    return _git("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}").stdout.strip()


@contextmanager
def _checkout(commit: str, folder: Path) -> Iterator[Path]:
    """Another commit's files, with this commit's benchmarks where it has none."""
    added = _git("worktree", "add", "--detach", str(folder), commit)
    if added.returncode:
        raise SystemExit(f"micro-benchmarks: {added.stderr.strip()}")
    try:
        (folder / "benchmarks").mkdir(exist_ok=True)
        for name in ("micro.py", "make.py"):
            if not (folder / "benchmarks" / name).exists():
                shutil.copy(ROOT / "benchmarks" / name, folder / "benchmarks" / name)
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def _measure(before: Path, after: Path, scratch: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of each part before and after: the least of some rounds in turn."""
    least: tuple[dict[str, float], dict[str, float]] = {}, {}
    for _ in range(ROUNDS):
        for checkout, seconds in zip((before, after), least, strict=True):
            for name, taken in _run(checkout, scratch / "result.json").items():
                seconds[name] = min(taken, seconds.get(name, taken))
    return least


def _run(checkout: Path, result: Path) -> dict[str, float]:
    result.unlink(missing_ok=True)
    options = ["-o", "addopts=--import-mode=importlib", "--quiet", "--benchmark-min-rounds=3"]
    options += ["--benchmark-max-time=0.5", f"--benchmark-json={result}"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *options, "benchmarks/micro.py"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        check=False,
    )
    rows = json.loads(result.read_text("utf-8"))["benchmarks"] if result.exists() else []
    return {row["name"].removeprefix("test_"): row["stats"]["min"] for row in rows}


def _table(commit: str, theirs: dict[str, float], ours: dict[str, float]) -> Iterator[str]:
    yield f"micro-benchmarks: this checkout beside {commit[:9]}, the least of {ROUNDS} rounds in turn"
    for name in sorted(theirs.keys() | ours.keys()):
        if name not in theirs or name not in ours:
            where = "before" if name in theirs else "now"
            yield f"  {name:<12} measured only {where}"
            continue
        ratio = ours[name] / theirs[name]
        said = "slower" if ratio > _NOISE else "faster" if ratio < 1 / _NOISE else "the same"
        times = f"{theirs[name] * 1000:8.1f} ms → {ours[name] * 1000:8.1f} ms"
        yield f"  {name:<12} {times}   × {ratio:.2f}  {said}"


if __name__ == "__main__":
    main()
