"""`seals.json`, written and read."""

from __future__ import annotations

import re

import msgspec

from generator.core.errors import UserError
from generator.model.calendar import FIRST_DAY, LAST_DAY
from generator.seals.age import looks_sealed
from generator.seals.records import SEALED_KINDS
from generator.seals.weeks import FORMAT, Seals, first_broken_week

MAX_BYTES = 32 * 1024 * 1024
_HINT = "It is called seals.json and lies beside the report. If this is the one, take another copy of it."
_SALT = re.compile(r"[0-9a-f]{64}")


def encode_seals(seals: Seals) -> bytes:
    """The file: indented JSON in UTF-8 that ends with a line feed."""
    return msgspec.json.format(msgspec.json.encode(seals), indent=1) + b"\n"


def decode_seals(data: bytes) -> Seals:
    """The seals in a file. A `UserError` where it is none, or was changed since it was made."""
    if looks_sealed(data):
        hint = "Open it first: weekproof coach open FILE --key YOUR-KEY."
        raise UserError("The file of seals is sealed itself.", hint=hint)
    try:
        seals = msgspec.json.decode(data, type=Seals)
    except (msgspec.DecodeError, RecursionError):
        raise UserError("This is not a file of seals, or not a whole one.", hint=_HINT) from None
    if seals.format != FORMAT:
        raise UserError("This file of seals was made by a newer Weekproof.", hint="Update Weekproof.")
    kinds = {kind for week in seals.weeks for kind in week.records}
    in_calendar = all(FIRST_DAY <= week.starts <= LAST_DAY for week in seals.weeks)
    if not (_SALT.fullmatch(seals.salt) and kinds <= SEALED_KINDS.keys() and in_calendar):
        raise UserError("This is not a file of seals.", hint=_HINT)
    misfit = first_broken_week(seals)
    if misfit is not None:
        message = "The file of seals does not fit together: it was changed or damaged after it was made."
        raise UserError(message, hint=f"The first week that does not fit is {misfit}. Use another copy.")
    return seals
