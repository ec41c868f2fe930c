"""What a mail says of a contact: who, when and about what. Nothing is guessed that it does not say."""

from __future__ import annotations

import datetime as dt
import re
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from msgspec import Struct

from generator.core.errors import UserError
from generator.intake.forms import Answers
from generator.model.calendar import FIRST_DAY, LAST_DAY

MAX_BYTES = 25 * 1024 * 1024
_REPLY = re.compile(r"^\s*(?:re|fwd?|aw|wg|sv|tr)\s*:\s*", re.IGNORECASE)


class Correspondent(Struct, frozen=True):
    """Somebody on the other side of a mail."""

    name: str
    address: str


def read_mail(data: bytes, own: frozenset[str], zone: dt.tzinfo) -> Answers:
    """Answers that a mail (`.eml`) gives: `name`, `email`, `date`, `summary` and `channel`, those it has.

    `own` are the graduate's addresses, case-folded: the other side is whoever wrote to them, else the
    first one they wrote to. A `UserError` where the data is no mail or none of `own` is in it.
    """
    mail = message_from_bytes(data, policy=policy.default)
    if not isinstance(mail, EmailMessage) or not ("from" in mail or "to" in mail):
        raise UserError("This file is no mail.", hint="Save the mail as .eml in your mail program.")
    other = _other(mail, own)
    found = {
        "name": _one_line(other.name),
        "email": _one_line(other.address),
        "date": _day(mail, zone),
        "summary": _subject(mail),
        "channel": "email",
    }
    return {key: value for key, value in found.items() if value}


def _other(mail: EmailMessage, own: frozenset[str]) -> Correspondent:
    if not own:
        hint = "Add `graduate.email` to portfolio.yaml; it stays private."
        raise UserError("Nobody knows which side of the mail is you.", hint=hint)
    writers, readers = _people(mail, "from"), _people(mail, "to", "cc")
    ours = [
        correspondent for correspondent in (*writers, *readers) if correspondent.address.casefold() in own
    ]
    theirs = [
        correspondent for correspondent in (*writers, *readers) if correspondent.address.casefold() not in own
    ]
    if not ours or not theirs:
        why = "None of its addresses is yours." if theirs else "All of its addresses are yours."
        raise UserError(why, hint="portfolio.yaml has yours as `graduate.email`.")
    return theirs[0]


# The library raises any of these on headers that no mail program writes.
_STUMBLES = (
    AssertionError,
    AttributeError,
    HeaderParseError,
    LookupError,
    TypeError,
    ValueError,
    OverflowError,
)


def _people(mail: EmailMessage, *headers: str) -> list[Correspondent]:
    """The people in the headers; one that cannot be read has none."""
    correspondents: list[Correspondent] = []
    for name in headers:
        try:
            addresses = [address for header in mail.get_all(name, []) for address in header.addresses]
            correspondents.extend(
                Correspondent(address.display_name, address.addr_spec)
                for address in addresses
                if address.domain
            )
        except _STUMBLES:
            continue
    return correspondents


def _day(mail: EmailMessage, zone: dt.tzinfo) -> str:
    try:
        at = parsedate_to_datetime(str(mail.get("date", "")))
        day = (at if at.tzinfo is None else at.astimezone(zone)).date()
    except _STUMBLES:
        return ""
    return day.isoformat() if FIRST_DAY <= day <= LAST_DAY else ""


def _subject(mail: EmailMessage) -> str:
    try:
        text = _one_line(str(mail.get("subject", "")))
    except _STUMBLES:
        return ""
    while _REPLY.match(text):
        text = _REPLY.sub("", text, count=1)
    return text


def _one_line(text: str) -> str:
    """The text without line ends and control characters: headers may hide some behind their encoding."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
