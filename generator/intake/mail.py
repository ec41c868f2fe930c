"""A saved mail → answers about a contact: who, when and about what.

The headers are read here and not by the standard library: mail programs write names in ways that it refuses,
cuts letters from, or takes minutes for.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import datetime as dt
import quopri
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime

from msgspec import Struct

from generator.core.errors import UserError
from generator.intake.names import LOST_NAME, clean_name, has_lost_letters
from generator.intake.prompts import Answers
from generator.model.calendar import FIRST_DAY, LAST_DAY

MAX_BYTES = 25 * 1024 * 1024
_REPLY = re.compile(
    r"^\s*(?:re|fwd?|aw|wg|antw|sv|vs|tr|rv|rif|odp|res|enc)\s*(?:\[\d+\])?\s*[:：]\s*", re.IGNORECASE
)
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_MAILBOX = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.?[^\s@<>()\[\],;:\"]*")
_NOBODY = re.compile(
    r"(?:[\w.+-]*[-._+])?(?:no-?_?reply|donotreply|do-not-reply|mailer-daemon|notifications?)\b.*",
    re.IGNORECASE,
)
# The standard names these narrower than mail programs use them.
_WIDER = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
}
_WIDER |= {
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}
_WIDER |= {
    "unknown-8bit": "utf-8",
    "default": "utf-8",
    "x-unknown": "utf-8",
    "utf8": "utf-8",
    "iso-8859-8-i": "iso-8859-8",
}
_DATE_ERRORS = (IndexError, LookupError, OverflowError, TypeError, ValueError)
_OLE = b"\xd0\xcf\x11\xe0"
_MAX_FIELD = 4_000
"""Characters of a date, a subject or an entry of a list of addresses; longer entries are left out."""
_LONGEST_NAME = 200
# Signs that no name has: letters of another alphabet that were read as those of Windows look like this.
_NO_LETTERS = re.compile(r"[¡-©«-´¶-¹»-¿×÷]")


class Correspondent(Struct, frozen=True):
    """A sender or recipient of a mail."""

    name: str
    address: str


def read_mail(data: bytes, own: frozenset[str], zone: dt.tzinfo) -> Answers:
    """The answers in a mail (`.eml`): `name`, `email`, `date`, `summary` and `channel`, if it has them.

    `own` are the graduate's addresses, case-folded: the contact is the sender of a mail to them, else the
    first recipient of a mail from them. A name that has lost a letter is under `LOST_NAME`. Raises
    `UserError` if the data is not a mail or has none of `own`.
    """
    if data.startswith(_OLE):
        raise UserError(
            "This is a mail in Outlook's own format (.msg).",
            hint="In Outlook, choose Save as, and the type .eml.",
        )
    fields = _fields(data)
    if not ("from" in fields or "to" in fields):
        raise UserError("This file is not a mail.", hint="Save the mail as .eml in your mail program.")
    other = _other(fields, own)
    is_lost = has_lost_letters(other.name)
    subject = _subject(fields)
    answers = {
        LOST_NAME if is_lost else "name": _one_line(other.name) if is_lost else clean_name(other.name),
        "email": "" if _NOBODY.fullmatch(other.address) else _one_line(other.address),
        "date": _day(fields, zone),
        "summary": "" if "\ufffd" in subject else subject,
        "channel": "email",
    }
    return {key: value for key, value in answers.items() if value}


def _fields(data: bytes) -> Mapping[str, list[str]]:
    """The header fields by their names in lower case, unfolded, with all letters that can be read."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8")
    head = re.split(rb"\r?\n[ \t]*\r?\n|\r\r", data.removeprefix(codecs.BOM_UTF8).lstrip(), maxsplit=1)[0]
    fields: dict[str, list[str]] = {}
    for line in re.split(rb"\r?\n(?![ \t])|\r(?![ \t\n])", head):
        match = _FIELD.fullmatch(line)
        if match:
            name = match[1].decode("ascii").lower()
            fields.setdefault(name, []).append(_text(re.sub(rb"[\r\n]+[ \t]*", b" ", match[2]).strip()))
    return fields


def _text(raw: bytes) -> str:
    """Bytes of a header: UTF-8 as newer programs write it, else the letters of Windows."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _NO_LETTERS.sub("\ufffd", raw.decode("cp1252", "replace"))
    return _repaired(text)


def _repaired(text: str) -> str:
    """`José` for `JosÃ©`: UTF-8 that a program before us has read as the letters of Windows."""
    if not any(char in text for char in "ÃÂÅÄÐÑ"):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _decoded(text: str) -> str:
    """The text of encoded words (`=?utf-8?q?Jos=C3=A9?=`); U+FFFD for what can't be decoded."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    at, charset, raw = 0, "", b""
    joined = _BETWEEN_WORDS.sub(r"\1", text)
    for match in _WORD.finditer(joined):
        between = joined[at : match.start()]
        if between or match[1].lower() != charset:
            pieces += [_from_charset(raw, charset), between]
            charset, raw = match[1].lower(), b""
        # One letter may be split between two words.
        raw += _word_bytes(match[2], match[3])
        at = match.end()
    return _repaired("".join((*pieces, _from_charset(raw, charset), joined[at:])))


