"""The body of an issue made with the form “Log a contact” → the fields of a contact.

GitHub writes such a body as a heading for each field, in the order of the form, and below it what was
answered. Only the last field has room for several lines: whatever looks like a heading in it is text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.core.messages import Message
from generator.reading.dates import read_day

MOST_SIGNS = 100_000
"""GitHub takes 65,536."""

KINDS: Mapping[str, str] = {
    "Warm outreach (somebody introduced you, or you knew them)": "warm-outreach",
    "Cold outreach": "cold-outreach",
    "Networking (in person, at a meetup or event)": "networking",
    "Interview": "interview",
    "Application (logged, never counted)": "application",
    "External recruiter (logged, never counted)": "external-recruiter",
}
CHANNELS: Mapping[str, str] = {
    "In person": "in-person",
    "E-mail": "email",
    "Phone": "phone",
    "Video": "video",
    "Message": "message",
    "Letter": "letter",
}
LABELS: Mapping[str, str] = {
    "First name": "first_name",
    "Last name": "last_name",
    "Their title": "title",
    "Where they work": "employer",
    "How you met": "kind",
    "The day": "date",
    "By which way": "channel",
    "The day you followed up": "follow_up",
    "A link that shows it": "evidence",
    "What was said": "summary",
}
"""The form's labels, in its order → the keys of a contact. A test holds the form to them."""
ORDER = ("date", "kind", "first_name", "last_name", "title", "employer", "channel", "summary")
"""How the keys stand in a record; the rest behind these."""

_NEEDED = {"first_name": "First name", "kind": "How you met"}

Value = str | dt.date | tuple[str, ...]
_HEADING = re.compile(r"### (.+?)\s*")
_NOTHING = frozenset({"", "_No response_", "None"})
# Direction overrides make text read other than it is written; control characters have no place in it.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Answered(NamedTuple):
    """The fields in the order of a record, and what is wrong with them, each with its label."""

    fields: dict[str, Value]
    wrong: tuple[str, ...]


def read_form(body: str, opened: dt.date) -> Answered:
    """The answers. A day that was left empty is the day on which the issue was `opened`."""
    texts = _answers(body)
    if not texts:
        return Answered({}, ("This issue was not made with the form “Log a contact”.",))
    wrong: dict[str, str] = {}
    read: dict[str, Value] = {"date": opened}
    for label, key in LABELS.items():
        text = texts.get(label, "")
        if text in _NOTHING:
            continue
        value = _value(key, text)
        if isinstance(value, Message):
            wrong[label] = value.with_hint
        else:
            read[key] = value
    for key, label in _NEEDED.items():
        if key not in read:
            wrong.setdefault(label, "please answer this one.")
    told = tuple(f"**{label}**: {why}" for label, why in wrong.items())
    rest = [key for key in read if key not in ORDER]
    return Answered({key: read[key] for key in (*ORDER, *rest) if key in read}, told)


def _answers(body: str) -> dict[str, str]:
    """Label → what stands below it. Labels are looked for in the form's order, each once."""
    body = _UNWANTED.sub("", body[:MOST_SIGNS].replace("\r\n", "\n").replace("\r", "\n"))
    waiting = list(LABELS)
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in body.split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading and heading[1] in waiting:
            del waiting[: waiting.index(heading[1]) + 1]
            current = found.setdefault(heading[1], [])
        else:
            current.append(line)
    return {label: "\n".join(lines).strip() for label, lines in found.items()}


def _value(key: str, text: str) -> Value | Message:
    if key == "summary":
        return text
    if "\n" in text:
        return Message("unreadable-date.one-line")
    text = " ".join(text.split())
    if key in ("kind", "channel"):
        word = (KINDS if key == "kind" else CHANNELS).get(text)
        return word or Message("unknown-word.of-form", text=text)
    if key in ("date", "follow_up"):
        return read_day(text, dt.UTC)
    return tuple(text.split(" ")) if key == "evidence" else text
