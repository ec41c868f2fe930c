"""cohort.yaml: the graduates of a coach or a school, and where their repositories or reports are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.model.fields import PublicAddress, SiteUrl
from generator.model.origin import Record
from generator.public.disclose import DEFAULT_THEME
from generator.reading.convert import Expected, read_mapping

MAX_KB = 4096
_EXPECTED = Expected("value-of-wrong-shape.commitment")
_SAFE = re.compile(r"[^a-z0-9]+")
# An address of git: over https or ssh, or a folder. What begins with a hyphen would be an option.
_ADDRESS = re.compile(r"(https://|ssh://|git@)[^\s]+", re.ASCII)


class Member(Struct, frozen=True, kw_only=True):
    """One graduate. Exactly one of `path`, `git` and `report` is set; paths are relative to the file."""

    path: Annotated[str | None, Meta(description="a folder with the graduate's repository")] = None
    git: Annotated[str | None, Meta(description="the address of the repository")] = None
    report: Annotated[str | None, Meta(description="a report: report.age, or its page")] = None
    name: Annotated[str | None, Meta(description="the graduate's name, until the repository says it")] = None
    trust: Annotated[str | None, Meta(description="your file of coach trust for this graduate")] = None
    coach: Annotated[str | None, Meta(description="whose graduate this is, if not what the settings say")] = (
        None
    )

    @property
    def where(self) -> str:
        """What is written for it."""
        return self.path or self.git or self.report or ""

    @property
    def label(self) -> str:
        """How to call it before anything of it could be read."""
        return self.name or self.where.rstrip("/").rpartition("/")[2].removesuffix(".git") or "?"


class Directory(Struct, frozen=True, kw_only=True):
    """What the public directory says of itself, and how it looks."""

    url: Annotated[SiteUrl | None, Meta(description="its public address; without it there are no feeds")] = (
        None
    )
    title: Annotated[str, Meta(description="its heading")] = "Graduates"
    description: Annotated[str, Meta(description="a sentence for employers")] = ""
    contact: Annotated[PublicAddress | None, Meta(description="how employers can write to you")] = None
    theme: Annotated[str, Meta(description="a shipped theme, or a folder in themes/ beside the file")] = (
        DEFAULT_THEME
    )
    tokens: Annotated[Mapping[str, str], Meta(description="the theme's tokens")] = {}
    mentions: Annotated[
        tuple[str, ...], Meta(description="private names and phrases that the directory may show")
    ] = ()


class Cohort(Record, frozen=True, kw_only=True):
    """All of them. `key` is the coach's secret key, for sealed reports."""

    title: Annotated[str, Meta(description="how the board is called")] = "Graduates"
    key: Annotated[str | None, Meta(description="your secret key, if it is not at the usual place")] = None
    graduates: Annotated[tuple[Member, ...], Meta(description="one entry each")] = ()
    directory: Directory = Directory()


def read_cohort(file: Path) -> Cohort:
    """The cohort in a file. Raises `UserError` with the line where it cannot be used."""
    if not file.is_file():
        hint = "The manual has one to copy: For coaches, Forty graduates."
        raise UserError(f"There is no file {file}.", hint=hint)
    tree, convert = read_mapping(file.parent.resolve(), file.name, MAX_KB, dt.UTC, _EXPECTED)
    cohort = convert.record(tree, Cohort) if tree else None
    first: Diagnostic | None = next(iter(convert.diagnostics), None)
    if cohort is None or first is not None:
        where = f"{file.name}:{first.location.line}: " if first else ""
        raise UserError(
            f"{where}{first.message if first else 'not readable'}", hint=first.hint if first else None
        )
    for number, problem in _problems(cohort):
        raise UserError(f"{file.name}, graduate {number}: {problem}")
    return cohort


def _problems(cohort: Cohort) -> Iterator[tuple[int, str]]:
    if not cohort.graduates:
        yield 0, "There are none. Write `graduates:` and an entry for each, such as `- path: ../amara`."
    seen: set[str] = set()
    for number, member in enumerate(cohort.graduates, start=1):
        if sum(bool(one) for one in (member.path, member.git, member.report)) != 1:
            yield number, "Write one of `path`, `git` or `report`."
        elif member.git and not (_ADDRESS.fullmatch(member.git) or Path(member.git).is_absolute()):
            yield number, "Write an address that begins with https://, ssh:// or git@."
        elif member.where in seen:
            yield number, f"{member.where} is there twice."
        seen.add(member.where)


def slug_of(member: Member, number: int) -> str:
    """A name for files and anchors; `number` keeps two of the same name apart."""
    return f"{_SAFE.sub('-', member.label.casefold()).strip('-') or 'graduate'}-{number}"
