"""Seals that were kept as each week closed, in a folder.

Of each week at whose end seals were kept the folder has `2026-W47.json`, the whole file of seals as it was
then, and `2026-W47.seal`, a short text with that week's seal. As seals are chained, the text stands for all
weeks up to that one, and it tells a stranger nothing: it is what is given to a clock that is not ours.
`2026-W47.tsr` is the answer of a timestamp authority (RFC 3161) to it, `2026-W47.sigstore.json` an
attestation. In a public repository the file of seals is encrypted for the coach: `2026-W47.json.age`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.core.errors import UserError
from generator.core.fileops import read_limited
from generator.model.calendar import Week
from generator.model.kinds import Journal
from generator.seals.age import looks_sealed
from generator.seals.compare import Change, changes
from generator.seals.records import by_day, make_entries, records_of
from generator.seals.weeks import MAX_BYTES, SealedWeek, Seals, decode_seals, encode_seals

SEALS, SEALED, STATEMENT, TOKEN, BUNDLE = ".json", ".json.age", ".seal", ".tsr", ".sigstore.json"
"""Endings of the files of a week."""
_NAME = re.compile(r"(\d{4}-W\d{2})(\.json|\.json\.age|\.seal|\.tsr|\.sigstore\.json)")
_STATEMENT = re.compile(rb"weekproof seal\nweek (\d{4}-W\d{2})\nseal ([0-9a-f]{64})\n")
_MAX_PROOF_BYTES = 1024 * 1024


class Kept(Struct, frozen=True, kw_only=True):
    """The seals that were kept when `week` had closed, and what a stranger's clock says of them.

    `statement` is None if the seals came alone, `token` and `bundle` if there is none.
    """

    week: str
    seals: Seals
    statement: bytes | None = None
    token: bytes | None = None
    bundle: bytes | None = None


def make_statement(week: SealedWeek) -> bytes:
    """The text that is given to a clock: the week and its seal."""
    return f"weekproof seal\nweek {week.week}\nseal {week.seal}\n".encode("ascii")


def files_to_keep(
    kept: Iterable[str], seals: Seals | None, encrypt: Callable[[bytes], bytes] | None
) -> Mapping[str, bytes]:
    """The files to add to a folder with these `kept` names: none if its newest week is the last closed one.

    `encrypt` is for a public repository.
    """
    last = seals.weeks[-1] if seals and seals.weeks else None
    if seals is None or last is None or last.week <= max(weeks_kept(kept), default=""):
        return {}
    data = encode_seals(seals)
    whole = {f"{last.week}{SEALED}": encrypt(data)} if encrypt else {f"{last.week}{SEALS}": data}
    return {**whole, f"{last.week}{STATEMENT}": make_statement(last)}


def weeks_kept(names: Iterable[str]) -> Iterator[str]:
    """The weeks whose seals are kept under these names of files."""
    return (match[1] for name in names if (match := _NAME.fullmatch(name)) and match[2] == STATEMENT)


def read_kept(path: Path, decrypt: Callable[[bytes], bytes]) -> tuple[Kept, ...]:
    """The seals in a folder, the oldest first, or those of one file. Raises `UserError`.

    `decrypt` opens what is encrypted.
    """
    if not path.is_dir():
        seals = _decode(read_limited(path, MAX_BYTES), decrypt)
        return (Kept(week=seals.weeks[-1].week if seals.weeks else "", seals=seals),)
    by_week: dict[str, dict[str, Path]] = {}
    for file in sorted(path.iterdir()):
        match = _NAME.fullmatch(file.name)
        if match:
            by_week.setdefault(match[1], {})[match[2]] = file
    kept = [_read_week(week, files, decrypt) for week, files in sorted(by_week.items())]
    if not kept:
        hint = "It is the artifact called seals: 2026-W47.json, 2026-W47.seal and so on."
        raise UserError(f"There are no kept seals in {path}.", hint=hint)
    return tuple(kept)


def _read_week(week: str, files: Mapping[str, Path], decrypt: Callable[[bytes], bytes]) -> Kept:
    file = files.get(SEALS) or files.get(SEALED)
    if file is None:
        hint = "Take the whole folder again."
        raise UserError(f"The seals of {week} are missing: there is no {week}{SEALS}.", hint=hint)
    seals = _decode(read_limited(file, MAX_BYTES), decrypt)
    if not seals.weeks or seals.weeks[-1].week != week:
        raise UserError(f"{file.name} has the seals of another week.", hint="Take the whole folder again.")
    proofs = {
        ending: read_limited(files[ending], _MAX_PROOF_BYTES)
        for ending in files
        if ending not in (SEALS, SEALED)
    }
    return Kept(
        week=week,
        seals=seals,
        statement=proofs.get(STATEMENT),
        token=proofs.get(TOKEN),
        bundle=proofs.get(BUNDLE),
    )


def _decode(data: bytes, decrypt: Callable[[bytes], bytes]) -> Seals:
    return decode_seals(decrypt(data) if looks_sealed(data) else data)


def is_statement_of(kept: Kept) -> bool:
    """Whether the text that the clock was given is about these seals."""
    match = _STATEMENT.fullmatch(kept.statement or b"")
    last = kept.seals.weeks[-1]
    return match is not None and (match[1].decode(), match[2].decode()) == (last.week, last.seal)


def first_kept(kept: Iterable[Kept]) -> tuple[tuple[Kept, SealedWeek], ...]:
    """Each sealed week as it was kept first, the oldest week first."""
    first: dict[str, tuple[Kept, SealedWeek]] = {}
    for one in kept:
        for week in one.seals.weeks:
            first.setdefault(week.week, (one, week))
    return tuple(first[week] for week in sorted(first))


def changes_since(kept: Iterable[Kept], journal: Journal) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The name and the changes of each week that is not as it was kept first."""
    for one, week in first_kept(kept):
        yield from changes(replace(one.seals, weeks=(week,)), journal)


def unchanged_records(kept: Iterable[Kept], journal: Journal) -> Mapping[tuple[str, int, int], str]:
    """The position of each record that is as it was kept, and the week in which it was."""
    days = by_day(journal)
    found: dict[tuple[str, int, int], str] = {}
    for one, week in first_kept(kept):
        sealed = {(kind, text) for kind, texts in week.records.items() for text in texts}
        records = records_of(days, Week(week.starts), week.closed, journal)
        for entry in make_entries(records, bytes.fromhex(one.seals.salt)):
            if (entry.kind, entry.text) in sealed:
                found[entry.origin.position] = week.week
    return found
