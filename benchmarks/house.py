"""`make house`: how large the package is, and how far one record travels in it.

    python -m benchmarks.house              # of this checkout
    python -m benchmarks.house ../other     # of another one, with the same measure

Files and lines are those of the package's Python. Rooms are its first folders, each with all
below it, and the modules beside them. "Files that a build runs" are those
of which a build of the smallest portfolio enters a function. "Files that one contact passes" are those of
which a function holds the contact, as bytes, text, node, record or part of a journal or verdict, while
`build` reads, judges and reports it; the site and its leak guard are left out, since they are no part of the
way to the report.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.source_code import PACKAGE, ROOT, cycles, floors, rooms, sources

SURNAME = "Zyxwvutsrq"
PORTFOLIO = """\
graduate: {name: Robin Vale, github: robin-vale}
search:
  programme: software-engineering
  start: 2026-06-01
  time_zone: America/New_York
coach: {name: Dana Coach}
commitment: flatiron
"""
CONTACT = f"""\
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ada
  last_name: {SURNAME}
  title: Developer
  employer: Arbor
  summary: Asked how they test.
"""

# Run in a process of its own, beside whichever package stands first on its path.
TRACER = """
import json, os, sys, threading
package, token, out = sys.argv[1], sys.argv[2], sys.argv[3]
sys.argv = ["weekproof", *sys.argv[4:]]
entered, held, busy = set(), set(), [False]

def holds(value, depth=6):
    if isinstance(value, str):
        return token in value
    if isinstance(value, (bytes, bytearray)):
        return token.encode() in bytes(value)
    if value is None or isinstance(value, (int, float, type)) or depth == 0:
        return False
    if isinstance(value, dict):
        return any(holds(each, depth - 1) for each in value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return any(holds(each, depth - 1) for each in value)
    names = getattr(type(value), "__struct_fields__", None) or getattr(type(value), "__slots__", None)
    names = names or getattr(value, "__dict__", None) or ()
    if type(value).__module__.split(".")[0] != "generator":
        return False
    return any(holds(getattr(value, name, None), depth - 1) for name in names if isinstance(name, str))

def look(frame, event, _):
    path = frame.f_code.co_filename
    if busy[0] or event not in ("call", "return") or not path.startswith(package):
        return
    if frame.f_code.co_name == "<module>":
        return
    entered.add(path)
    if path not in held:
        busy[0] = True
        try:
            if any(holds(value) for value in list(frame.f_locals.values())):
                held.add(path)
        finally:
            busy[0] = False

from generator.__main__ import main
sys.setprofile(look)
try:
    main()
except SystemExit:
    pass
sys.setprofile(None)
with open(out, "w") as file:
    json.dump({"entered": sorted(entered), "held": sorted(held)}, file)
"""
# Rooms of the site and of its leak guard, by their names before and after the house was redesigned.
ASIDE: tuple[str, ...] = (
    "views/public",
    "views/disclose",
    "render/",
    "output/guard",
    "output/index",
    "output/secret",
)
ASIDE += ("public/", "site/", "guard/", "stages/rendering", "pipeline/render", "output/folding")
ASIDE += ("output/secret", "output/origins", "output/innocent", "output/containers", "output/forms")
ASIDE += ("output/findings",)
WAY_TO_THE_REPORT = ("render/report/",)


def trace(root: Path) -> tuple[list[str], list[str]]:
    """The files of the package that a build enters, and those that hold the contact on its way."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "portfolio"
        contacts = here / "content" / "private" / "contacts"
        contacts.mkdir(parents=True)
        (here / "portfolio.yaml").write_text(PORTFOLIO, "utf-8")
        (contacts / "2026-W23.yaml").write_text(CONTACT, "utf-8")
        out = Path(folder) / "out.json"
        package = root / PACKAGE
        command = ["build", "--root", str(here), "--as-of", "2026-06-05", "--quiet", "--private-repository"]
        subprocess.run(
            [sys.executable, "-c", TRACER, str(package), SURNAME, str(out), *command], cwd=root, check=False
        )
        found = json.loads(out.read_text("utf-8"))
    entered, held = (
        [str(Path(path).relative_to(package)) for path in found[key]] for key in ("entered", "held")
    )
    on_the_way = [path for path in held if path.startswith(WAY_TO_THE_REPORT) or not path.startswith(ASIDE)]
    return entered, on_the_way


def main() -> None:
    """Print the figures of a checkout."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    files = [path for path in sources(root) if path.name != "__init__.py"]
    lines = [path.read_text("utf-8").count("\n") for path in files]
    edges = rooms(root)
    entered, held = trace(root)
    rows = {
        "files": len(files),
        "lines": sum(lines),
        "median file, lines": int(statistics.median(lines)),
        "folders": len({path.parent for path in files}),
        "rooms": len(edges),
        "arrows between rooms": sum(map(len, edges.values())),
        "floors": "a cycle" if cycles(edges) else 1 + max(floors(edges).values()),
        "files that a build runs": len(entered),
        "files that one contact passes": len(held),
    }
    for name, value in rows.items():
        print(f"{name:32}{value:>8}" if isinstance(value, str) else f"{name:32}{value:8,}")
    if "--list" in sys.argv:
        print("\n".join(held))


if __name__ == "__main__":
    main()
