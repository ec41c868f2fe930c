"""What commands read on a coach's side (keys, seals that were kept), and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.dates import short_day
from generator.core.errors import UserError
from generator.core.fileops import read_limited
from generator.core.text import capitalized, count
from generator.environment.machine import user_settings
from generator.model.trust import Compared
from generator.model.verdict import Evaluation
from generator.pipeline.types import JudgeResult
from generator.seals.age import open_sealed
from generator.seals.kept import STATEMENT, Kept, is_statement_of, read_kept

if TYPE_CHECKING:
    from generator.seals.timestamps import Stamp

MAX_KEY_BYTES = 64 * 1024


def own_key() -> Path:
    """Where a coach's key is kept, unless another file is named."""
    return user_settings() / "coach.key"


def key_in(file: Path) -> bytes:
    """The secret key in a file; a `UserError` where there is none."""
    if not file.is_file():
        raise UserError(
            f"There is no key at {file}.",
            hint="Make one with weekproof coach keygen, or give its file with --key.",
        )
    return read_limited(file, MAX_KEY_BYTES)


def seals_at(path: Path, key: Path | None) -> tuple[Kept, ...]:
    """The seals in a folder or a file, opened with the coach's key where they are encrypted."""
    if not path.exists():
        raise UserError(f"There is no file {path}.")
    return read_kept(path, lambda box: open_sealed(box, key_in(key or own_key())))


def stamps_of(
    kept: Sequence[Kept], authorities: Sequence[bytes], judged: JudgeResult
) -> tuple[int, list[str]]:
    """What a stranger's clock says of the kept seals, and 1 if one of its answers does not fit."""
    names, code, lines = names_of_weeks(judged.evaluation), 0, []
    for one in kept:
        proofs = list(_proofs(one, authorities))
        code = max([code, *(stamp.state == "wrong" for _, stamp in proofs)])
        lines += [_stamp_line(capitalized(names.get(one.week, one.week)), *proof) for proof in proofs]
    without = [one for one in kept if not (one.token or one.bundle)]
    if lines and without:
        lines.append(f"Without a timestamp: {count(len(without), 'file')} of seals.")
    if lines:
        lines.append("A timestamp proves that a week and those before it were sealed not later than that.")
    return code, lines


def _proofs(one: Kept, authorities: Sequence[bytes]) -> Iterator[tuple[str, Stamp]]:
    from generator.seals.attestations import check_bundle
    from generator.seals.timestamps import Stamp, check_stamp

    text = one.statement or b""
    for what, proof in (("timestamp", one.token), ("attestation", one.bundle)):
        if proof is not None and not is_statement_of(one):
            yield what, Stamp("wrong", why=f"{one.week}{STATEMENT} is not about these seals")
        elif proof is not None:
            yield (
                what,
                check_stamp(proof, text, authorities) if proof is one.token else check_bundle(proof, text),
            )


def _stamp_line(week: str, what: str, stamp: Stamp) -> str:
    by = f", says {stamp.by}" if stamp.by else ""
    told = f"not later than {short_day(stamp.at.date())}, {stamp.at:%H:%M} UTC{by}" if stamp.at else ""
    if stamp.state == "fits":
        return f"{week}  sealed {told}"
    if stamp.state == "wrong":
        return f"{week}  the {what} does not fit: {stamp.why}"
    return f"{week}  unknown: {stamp.why}{f' ({told})' if told else ''}"


def names_of_weeks(evaluation: Evaluation | None) -> Mapping[str, str]:
    """Week name → the week as people read it."""
    return {week.name: week.words for week in evaluation.weeks} if evaluation else {}


def differing(compared: Compared) -> Iterator[str]:
    """What differs from what was pinned, in lines."""
    day, number = short_day(compared.pinned), len(compared.differences)
    if not number:
        yield f"Nothing differs from what you pinned on {day}."
        return
    yield f"{count(number, 'thing differs', 'things differ')} from what you pinned on {day}:"
    yield from (f"  {capitalized(one.words)}" for one in compared.differences)
