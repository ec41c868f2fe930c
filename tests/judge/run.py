"""`make judge`: sites and reports before checkers that nobody here wrote. Offline, but for loopback.

    python -m tests.judge.run [--quick] [--must] [NAME …]

`--quick` asks those that CI asks; `--must` counts a judge whose tool is missing as a finding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.judge.exceptions import ALLOWED, Allowed, heeded
from tests.judge.stage import Finding, Missing, Stage, staged
from tests.judge.table import JUDGES, Judge

SHOTS = Path(__file__).parents[2] / ".judged"
MOST, FEW = 30, 4  # findings of one judge, and places of one finding, that are printed


def main() -> int:
    """Build, ask the judges, print what they say; 0 if nothing was found."""
    parser = argparse.ArgumentParser(prog="make judge")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(judge.name for judge in JUDGES))
    parser.add_argument("--quick", action="store_true", help="only what CI asks")
    parser.add_argument("--must", action="store_true", help="a missing tool is a finding")
    asked = parser.parse_args()
    unknown = set(asked.names) - {judge.name for judge in JUDGES}
    if unknown:
        parser.error(f"no judge is called {', '.join(sorted(unknown))}")
    judges = [judge for judge in JUDGES if judge.name in asked.names or not asked.names]
    if asked.quick:
        judges = [judge for judge in judges if judge.quick]
    with tempfile.TemporaryDirectory(prefix="judged-") as folder:
        began = time.monotonic()
        with staged(Path(folder).resolve(), SHOTS, quick=asked.quick) as stage:
            print(
                f"built {len(stage.sites)} sites and {len(stage.reports)} reports in {_since(began)}",
                flush=True,
            )
            guilty = sum([_asked(judge, stage, must=asked.must) for judge in judges])
    came_to = f"{guilty} found something" if guilty else "nothing found"
    print(f"{len(judges)} judges in {_since(began)}: {came_to}")
    return 1 if guilty else 0


def _asked(judge: Judge, stage: Stage, *, must: bool) -> bool:
    """Ask one judge and print what it says; whether it found anything."""
    began, noted = time.monotonic(), len(stage.notes)
    try:
        found, used = heeded(judge.name, list(judge.ask(stage)))
    except Missing as missing:
        print(f"{judge.title}: {'MISSING' if must else 'skipped'}, {missing}.", flush=True)
        return must
    found += [
        ("exceptions.py", f"nothing is excused any more by {one.said}") for one in _idle(judge, used, stage)
    ]
    print(f"{judge.title}: {f'{len(found)} found' if found else 'nothing found'} ({_since(began)})")
    _print(found)
    for note in stage.notes[noted:]:
        print(f"  · {note}")
    sys.stdout.flush()
    return bool(found)


def _print(found: list[Finding]) -> None:
    """What was found, each once, with the places where."""
    where: dict[str, list[str]] = {}
    for location, said in found:
        where.setdefault(said, []).append(location)
    for said, places in [*where.items()][:MOST]:
        print(f"  {said} ({len(places)} places)")
        for location in places[:FEW]:
            print(f"    {location}")
    if len(where) > MOST:
        print(f"  and {len(where) - MOST} more")


def _idle(judge: Judge, used: set[Allowed], stage: Stage) -> list[Allowed]:
    """Exceptions that this judge did not need. In a hurry it does not see every page."""
    return [] if stage.quick else [one for one in ALLOWED if one.judge == judge.name and one not in used]


def _since(began: float) -> str:
    return f"{time.monotonic() - began:.1f} s"


if __name__ == "__main__":
    sys.exit(main())
