"""What is asked about a contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from generator.core.text import fold_name
from generator.intake.forms import Answers, Line, question
from generator.intake.question import Ask, Question
from generator.model.contact import Contact
from generator.model.individuals import group_by_individual

NEEDED = ("date", "kind", "first_name", "last_name", "title", "employer", "summary")
"""Without these a record of a kind that counts does not."""
NEVER_COUNT = ("external-recruiter", "application")

Say = Callable[[str], None]


def ask_contact(
    given: Answers, begun: Answers, contacts: tuple[Contact, ...], ask: Ask, say: Say, today: dt.date
) -> Answers:
    """All answers about a contact: those `given`, and to the rest what is asked for.

    `begun` are answers that stand there already and can be changed, from a mail. Of a person who was met
    before title and employer are the default.
    """
    answers = dict(given)

    def put(key: str, label: str, *, default: str = "", needed: bool = False, is_today: bool = False) -> None:
        if key not in answers:
            line = Line(key, label, needed=needed, is_today=is_today)
            one = question(Contact, line, today, seen(contacts, key) if key in _SEEN else ())
            answers[key] = ask(_with(one, default=default, begun=begun.get(key, "")))

    _ask_name(answers, begun, contacts, ask)
    name = " ".join(part for part in (answers.get("first_name"), answers.get("last_name")) if part)
    before = known(contacts, name, begun.get("email", ""))
    put("employer", "Employer", default=(before and before.employer) or "")
    put("title", "Job title", default=(before and before.title) or "")
    put("kind", "How", needed=True)
    if answers["kind"] in NEVER_COUNT:
        say(f"Logged and never counted: {answers['kind']}.")
    put(
        "date",
        "When (a date, yesterday, mon …)",
        default=begun.get("date", ""),
        needed=True,
        is_today="date" not in begun,
    )
    if answers["kind"] == "networking":
        put("follow_up", "Followed up on (needed to count; Enter: not yet)")
    if answers["kind"] == "interview":
        put("stage", "Stage (Enter: leave out)")
    put("summary", "What was said or sent")
    put("evidence", "Link or file that backs it up (Enter: none)")
    for key in ("channel", "email"):
        answers.setdefault(key, begun.get(key, ""))
    return answers


_SEEN = ("employer", "title")


def _with(one: Question, *, default: str, begun: str) -> Question:
    from dataclasses import replace

    is_prose = not one.words and not default and not one.default
    return replace(one, default=default or one.default, begun=begun if is_prose else "")


def _ask_name(answers: dict[str, str], begun: Answers, contacts: tuple[Contact, ...], ask: Ask) -> None:
    """First and last name, asked as one; what is not sure from two words is asked."""
    if "first_name" in answers or "last_name" in answers:
        for key, label in (("first_name", "First name"), ("last_name", "Last name")):
            if key not in answers and not (key == "last_name" and answers.get("single_name")):
                answers[key] = ask(Question(label=label))
        return
    name = ask(Question(label="Who (full name)", begun=begun.get("name", ""), seen=seen(contacts, "name")))
    before = known(contacts, name)
    if before is not None:
        answers["first_name"], answers["last_name"] = before.first_name or "", before.last_name or ""
        answers.setdefault("person", before.person or "")
        answers.setdefault("single_name", "yes" if before.single_name else "")
        return
    parts = split_name(name)
    if parts is None and name:
        words = name.split()
        guess = words[-1] if len(words) > 1 else ""
        only = "" if guess else " (Enter: they have one name only)"
        last = ask(Question(label=f"Last name{only}", default=guess))
        first = name.removesuffix(last).strip() if last else name
        parts = (first or name, last)
        if not last:
            answers.setdefault("single_name", "yes")
    answers["first_name"], answers["last_name"] = parts or ("", "")


def name_of(contact: Contact) -> str:
    """First and last name."""
    return " ".join(part for part in (contact.first_name, contact.last_name) if part)


def seen(contacts: Iterable[Contact], key: str) -> tuple[str, ...]:
    """What was written behind `key` so far, the latest first, each once; `name` for whole names."""
    texts = (
        name_of(contact) if key == "name" else getattr(contact, key) or ""
        for contact in _latest_first(contacts)
    )
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def known(contacts: Iterable[Contact], name: str = "", email: str = "") -> Contact | None:
    """The latest contact of that name or address; None where more than one individual has it."""
    alike = [
        contact
        for contact in _latest_first(contacts)
        if (name and fold_name(name_of(contact)) == fold_name(name))
        or (email and fold_name(contact.email) == fold_name(email))
    ]
    employers = {fold_name(contact.employer) for contact in alike}
    is_one = len(group_by_individual(alike)) == 1 or (email and len(employers) == 1)
    return alike[0] if is_one else None


def split_name(name: str) -> tuple[str, str] | None:
    """First and last name of a name of two words, or of one with a comma; None where that is a guess."""
    if name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
        return (first, last) if first and last else None
    parts = name.split()
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _latest_first(contacts: Iterable[Contact]) -> Iterator[Contact]:
    return iter(sorted(contacts, key=lambda contact: (contact.date, contact.origin.position), reverse=True))
