"""The oracle's contacts: who counts, when, and why not."""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache
from typing import Any

from tests.oracle.frames import ONE, place, week_days, window_days

Plain = dict[str, Any]
BLANKS = ["n/a", "n.a.", "tbd", "tba", "unknown", "-", "?"]
COUNTING = ["networking", "interview", "warm-outreach", "cold-outreach"]


@cache
def folded(text: str | None) -> str:
    """Text as it is compared: no accents, no signs that cannot be seen, one case, single spaces."""
    kept = ""
    for sign in unicodedata.normalize("NFKD", text or ""):
        hidden = unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f"
        if not hidden and not "\u0300" <= sign <= "\u036f":
            kept += sign
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).casefold())
    return " ".join(plain.split())


def compared(text: str | None) -> str:
    """A name or an employer without anything but its letters, digits and marks."""
    letters = [sign for sign in folded(text) if sign.isalnum() or unicodedata.category(sign)[0] == "M"]
    return "".join(letters) or folded(text)


@cache
def of_a_person(text: str | None) -> str:
    """A first or last name without titles, degrees, what is in brackets and what is behind a comma."""
    plain = folded(text).partition(",")[0]
    while "(" in plain and ")" in plain.partition("(")[2]:
        before, _, rest = plain.partition("(")
        plain = before + rest.partition(")")[2]
    words = plain.replace(".", "").split()
    while len(words) > 1 and words[0] in ["dr", "prof", "mr", "ms"]:
        words.pop(0)
    while len(words) > 1 and words[-1] in ["jr", "sr", "phd", "mba"]:
        words.pop()
    return compared(" ".join(words))


@cache
def of_an_employer(text: str | None) -> str:
    """An employer without its legal form and a leading "the"."""
    words = folded(text).replace(".", "").replace(",", " ").split()
    while len(words) > 1 and words[-1] in ["inc", "llc", "ltd", "gmbh"]:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    return compared(" ".join(words))


def is_blank(text: str | None) -> bool:
    """Whether nothing is said: absent, blank, a placeholder, or no letter or digit in it."""
    return folded(text) in BLANKS or not any(sign.isalnum() for sign in folded(text))


def follow_up(world: Plain, one: Plain) -> dt.date | None:
    """The follow-up, if it has been sent by `as_of`."""
    day: dt.date | None = one["follow_up"]
    return day if day is not None and day <= world["as_of"] else None


def counting_day(world: Plain, one: Plain, terms: Plain) -> dt.date:
    """The record's date, or the day of a follow-up that came late."""
    day: dt.date = one["date"]
    sent = follow_up(world, one)
    if one["kind"] != "networking" or sent is None:
        return day
    return sent if sent > day + terms["follow_up_within_days"] * ONE else day


def is_somebody(one: Plain) -> bool:
    """Whether we are told who it was, what they do and where."""
    for key in ["first_name", "last_name", "title", "employer"]:
        mononym = key == "last_name" and one["single_name"]
        if is_blank(one[key]) and not mononym:
            return False
    return True


def own_reasons(world: Plain, one: Plain) -> set[str]:
    """Every condition that the record fails by itself."""
    reasons = set()
    if not is_somebody(one):
        reasons.add("identity")
    if (one["summary"] or "").strip() == "":
        reasons.add("summary")
    if one["kind"] not in COUNTING:
        reasons.add(one["kind"])
    if not is_own_field(world, one["field"]):
        reasons.add("field")
    if one["bounced"]:
        reasons.add("bounced")
    if one["kind"] == "networking":
        sent = follow_up(world, one)
        if sent is None or sent < one["date"]:
            reasons.add("follow-up")
    return reasons


def is_own_field(world: Plain, field: str | None) -> bool:
    """Whether a field is absent or one of the programme's names."""
    plain = folded((field or "").replace("-", " "))
    return plain == "" or plain in [folded(name.replace("-", " ")) for name in world["own_field"]]


def names(one: Plain) -> tuple[str, str, str]:
    """What tells individuals apart who have no id."""
    first, last = of_a_person(one["first_name"]), of_a_person(one["last_name"])
    return (first, last, of_an_employer(one["employer"]))


def share_an_address(one: Plain, other: Plain) -> bool:
    """Whether two records of near names (Jon, Jonathan) have the same address: then they are of one."""
    mine, theirs = names(one), names(other)
    address = folded(one.get("email"))
    if not address or address != folded(other.get("email")) or mine[1] != theirs[1]:
        return False
    short = mine[0].startswith(theirs[0]) or theirs[0].startswith(mine[0])
    near = mine[2].startswith(theirs[2]) or theirs[2].startswith(mine[2])
    return (mine[2] == theirs[2] and short) or (mine[0] == theirs[0] and near)


def joined(one: Plain, ready: list[Plain]) -> tuple[str, str, str]:
    """The names of a record, or the first of the names that an address shows to be the same person's."""
    mine = names(one)
    for name in [names(other) for other in ready]:
        if name == mine:
            return mine
        first = [other for other in ready if names(other) == name]
        same = [other for other in ready if names(other) == mine]
        if any(share_an_address(left, right) for left in first for right in same):
            return name
    return mine


def individuals(ready: list[Plain]) -> dict[tuple[str, int, int], tuple[Any, ...]]:
    """Who each record is about. One without an id is about the first with its names that has one."""
    found: dict[tuple[str, int, int], tuple[Any, ...]] = {}
    for one in ready:
        who: tuple[Any, ...] = ("named", *joined(one, ready))
        if one["person"] is not None:
            who = ("id", one["person"])
        else:
            for other in ready:
                if other["person"] is not None and joined(other, ready) == joined(one, ready):
                    who = ("id", other["person"])
                    break
        found[place(one)] = who
    return found


def judge_contacts(world: Plain, terms: Plain) -> list[Plain]:
    """Each contact that exists as of the day: its counting day and why it does not count."""
    inside = window_days(world)
    rows = []
    for one in world["contacts"]:
        if one["date"] <= world["as_of"]:
            day = counting_day(world, one, terms)
            reasons = own_reasons(world, one)
            if day not in inside:
                reasons.add("outside")
            rows.append({**one, "day": day, "reasons": reasons})
    rows.sort(key=lambda row: (row["day"], *place(row)))
    mark_repeats(world, rows, terms["repeat_after_weeks"])
    return [{"at": place(row), "day": row["day"], "reasons": row["reasons"], "amount": 1} for row in rows]


def mark_repeats(world: Plain, rows: list[Plain], gap: int) -> None:
    """Give a reason to whoever has already counted this week, or `gap` weeks back."""
    ready = [row for row in rows if not row["reasons"]]
    counted: list[tuple[Plain, int]] = []
    for week in sorted({week_number(world, row) for row in ready}):
        here = [row for row in ready if week_number(world, row) == week]
        who = individuals(here)
        seen = []
        for row in here:
            person = who[place(row)]
            recent = any(week > then >= week - gap and are_one(row, other) for other, then in counted)
            if person in seen or recent:
                row["reasons"].add("repeat")
            else:
                counted.append((row, week))
            seen.append(person)


def are_one(one: Plain, other: Plain) -> bool:
    """Whether two records are about one individual."""
    if one["person"] is not None and other["person"] is not None:
        return bool(one["person"] == other["person"])
    return names(one) == names(other) or share_an_address(one, other)


def week_number(world: Plain, row: Plain) -> int:
    """A number that grows by one from week to week."""
    return week_days(row["day"], world["terms"]["week_start"])[0].toordinal() // 7