def _word_bytes(encoding: str, text: str) -> bytes:
    plain = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return quopri.decodestring(plain, header=True)
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return "\ufffd".encode()


def _from_charset(raw: bytes, charset: str) -> str:
    if not raw:
        return ""
    try:
        return raw.decode(_WIDER.get(charset, charset), "replace")
    except (LookupError, UnicodeError, ValueError):
        return raw.decode("utf-8", "replace")


def _other(fields: Mapping[str, list[str]], own: frozenset[str]) -> Correspondent:
    if not own:
        hint = "Add `email: you@mail.example` below `graduate` in portfolio.yaml; it stays private."
        raise UserError("Set graduate.email so that we can tell which address is yours.", hint=hint)
    senders, recipients = (
        [person for name in names for value in fields.get(name, ()) for person in _people(value)]
        for names in (("from",), ("to", "cc", "bcc"))
    )
    people, mine = [*senders, *recipients], frozenset(map(_without_tag, own))
    others = [person for person in people if _without_tag(person.address) not in mine]
    if others and len(others) < len(people):
        return others[0]
    why = "All addresses in this mail are yours."
    if others:
        why = "None of the addresses in this mail is yours."
    elif not senders or not recipients:
        why = f"The address of the {'recipient' if senders else 'sender'} of this mail can't be read."
    raise UserError(why, hint="Yours is `graduate.email` in portfolio.yaml.")


def _without_tag(address: str) -> str:
    """The address as compared: `me+jobs@mail.example` is `me@mail.example`."""
    name, _, host = address.casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def _people(value: str) -> Iterator[Correspondent]:
    """The people in a header. An entry without an address is the beginning of a name with a comma in it."""
    begun = ""
    for entry in _entries(value):
        whole = f"{begun},{entry}" if begun else entry
        person = _person(whole) if len(whole) < _MAX_FIELD else None
        begun = whole if person is None and len(whole) < _MAX_FIELD else ""
        if person is not None:
            yield person


def _entries(value: str) -> Iterator[str]:
    """The parts of a list of addresses between commas that are not in quotes, brackets or comments."""
    start, depth, is_quoted, is_angled = 0, 0, False, False
    for match in _SIGN.finditer(value):
        char = match[0]
        if char == '"' and not depth:
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char in "<>":
            is_angled = char == "<"
        elif not depth and not is_angled and char in ",;:":
            if char != ":":  # that is behind the name of a group
                yield value[start : match.start()]
            start = match.end()
    yield value[start:]


_SIGN = re.compile(r"\\.|[\"()<>,;:]")
_COMMENT = re.compile(r"\(((?:[^()\\]|\\.)*)\)?")
_ANGLE = re.compile(r"<([^<>]*)>?\s*$")


def _person(entry: str) -> Correspondent | None:
    """One person; None if there is no address."""
    if "@" not in entry:
        return None
    angle = _ANGLE.search(entry)
    if angle:
        mailbox = _MAILBOX.search(angle[1].rpartition(":")[2])
        name = entry[: angle.start()]
    else:
        bare = _COMMENT.sub(" ", entry)
        mailbox = _MAILBOX.search(bare)
        comment = _COMMENT.search(entry)
        name = comment[1] if comment else bare.replace(mailbox[0], " ") if mailbox else ""
    if mailbox is None:
        return None
    name = _decoded(re.sub(r"\\(.)", r"\1", name.replace('"', " " if name.count('"') > 2 else "")))
    name = " ".join(name.split())
    return Correspondent(name if len(name) <= _LONGEST_NAME else "", mailbox[0])


def _day(fields: Mapping[str, list[str]], zone: dt.tzinfo) -> str:
    try:
        at = parsedate_to_datetime(fields.get("date", [""])[0][:_MAX_FIELD])
        day = (at if at.tzinfo is None else at.astimezone(zone)).date()
    except _DATE_ERRORS:
        return ""
    return day.isoformat() if FIRST_DAY <= day <= LAST_DAY else ""


def _subject(fields: Mapping[str, list[str]]) -> str:
    text = _one_line(_decoded(fields.get("subject", [""])[0][:_MAX_FIELD]))
    while _REPLY.match(text):
        text = _REPLY.sub("", text, count=1)
    return text


def _one_line(text: str) -> str:
    """The text without line ends and control characters: encoded headers can contain some."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
