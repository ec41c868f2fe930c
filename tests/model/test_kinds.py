"""The table of kinds: what the journal holds and what has a row are the same."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from generator.core.diagnostics import PRIVATE_FOLDER
from generator.model.fields import DateOrDateTime
from generator.model.kinds import KIND, KIND_OF_RECORD, KINDS, Journal, Kind, kinds_stored_as
from generator.model.origin import Record
from generator.model.post import Post

NAMES = [kind.name for kind in KINDS]


def _held(hint: object) -> list[type[Record]]:
    """The declared records in the type of a field of the journal."""
    kinds = (hint, *(part for arg in get_args(hint) for part in (arg, *get_args(arg))))
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Record)]


def test_every_kind_of_record_that_a_journal_holds_has_a_row_and_every_row_is_held() -> None:
    held = {name: _held(hint) for name, hint in get_type_hints(Journal).items()}
    assert {name: kinds[0] for name, kinds in held.items() if kinds} == {k.name: k.record for k in KINDS}
    assert len(KINDS) == len(KIND) == len(KIND_OF_RECORD) > 10


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_the_fields_that_a_row_names_are_declared(kind: Kind) -> None:
    fields = get_type_hints(kind.record)
    names = (
        {*kind.identity} - {"name"}
        | {*kind.known_later}
        | {name for row in kind.known_later.values() for name in row}
    )
    assert {*names, *((kind.day,) if kind.day else ())} <= fields.keys()
    days = (dt.date, dt.date | None, DateOrDateTime)
    assert all(fields[name] in days for name in (*kind.known_later, *((kind.day,) if kind.day else ())))
    optional = {field.name for field in msgspec.structs.fields(kind.record) if not field.required}
    assert {name for row in kind.known_later.values() for name in row} <= optional
    assert {*(kind.example_defaults or ())} <= fields.keys()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.plannable], ids=lambda kind: kind.name)
def test_what_may_lie_ahead_is_a_word_of_the_kind(kind: Kind) -> None:
    assert kind.plannable < {*get_args(get_type_hints(kind.record)["kind"])}


def test_no_path_leads_to_two_kinds_but_that_of_the_coachs_file() -> None:
    paths = [kind.path for kind in KINDS if kind.storage != "coach"]
    assert len(set(paths)) == len(paths)
    assert len({kind.path for kind in KINDS if kind.storage == "coach"}) == 1
    assert {kind.name for kind in KINDS if not kind.path.startswith("content/")} == {"portfolio"}


def test_what_lies_below_the_private_folder_is_private() -> None:
    assert {kind.name for kind in KINDS if kind.is_private} == {
        *("contacts", "applications", "letters", "activities", "offers", "coaching", "goals"),
        *("decisions", "pauses"),
    }
    assert all(kind.is_private == kind.path.startswith(PRIVATE_FOLDER) for kind in KINDS)


def test_records_that_cannot_be_dated_later_are_dated() -> None:
    assert [kind.name for kind in KINDS if kind.future_dates != "keep" and not kind.day] == []
    assert [kind.name for kind in KINDS if kind.identity and kind.future_dates == "keep"] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.day], ids=lambda kind: kind.name)
def test_the_day_of_a_record_stands_where_its_kind_says(kind: Kind) -> None:
    day = dt.date(2026, 6, 2)
    needed = {name: None for name in kind.record.__struct_fields__ if name != "origin"}
    written: Any = DateOrDateTime(day) if kind.record is Post else day
    assert kind.record(**{**needed, kind.day: written}).day == day


def test_a_kind_without_a_day_has_records_without_one() -> None:
    assert [kind.name for kind in KINDS if (kind.record.day is Record.day) != (not kind.day)] == []


def test_what_can_be_added_says_so_in_the_help_of_new() -> None:
    added = [kind for kind in kinds_stored_as("lists", "list") if kind.command and kind.name != "contacts"]
    assert len(added) > 3
    assert [kind.name for kind in added if not kind.command_help] == []
