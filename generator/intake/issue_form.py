"""Issues made with a form: the event file of a workflow → the fields of a contact, or what a coach decides.

GitHub writes the body as one heading per field, in the order of the form, with the answer below it. Only
the last field has room for several lines: whatever looks like a heading in it is text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from generator.core.errors import UserError
from generator.core.messages import Message
from generator.intake.names import clean_name
from generator.reading.dates import read_day

MAX_BYTES = 4 * 1024 * 1024
MAX_CHARACTERS = 100_000
"""Of a body; GitHub accepts 65,536."""

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
    "Company": "employer",
    "Kind of contact": "kind",
    "Date": "date",
    "Channel": "channel",
    "Date of follow-up": "follow_up",
    "Proof (link)": "evidence",
    "Summary": "summary",
}
"""Label of the form → key of a contact, in the form's order. A test compares the form with this."""
ORDER = ("date", "kind", "first_name", "last_name", "title", "employer", "channel", "summary")
"""The order of the keys in a record; all others follow."""

_REQUIRED = {"first_name": "First name", "kind": "Kind of contact"}

Value = str | dt.date | tuple[str, ...]
_HEADING = re.compile(r"### (.+?)\s*")
_NO_ANSWER = frozenset({"", "_No response_", "None"})
# Direction overrides make text look different from what it is; control characters are never meant.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Issue(NamedTuple):
    """An issue's body, when it was opened and its number; None if the event does not say.

    `author` opened it, `sender` did what the event is about: logins, empty if the event does not say.
    """

    body: str
    opened: dt.datetime | None = None
    number: int | None = None
    author: str = ""
    sender: str = ""
    is_opening: bool = False
    """Whether the event is that it was opened: what the author wrote then nobody has changed."""
    is_private: bool = False
    """Whether the event says that the repository is private."""


def read_event(file: Path) -> Issue:
    """The issue in the event file of a workflow run; raises `UserError` if there is none."""
    try:
        event = json.loads(_read(file))
        issue = event["issue"]
        body = issue["body"] or ""
        if not isinstance(body, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UserError(
            "This file is not the event of an issue.", hint="Use the file that $GITHUB_EVENT_PATH names."
        ) from None
    number = issue.get("number")
    is_number = isinstance(number, int) and not isinstance(number, bool) and number > 0
    repository = event.get("repository")
    return Issue(
        body,
        _time(issue.get("created_at")),
        number if is_number else None,
        author=_login(issue.get("user")),
        sender=_login(event.get("sender")),
        is_opening=event.get("action") == "opened",
        is_private=isinstance(repository, dict) and repository.get("private") is True,
    )


def _login(account: object) -> str:
    login = account.get("login") if isinstance(account, dict) else None
    return login if isinstance(login, str) else ""


def read_body(file: Path) -> Issue:
    """An issue whose body is the whole file."""
    return Issue(_read(file).decode("utf-8", "replace"))


def _read(file: Path) -> bytes:
    with file.open("rb") as handle:
        data = handle.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UserError("This file is too large for an issue.")
    return data


def _time(text: object) -> dt.datetime | None:
    try:
        time = dt.datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return time if time is not None and time.tzinfo is not None else None


class FormResult(NamedTuple):
    """The fields in the order of a record, and the problems in Markdown, each with the label it is about."""

    fields: dict[str, Value]
    problems: tuple[str, ...]


def read_form(body: str, opened: dt.date) -> FormResult:
    """The answers in an issue's body. An empty date means the day on which the issue was `opened`."""
    answers = _answers(body, LABELS)
    if not answers:
        return FormResult({}, ("This issue was not made with the form “Log a contact”.",))
    problems: dict[str, str] = {}
    fields: dict[str, Value] = {"date": opened}
    for label, key in LABELS.items():
        text = answers.get(label, "")
        if text in _NO_ANSWER:
            continue
        value = _value(key, text)
        if isinstance(value, Message):
            problems[label] = value.with_hint
        else:
            fields[key] = value
    for key, label in _REQUIRED.items():
        if key not in fields:
            problems.setdefault(label, "an answer is required.")
    others = [key for key in fields if key not in ORDER]
    return FormResult(
        {key: fields[key] for key in (*ORDER, *others) if key in fields},
        tuple(f"**{label}**: {problem}" for label, problem in problems.items()),
    )


def _answers(body: str, labels: Iterable[str]) -> dict[str, str]:
    """Label → the text below it. Labels are recognized in the form's order, each once."""
    body = _UNWANTED.sub("", body[:MAX_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n"))
    remaining = list(labels)
    answers: dict[str, list[str]] = {}
    current: list[str] = []
    for line in body.split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading and heading[1] in remaining:
            del remaining[: remaining.index(heading[1]) + 1]
            current = answers.setdefault(heading[1], [])
        else:
            current.append(line)
    return {label: "\n".join(lines).strip() for label, lines in answers.items()}


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
    if key in ("first_name", "last_name"):
        return clean_name(text) or text
    return tuple(text.split(" ")) if key == "evidence" else text


CoachWish = Literal["waived", "acknowledged", "leave", "note"]
WISHES: Mapping[str, CoachWish] = {
    "Excuse a week": "waived",
    "Acknowledge a week (you have seen it; it stays short)": "acknowledged",
    "Grant leave": "leave",
    "Write to the graduate": "note",
}
COACH_LABELS: Mapping[str, str] = {
    "What you want to do": "wish",
    "Weeks": "weeks",
    "Only these requirements": "requirements",
    "First day of leave": "first",
    "Last day of leave": "last",
    "Reason, or what you write": "text",
}
"""Label of the coach's form → what it asks for, in the form's order. A test compares the form with this."""
_WORDS = re.compile(r"[\s,;]+(?:and\s+)?")
_MOST_WORDS = 60


class CoachForm(NamedTuple):
    """What a coach asks for: texts as they were typed, and the problems in Markdown, each with its label."""

    wish: CoachWish | None = None
    weeks: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    text: str = ""
    problems: tuple[str, ...] = ()


def read_coach_form(body: str) -> CoachForm:
    """The answers in the body of an issue that a coach opened."""
    answers = _answers(body, COACH_LABELS)
    if not answers:
        return CoachForm(problems=("This issue was not made with the form “Answer as the coach”.",))
    given = {key: answers.get(label, "") for label, key in COACH_LABELS.items()}
    given = {key: "" if text in _NO_ANSWER else text for key, text in given.items()}
    wish = WISHES.get(given["wish"])
    found = CoachForm(
        wish,
        weeks=_words(given["weeks"]),
        requirements=_words(given["requirements"]),
        first=" ".join(given["first"].split()),
        last=" ".join(given["last"].split()),
        text=given["text"],
    )
    labels = {key: label for label, key in COACH_LABELS.items()}
    missing = [key for key in ("wish", *_ASKED.get(wish or "note", ())) if not getattr(found, key)]
    return found._replace(problems=tuple(f"**{labels[key]}**: an answer is required." for key in missing))


_ASKED: Mapping[CoachWish, tuple[str, ...]] = {
    "waived": ("weeks", "text"),
    "acknowledged": ("weeks", "text"),
    "leave": ("first", "last", "text"),
    "note": ("text",),
}


def _words(text: str) -> tuple[str, ...]:
    """`9, 10 and W31` → `9`, `10`, `W31`."""
    return tuple(word for word in _WORDS.split(text.strip()) if word)[:_MOST_WORDS]
