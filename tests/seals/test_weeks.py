"""Seals of closed weeks: the least change of a record shows in its week, and in no other."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model.calendar import DAY
from generator.model.fields import DateOrDateTime
from generator.model.kinds import Journal
from generator.model.origin import Record
from generator.pipeline import run
from generator.pipeline.report import render_coach_report
from generator.seals.canonical import LEFT_OUT
from generator.seals.compare import changes
from generator.seals.records import SEALED_KINDS
from generator.seals.weeks import ClosedWeek, Seals, decode_seals, encode_seals, first_broken_week, seal_weeks
from tests.support.closed_weeks import AS_OF, CLOSED, lay
from tests.support.repositories import request

START = dt.date(2026, 6, 1)
WEEKS = [ClosedWeek(name, START + 7 * n * DAY, START + 7 * (n + 1) * DAY) for n, name in enumerate(CLOSED)]
_DATED = {"follow_up", "answered", "completed", "deadline"}


@pytest.fixture(name="journal", scope="module")
def _journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    root = lay(tmp_path_factory.mktemp("sealed"))
    journal = run.judge(request(root, dt.date.fromisoformat(AS_OF))).journal
    assert journal is not None
    return journal


@pytest.fixture(name="seals", scope="module")
def _seals(journal: Journal) -> Seals:
    return seal_weeks(journal, WEEKS)


def changed(seals: Seals, journal: Journal) -> dict[str, str]:
    return {week: ", ".join(one.text for one in found) for week, found in changes(seals, journal)}


def with_records(journal: Journal, kind: str, records: Sequence[Record]) -> Journal:
    return msgspec.structs.replace(journal, **{kind: tuple(records)})


def other(name: str, value: object, day: dt.date) -> object:
    """Another value for a field, which leaves the record in its week."""
    if isinstance(value, DateOrDateTime):
        return DateOrDateTime(
            value.day, dt.datetime(value.day.year, value.day.month, value.day.day, tzinfo=dt.UTC)
        )
    if isinstance(value, dt.date):
        return value + DAY if name not in _DATED else value - DAY
    if name in _DATED:
        return day
    if isinstance(value, bool) or value is None:
        return not value
    return value + 1 if isinstance(value, int) else f"{value}."


def slips(journal: Journal) -> Iterator[tuple[str, str, Journal]]:
    """(week, field, journal) for every field of every record of a closed week, changed alone."""
    for kind in SEALED_KINDS:
        records = getattr(journal, kind)
        for position, record in enumerate(records):
            date = record.received if kind == "offers" else record.date
            day = date.day if isinstance(date, DateOrDateTime) else date
            week = next((one for one in WEEKS if one.starts <= day < one.closed), None)
            for field in msgspec.structs.fields(record) if week else ():
                if week is None or field.name in LEFT_OUT:
                    continue
                slip = replace(record, **{field.name: other(field.name, getattr(record, field.name), day)})
                made = [*records[:position], slip, *records[position + 1 :]]
                yield week.week, f"{kind}.{field.name}", with_records(journal, kind, made)


# An answer that came after its week had closed is no part of that week.
_LATER = {("2026-W24", "coaching.answered")}


def test_a_change_of_any_field_of_any_record_shows_in_its_week_alone(journal: Journal, seals: Seals) -> None:
    found = 0
    for week, field, slip in slips(journal):
        told = changed(seals, slip)
        if (week, field) in _LATER and told == {}:
            continue
        assert list(told) == [week], field
        found += 1
        again = [one.seal for one in seal_weeks(slip, WEEKS).weeks]
        before = [one.seal for one in seals.weeks]
        at = CLOSED.index(week)
        same = [a == b for a, b in zip(again, before, strict=True)]
        # The first week gives the salt as well, so with it everything is other.
        assert same == [n < at for n in range(len(CLOSED))]
    assert found > 150


def test_nothing_changed_is_nothing_told(journal: Journal, seals: Seals) -> None:
    assert changed(seals, journal) == {}
    assert first_broken_week(seals) is None
    assert decode_seals(encode_seals(seals)) == seals


@given(order=st.permutations(range(7)))
def test_the_order_of_records_has_no_part_in_it(journal: Journal, seals: Seals, order: list[int]) -> None:
    mixed = with_records(journal, "contacts", [journal.contacts[n] for n in order])
    assert seal_weeks(mixed, WEEKS) == seals


@given(text=st.text(max_size=60), at=st.integers(0, 4))
def test_any_other_text_is_another_record(journal: Journal, seals: Seals, text: str, at: int) -> None:
    record = journal.contacts[at]
    made = list(journal.contacts)
    made[at] = replace(record, summary=text)
    week = next(one.week for one in WEEKS if one.starts <= record.date < one.closed)
    told = {} if text == record.summary else {week: "1 contact changed"}
    assert changed(seals, with_records(journal, "contacts", made)) == told


def test_two_records_that_say_the_same_are_two(journal: Journal, seals: Seals) -> None:
    again = with_records(journal, "contacts", [*journal.contacts, journal.contacts[2]])
    assert changed(seals, again) == {"2026-W24": "1 contact added"}
    assert changed(seal_weeks(again, WEEKS), journal) == {"2026-W24": "1 contact removed"}


def test_what_is_dated_after_the_week_is_no_part_of_it(journal: Journal, seals: Seals) -> None:
    later = [replace(one, follow_up=one.date + 7 * DAY) for one in journal.contacts]
    assert changed(seals, with_records(journal, "contacts", later)) == {}


def test_a_later_day_keeps_the_seals_and_an_open_week_has_none(tmp_path: Path) -> None:
    root = lay(tmp_path)
    kept: list[dict[str, object]] = []
    for day in ("2026-06-07", "2026-06-08", "2026-06-15", "2026-07-05", "2026-07-06", AS_OF, "2026-07-20"):
        asked = request(root, dt.date.fromisoformat(day))
        judged = run.judge(asked)
        files = render_coach_report(judged, judged.diagnostics, asked)
        now = json.loads(files["seals.json"])["weeks"] if "seals.json" in files else []
        assert [one["closed"] <= day for one in now] == [True] * len(now)
        assert len(now) == (dt.date.fromisoformat(day) - START).days // 7
        assert now[: len(kept)] == kept
        kept = now
