"""The questions that `new` asks for a record. They are few: the other keys can be typed into the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from msgspec import Struct

from generator.core.errors import UserError
from generator.core.messages import Message
from generator.core.text import count, fold_line
from generator.intake.names import LOST_NAME, PersonName, clean_name, guess_name
from generator.intake.question import Ask, InvalidAnswer, Parser, Question, as_typed
from generator.model.calendar import DAY, WEEKDAYS
from generator.model.contact import Contact
from generator.model.contribution import AMOUNTS
from generator.model.individuals import bare_name, employer_key, group_by_individual
from generator.model.kinds import KIND, Journal
from generator.model.origin import Record
from generator.reading.dates import read_day, read_moment
from generator.reading.fields import Choice, Key, Text, keys_of
from generator.reading.scalars import MAY_BE_LINKS, is_link, read_bool, read_url, with_scheme

NEEDED = ("date", "kind", "first_name", "last_name", "title", "employer", "summary")
"""A contact of a kind that counts does not count without these."""
NEVER_COUNT = ("external-recruiter", "application")
_SHORTEST_WEEKDAY = 3  # letters
_FAR = 300  # days

Answers = Mapping[str, str]
Say = Callable[[str], None]


def always(_: Answers) -> bool:
    """The condition of a line that is asked in any case."""
    return True


def of_kind(*kinds: str) -> Callable[[Answers], bool]:
    """The condition of a line that is asked if `kind` is one of `kinds`."""
    return lambda answers: answers.get("kind") in kinds


class Line(Struct, frozen=True):
    """One line of a form: a key of the record, its label, and when it is asked.

    `is_today`: today is offered as the default.
    """

    key: str
    label: str
    required: bool = False
    when: Callable[[Answers], bool] = always
    is_today: bool = False


_DATE = "Date (YYYY-MM-DD, yesterday, mon …)"
_FORMS: Mapping[str, tuple[Line, ...]] = {
    "activities": (
        Line("kind", "Kind of activity", required=True),
        Line("date", _DATE, required=True, is_today=True),
        Line("title", "Title"),
        Line("evidence", "Link (required to count)"),
        Line("track", "Track of the module", when=of_kind("track-module")),
        Line("challenge_page", "Link to the challenge", when=of_kind("design-challenge")),
    ),
    "offers": (
        Line("employer", "Employer", required=True),
        Line("title", "Job title", required=True),
        Line("received", "Date of the written offer", required=True, is_today=True),
        Line("deadline", "Employer's deadline (optional)"),
        Line("in_field", "In the field of your programme"),
        Line("full_time", "Full-time"),
        Line("terms", "Terms: pay, start date, location"),
    ),
    "goals": (
        Line("title", "Goal", required=True),
        Line("why", "Why it matters (optional)"),
        Line("measure", "What you count (optional)"),
        Line("target", "Target number (optional)"),
        Line("due", "Target date (optional)"),
    ),
    "contributions": (
        Line("date", _DATE, required=True, is_today=True),
        Line("links", "Link to what you did", required=True),
        Line("commits", "Commits (Enter if none)"),
        Line("pull_requests", "Pull requests (Enter if none)"),
        Line("issues", "Issues (Enter if none)"),
        Line("reviews", "Reviews (Enter if none)"),
    ),
    "coaching": (
        Line("kind", "Kind of coaching record", required=True),
        Line("date", "Date or due date", required=True, is_today=True),
        Line("title", "Title"),
        Line("attended", "Attended", when=of_kind("check-in", "mock-interview", "material-review")),
        Line("answered", "Date you answered (Enter if not yet)", when=of_kind("message")),
        Line("completed", "Date you finished it (Enter if not yet)", when=of_kind("deliverable")),
        Line("link", "Link", when=of_kind("deliverable")),
        Line("employer", "Employer", when=of_kind("internship", "introduction")),
        Line("notes", "Notes (optional)"),
    ),
}
"""Kind of record → its form, where the declaration alone would not give good labels."""


def form_of(name: str) -> tuple[Line, ...]:
    """The form for records of the kind `name`; made from its declaration if none is written above."""
    if name in _FORMS:
        return _FORMS[name]
    kind = KIND[name]
    return tuple(
        Line(
            key.name,
            key.description[:1].upper() + key.description[1:],
            required=key.required,
            is_today=key.field == kind.day,
        )
        for key in keys_of(kind.record).values()
        if isinstance(key.shape, Choice | Text)
    )


def completed(name: str, answers: Mapping[str, Any], journal: Journal) -> dict[str, Any]:
    """The answers with what nobody has to be asked: typed contributions are the graduate's, and by hand."""
    found = dict(answers)
    if name != "contributions":
        return found
    links = found.get("links")
    if isinstance(links, str):
        found["links"] = tuple(links.split())
    found.setdefault("source", "by-hand")
    source = found["source"] if isinstance(found["source"], str) else ""
    found.setdefault("login", journal.portfolio.graduate.account_of(source) or "")
    if not any(found.get(amount) for amount in AMOUNTS):
        flags = ", ".join(f"--{amount.replace('_', '-')}" for amount in AMOUNTS[:4])
        raise UserError("How many?", hint=f"Nothing was written. Give one of {flags}.")
    return found


