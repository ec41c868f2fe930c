"""What is installed: Weekproof, Python, git, and the libraries that not everybody needs."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import metadata

from generator.core.version import VERSION
from generator.doctor.check import Facts, Line
from generator.environment import git
from generator.environment.programs import find_program
from generator.model.zone import zone_from_name

_OPTIONAL = (
    ("pyrage", "seals the report", "pip install 'weekproof[seal]'"),
    ("openpyxl", "exports a workbook", "pip install 'weekproof[export]'"),
    ("icalendar", "exports calendars and address cards", "pip install 'weekproof[export]'"),
    ("typst", "sets the résumé as PDF", "pip install typst"),
)


def versions(_: Facts) -> Iterator[Line]:
    """Of the program and what it runs on."""
    yield Line("ok", "versions", f"Weekproof {VERSION}, Python {platform.python_version()}.")


def libraries(facts: Facts) -> Iterator[Line]:
    """The optional ones: one that the settings need is to be mended where it is missing."""
    there = {name: version for name, _, _ in _OPTIONAL if (version := _version(name)) is not None}
    if there:
        listed = ", ".join(f"{name} {version}" for name, version in there.items())
        yield Line("ok", "libraries", f"Also installed: {listed}.")
    has_keys = facts.portfolio is not None and bool(facts.portfolio.coach.public_keys)
    for name, does, how in _OPTIONAL:
        if name not in there:
            needed = name == "pyrage" and has_keys
            why = "Your coach's report should be sealed, and" if needed else "Not installed here:"
            message = f"{why} {name} {'is missing' if needed else ''}".rstrip() + f" ({does})."
            yield Line(
                "mend" if needed else "ok", "libraries", message, f"Install it: {how}" if needed else None
            )


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def programs(facts: Facts) -> Iterator[Line]:
    """Git, and OpenSSH where decisions are signed."""
    try:
        said = git.run_git(facts.root, "--version").decode("ascii", "replace").strip()
        yield Line("ok", "git", f"{said.capitalize()}.")
    except git.GitError as silence:
        todo = "Install git, and keep your files in a repository: it is your backup and your record."
        yield Line("look", "git", f"{str(silence).capitalize()}.", todo)
    signed = facts.portfolio is not None and bool(facts.portfolio.coach.signing_keys)
    if signed and find_program("ssh-keygen") is None:
        message = "Your coach signs decisions, and ssh-keygen, which checks that, is missing here."
        yield Line("look", "signatures", message, "Install OpenSSH (8.2 or newer).")


def zones(facts: Facts) -> Iterator[Line]:
    """The data of the time zones: without it days are judged by UTC."""
    name = facts.portfolio.search.time_zone if facts.portfolio else None
    if name and zone_from_name(name) is None:
        known = zone_from_name("Europe/Berlin") is not None
        todo = "Correct search.time_zone." if known else "Install the time zones: pip install tzdata"
        yield Line("mend", "time zone", f"There is no time zone {name!r} here.", todo)
    elif name:
        yield Line("ok", "time zone", f"It is {facts.today} in {name}.")
