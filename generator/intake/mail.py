"""A saved mail → answers about a contact: who, when and about what."""

from __future__ import annotations

import datetime as dt
import re
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from msgspec import Struct

from generator.core.errors import UserError
from generator.intake.prompts import Answers
from generator.model.calendar import FIRST_DAY, LAST_DAY

MAX_BYTES = 25 * 1024 * 1024
_REPLY = re.compile(r"^\s*(?:re|fwd?|aw|wg|sv|tr)\s*:\s*", re.IGNORECASE)


class Correspondent(Struct, frozen=True):
    """A sender or recipient of a mail."""

    name: str
    address: str


def read_mail(data: bytes, own: frozenset[str], zone: dt.tzinfo) -> Answers:
    """The answers in a mail (`.eml`): `name`, `email`, `date`, `summary` and `channel`, if it has them.

    `own` are the graduate's addresses, case-folded: the contact is the sender of a mail to them, else the
    first recipient of a mail from them. Raises `UserError` if the data is not a mail or has none of `own`.
    """
    mail = message_from_bytes(data, policy=policy.default)
    if not isinstance(mail, EmailMessage) or not ("from" in mail or "to" in mail):
        raise UserError("This file is not a mail.", hint="Save the mail as .eml in your mail program.")
    other = _other(mail, own)
    answers = {
        "name": _one_line(other.name),
        "email": _one_line(other.address),
        "date": _day(mail, zone),
        "summary": _subject(mail),
        "channel": "email",
    }
    return {key: value for key, value in answers.items() if value}


def _other(mail: EmailMessage, own: frozenset[str]) -> Correspondent:
    if not own:
        hint = "Add `email: you@mail.example` below `graduate` in portfolio.yaml; it stays private."
        raise UserError("Set graduate.email so that we can tell which address is yours.", hint=hint)
    people = (*_people(mail, "from"), *_people(mail, "to", "cc"))
    others = [person for person in people if person.address.casefold() not in own]
    if not others or len(others) == len(people):
        why = (
            "None of the addresses in this mail is yours."
            if others
            else "All addresses in this mail are yours."
        )
        raise UserError(why, hint="Yours is `graduate.email` in portfolio.yaml.")
    return others[0]


# What the library raises on malformed headers.
_HEADER_ERRORS = (
    AssertionError,
    AttributeError,
    HeaderParseError,
    LookupError,
    TypeError,
    ValueError,
    OverflowError,
)


def _people(mail: EmailMessage, *headers: str) -> list[Correspondent]:
    """The people in the headers; a header that cannot be parsed has none."""
    correspondents: list[Correspondent] = []
    for name in headers:
        try:
            addresses = [address for header in mail.get_all(name, []) for address in header.addresses]
            correspondents.extend(
                Correspondent(address.display_name, address.addr_spec)
                for address in addresses
                if address.domain
            )
        except _HEADER_ERRORS:
            continue
    return correspondents


def _day(mail: EmailMessage, zone: dt.tzinfo) -> str:
    try:
        at = parsedate_to_datetime(str(mail.get("date", "")))
        day = (at if at.tzinfo is None else at.astimezone(zone)).date()
    except _HEADER_ERRORS:
        return ""
    return day.isoformat() if FIRST_DAY <= day <= LAST_DAY else ""


def _subject(mail: EmailMessage) -> str:
    try:
        text = _one_line(str(mail.get("subject", "")))
    except _HEADER_ERRORS:
        return ""
    while _REPLY.match(text):
        text = _REPLY.sub("", text, count=1)
    return text


def _one_line(text: str) -> str:
    """The text without line ends and control characters: encoded headers can contain some."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