def fill(
    name: str,
    given: Answers,
    ask: Ask,
    today: dt.date,
    suggestions: Mapping[str, tuple[str, ...]],
    initial: Answers | None = None,
) -> Answers:
    """All answers to the form called `name`: `given`, and the answers to the lines it leaves open.

    `initial` are earlier answers, offered for editing.
    """
    kind = KIND[name].record
    answers = dict(given)
    for line in form_of(name):
        if line.key not in answers and line.when(answers):
            asked = question(kind, line, today, suggestions.get(line.key, ()))
            answers[line.key] = ask(with_initial(asked, (initial or {}).get(line.key, "")))
    return answers


def question(kind: type[Record], line: Line, today: dt.date, suggestions: tuple[str, ...] = ()) -> Question:
    """The question for one key, with the choices and the parser of its declaration."""
    key = keys_of(kind)[line.key]
    choices = key.shape.words if isinstance(key.shape, Choice) else ()
    if isinstance(key.shape, Text) and key.shape.read is read_bool:
        choices = ("yes", "no")
    return Question(
        label=line.label,
        default=today.isoformat() if line.is_today else "",
        choices=choices,
        suggestions=suggestions,
        required=line.required,
        parse=_parser(key, today),
    )


def with_initial(question: Question, answer: str) -> Question:
    """The question with an earlier answer: in place of its default, else as text that can be edited."""
    if not answer:
        return question
    if question.choices or question.default:
        return replace(question, default={"true": "yes", "false": "no"}.get(answer, answer))
    return replace(question, initial=answer)


def _parser(key: Key, today: dt.date) -> Parser:
    """A parser that accepts what the reader of the key accepts."""
    shape = key.shape
    if key.name in MAY_BE_LINKS:
        return _proof
    if not isinstance(shape, Text) or shape.is_text:
        return as_typed
    if shape.read is read_day:
        return day_parser(today)

    def parse(text: str) -> str:
        if shape.read is read_url:
            text = with_scheme(text)
        value = shape.read(text, dt.UTC)
        if isinstance(value, Message):
            raise InvalidAnswer(value.with_hint)
        return text

    return parse


def _proof(text: str) -> str:
    """A link, also without its `https://`, or something that can be the name of a file."""
    meant = with_scheme(text)
    if is_link(meant) or ("." in meant and " " not in meant):
        return meant
    raise InvalidAnswer("Type a link, or the name of a file. What you want to say goes into the summary.")


def day_parser(today: dt.date) -> Parser:
    """Accepts a date; `today`, `yesterday`, `tomorrow`; or a weekday, meaning the last one of that name.

    A day that is the better part of a year away is most often a slip of the year: it has to be confirmed.
    """
    confirmed: set[dt.date] = set()

    def checked(day: dt.date) -> str:
        if abs(day - today).days > _FAR and day not in confirmed:
            confirmed.add(day)
            away = count(abs(day - today).days, "day")
            when = f"{away} ago" if day < today else f"{away} from now"
            raise InvalidAnswer(f"{day} is {when}. Correct it, or press Enter to keep it.")
        return day.isoformat()

    def parse(text: str) -> str:
        word = text.casefold()
        relative = {"today": 0, "yesterday": -1, "tomorrow": 1}
        if word in relative:
            return (today + relative[word] * DAY).isoformat()
        for number, weekday in enumerate(WEEKDAYS):
            if len(word) >= _SHORTEST_WEEKDAY and weekday.startswith(word):
                return (today - ((today.weekday() - number) % 7) * DAY).isoformat()
        moment = read_moment(text, dt.UTC)
        if isinstance(moment, Message):
            raise InvalidAnswer(moment.with_hint)
        if moment.at is not None:
            raise InvalidAnswer("Type the date only, without a time.")
        return checked(moment.day)

    return parse


def confirm(ask: Ask, label: str) -> bool:
    """Ask a yes-or-no question; the default is no."""
    return _letter(ask, f"{label} [y/N]", "yn", "Type y or n.") == "y"


def ask_to_save(ask: Ask, *, is_waiting: bool) -> Literal["save", "discard", "edit"]:
    """Ask what to do with a record that does not count; the default is to discard it.

    With `is_waiting` it does not count yet, as any meeting of today: then the default is to save it.
    """
    asked = "Save? [Y/n]" if is_waiting else "Save anyway? [y/N]"
    letter = _letter(ask, f"{asked}, or e to edit", "yne", "Type y, n or e.") or ("y" if is_waiting else "n")
    return "save" if letter == "y" else "edit" if letter == "e" else "discard"


def _letter(ask: Ask, label: str, letters: str, refusal: str) -> str:
    def parse(text: str) -> str:
        word = text.casefold()
        if word in ("yes", "no", "edit", *letters) and word[0] in letters:
            return word[0]
        raise InvalidAnswer(refusal)

    return ask(Question(label=label, parse=parse))


