"""Formatting for the report: rule names, locations, numbers, links and evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.core.dates import weekday_and_day
from generator.core.text import isolate, replace_unprintable, truncate
from generator.model.application import Application
from generator.model.contact import Contact
from generator.model.kinds import CountableRecord
from generator.model.origin import Origin

if TYPE_CHECKING:
    from markupsafe import Markup  # loaded with Jinja, only when a report is rendered

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOT_IN_A_LINK = re.compile(r"[\s\0-\x1f\x7f\\<>\"'`{}|^\[\]]|%(?![0-9A-Fa-f]{2})")
_WEEK = re.compile(r"\b[Ww]eek (\d+)(?: of \d+)? (\([^()]*\))")
_RULE_FAMILIES = ("contact-", "contacts-", "post-", "posts-", "activity-", "contribution-", "contributions-")


def encoded(text: str) -> bytes:
    """UTF-8, with the replacement character for halves of surrogate pairs, which no UTF-8 can hold."""
    return _SURROGATES.sub("\ufffd", text).encode("utf-8")


def clean(value: object) -> object:
    """`value`, with control characters in texts replaced by U+FFFD; applied to all template output."""
    return type(value)(replace_unprintable(value)) if isinstance(value, str) else value


def web_link(address: str) -> str | None:
    """`address` if the report may link to it (http or https); else None."""
    if _NOT_IN_A_LINK.search(address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    is_plain = parts.scheme in ("http", "https") and host and "@" not in parts.netloc
    return address if is_plain else None


def humanize(rule: str) -> str:
    """An identifier as words; rules without their family: `contact-no-email` → `no email`."""
    for family in _RULE_FAMILIES:
        if rule.startswith(family) and len(rule) > len(family):
            rule = rule[len(family) :]
            break
    return rule if rule == "check-in" else rule.replace("-", " ")


# What an obligation asks for. A school's own is called by its name.
_OBLIGATIONS = {
    "offer-answer": "Answers to offers",
    "offer-granted": "Acceptances of granted requests",
    "offer-terms-known": "Offers that say whether they are full-time and in the field",
    "leave": "Days on leave",
    "coach-answer": "Answers to the coach",
    "coach-silence": "Answers to the coach (silence limit)",
    "attendance": "Appointments",
    "deliverable": "Deliverables",
    "logged-promptly": "Records logged in time",
    "check-in": "Check-ins",
    "material-review": "Reviews of materials",
    "mock-interview": "Mock interviews",
    "goal-review": "Reviews of goals",
}


def obligation_name(obligation: str) -> str:
    """What people call an obligation: `Answers to offers` for `offer-answer`."""
    return _OBLIGATIONS.get(obligation, capitalized(humanize(obligation)))


def location(origin: Origin, *, line: bool = True) -> str:
    """`contacts/2026-W47.yaml:3`: the place of a record, without the folders that all share."""
    return f"{short_path(origin.path)}:{origin.line}" if line else short_path(origin.path)


def short_path(path: str) -> str:
    """A path in the repository without the folders that all share."""
    return isolate(path.removeprefix("content/").removeprefix("private/"))


def evidence(contact: Contact) -> list[tuple[str, str | None]]:
    """Text and link of each piece of evidence.

    Links are numbered, so that long URLs do not fill the page; other evidence is shown as text.
    """
    items = []
    for index, proof in enumerate(contact.evidence, start=1):
        href = web_link(proof.text)
        items.append((f"evidence {index}" if href else truncate(short_path(proof.text), 80), href))
    return items


def record_facts(record: CountableRecord) -> str:
    """What kind of record it is, by which way, and when it was followed up: `networking, in person`."""
    if isinstance(record, Contact):
        parts = [record.kind, record.channel, record.stage]
        facts = [part.replace("-", " ") for part in parts if part]
        if record.follow_up:
            facts.append(f"followed up {weekday_and_day(record.follow_up)}")
        elif record.kind == "networking":
            facts.append("no follow-up")
        if record.bounced:
            facts.append("bounced")
        return ", ".join(facts)
    if isinstance(record, Application):
        return "application"
    return ""


def capitalized(sentence: str) -> str:
    """`sentence` with its first letter large and the others as they are."""
    return sentence[:1].upper() + sentence[1:]


def week_links(sentence: str, targets: Mapping[str, str]) -> Markup:
    """`sentence`, escaped, with a link at each `week 9 (27 Jul – 2 Aug)` that has a row.

    `targets` has the id of the row by those words. `Week 9 of 26 (27 Jul – 2 Aug)` is the same week.
    """
    from markupsafe import Markup, escape

    parts: list[Markup] = []
    end = 0
    text = str(clean(sentence))
    for match in _WEEK.finditer(text):
        target = targets.get(f"week {match[1]} {match[2]}")
        if target is not None:
            link = Markup('<a href="#{}">{}</a>').format(target, match.group())
            parts += [escape(text[end : match.start()]), link]
            end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def number(value: float) -> str:
    """A number without trailing zeros: `3`, `2.5`."""
    return f"{value:.10g}"