def ask_contact(
    given: Answers, initial: Answers, contacts: tuple[Contact, ...], ask: Ask, say: Say, today: dt.date
) -> Answers:
    """All answers about a contact: `given`, and the answers to the questions it leaves open.

    `initial` are answers from a mail or from an earlier round, offered for editing. Title and employer of
    a person in `contacts` are the defaults.
    """
    answers = dict(given)

    def put(
        key: str, label: str, *, default: str = "", required: bool = False, is_today: bool = False
    ) -> None:
        if key not in answers:
            line = Line(key, label, required=required, is_today=is_today)
            known = suggestions(contacts, key) if key in ("employer", "title") else ()
            asked = question(Contact, line, today, known)
            asked = replace(asked, default=asked.default or default)
            answers[key] = ask(with_initial(asked, initial.get(key, "")))

    _ask_name(answers, initial, contacts, ask)
    name = " ".join(part for part in (answers.get("first_name"), answers.get("last_name")) if part)
    known = latest_contact(contacts, name, initial.get("email", ""))
    put("employer", "Employer", default=(known and known.employer) or "")
    put("title", "Job title", default=(known and known.title) or "")
    put("kind", "Kind of contact", required=True)
    if answers["kind"] in NEVER_COUNT:
        say(f"Saved, but never counted: {answers['kind']}.")
    put("date", _DATE, required=True, is_today=True)
    if answers["kind"] == "networking":
        put("follow_up", "Date you followed up (required to count; Enter if not yet)")
    if answers["kind"] == "interview":
        put("stage", "Interview stage (optional)")
    put("summary", "Summary")
    put("evidence", "Proof, link or file (optional)")
    for key in ("channel", "email"):
        answers.setdefault(key, initial.get(key, ""))
    return answers


def _ask_name(answers: dict[str, str], initial: Answers, contacts: tuple[Contact, ...], ask: Ask) -> None:
    """Ask for the full name, and for the last name where the full name leaves that open."""
    if "first_name" in answers or "last_name" in answers:
        for key, label in (("first_name", "First name"), ("last_name", "Last name")):
            if key not in answers and not (key == "last_name" and answers.get("single_name")):
                answers[key] = ask(Question(label=label))
        return
    first, last = initial.get("first_name", ""), initial.get("last_name", "")
    earlier = initial.get("name") or f"{first} {last}".strip()
    label = "Full name"
    if lost := initial.get(LOST_NAME):
        label = f"Full name (the mail has lost a letter of it: {lost})"
    typed = ask(Question(label=label, initial=earlier, suggestions=suggestions(contacts, "name")))
    name, guess = clean_name(typed), guess_name(typed)
    known = latest_contact(contacts, f"{guess.first} {guess.last}".strip())
    if known is not None:
        answers["first_name"], answers["last_name"] = known.first_name or "", known.last_name or ""
        answers.setdefault("person", known.person or "")
        answers.setdefault("single_name", "yes" if known.single_name else "")
        return
    if name and not guess.is_certain:
        guess = _ask_parts(name, guess, last, ask)
        if not guess.last:
            answers.setdefault("single_name", "yes")
    answers["first_name"], answers["last_name"] = guess.first, guess.last


def _ask_parts(name: str, guess: PersonName, last: str, ask: Ask) -> PersonName:
    """Ask for the last name of a name that can be split in several ways, and for a missing first name.

    `last` is an earlier answer.
    """
    if "," in name:  # `Last, First`, or a name and what someone does
        first = ask(Question(label="First name", initial=guess.first))
        return PersonName(first, ask(Question(label="Last name", initial=guess.last)), is_certain=True)
    default = last if last and name.endswith(last) else guess.last
    note = "" if default else " (Enter if they have only one name)"
    last = ask(Question(label=f"Last name{note}", default=default))
    first = name.removesuffix(last).strip() if last else name
    if not first and not guess.first:
        first = ask(Question(label="First name"))
    return PersonName(first or name, last, is_certain=True)


def name_of(contact: Contact) -> str:
    """First and last name."""
    return " ".join(part for part in (contact.first_name, contact.last_name) if part)


def suggestions(contacts: Iterable[Contact], key: str) -> tuple[str, ...]:
    """The values of `key` in all contacts, the latest first, without repeats; `name` means the full name."""
    texts = (
        name_of(contact) if key == "name" else getattr(contact, key) or ""
        for contact in _latest_first(contacts)
    )
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def latest_contact(contacts: Iterable[Contact], name: str = "", email: str = "") -> Contact | None:
    """The latest contact with that name or address; None if several individuals share it."""
    same = [
        contact
        for contact in _latest_first(contacts)
        if (name and bare_name(name_of(contact)) == bare_name(name))
        or (email and fold_line(contact.email) == fold_line(email))
    ]
    employers = {employer_key(contact.employer) for contact in same}
    is_one = len(group_by_individual(same)) == 1 or (email and len(employers) == 1)
    return same[0] if is_one else None


def _latest_first(contacts: Iterable[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda contact: (contact.date, contact.origin.position), reverse=True)
