"""What people really hand in: every fault of every file in one run, with a kind word for each."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Severity
from generator.pipeline import run
from tests.support.repositories import places, request

WILD = Path(__file__).parent / "wild"
GOLDEN = WILD.with_suffix(".golden")
# Words of parsers and programmers, which no message to somebody looking for work may have.
JARGON = re.compile(
    r"\b(expected|token|node|scalar|mapping|sequence|parse\w*|None|null|str|int|bool|struct|traceback"
    r"|exception|invalid|illegal|utf-8-sig|regex|schema|boolean|integer|char)\b",
    re.IGNORECASE,
)


def _found() -> tuple[Diagnostic, ...]:
    return run.check(request(WILD, dt.date(2026, 6, 8))).diagnostics


def test_every_fault_of_every_file_is_told_where_it_stands() -> None:
    told = sorted(
        f"{location} {one.severity.value}" for location, one in zip(places(_found()), _found(), strict=True)
    )
    assert told == GOLDEN.read_text("utf-8").splitlines()


def test_each_fault_is_told_in_plain_words_with_what_to_do() -> None:
    found = _found()
    assert len(found) > 20
    for one in found:
        assert one.hint, one
        for text in (one.message, one.hint):
            own_words = re.sub(r"`[^`]*`", "", text)
            assert not JARGON.search(own_words), text
            assert text[-1] in ".?", text
            assert len(own_words) < 200, text
        assert one.message[0].isupper() or one.message[0] == "`", one.message


def test_a_slip_of_the_keyboard_is_not_a_missed_week() -> None:
    outcome = run.check(request(WILD, dt.date(2026, 6, 8)))
    assert outcome.judged.evaluation is not None
    week = outcome.judged.evaluation.weeks[0]
    assert (week.week.name, week.closed, week.verdict) == ("2026-W23", True, "unknown")
    assert {requirement.verdict for requirement in week.requirements} == {"unknown"}
    assert outcome.exit_code == 1


def test_what_is_only_unusual_is_read_without_a_word() -> None:
    outcome = run.check(request(WILD, dt.date(2026, 6, 8)))
    assert outcome.judged.journal is not None
    contacts = {contact.label for contact in outcome.judged.journal.contacts}
    assert {
        "🦊 Renard 山田, Développeur, Épsilon",
        "“Ana” Novák, CTO, Delta",
        "Good Record, Developer, Gamma",
    } <= contacts
    assert outcome.judged.journal.portfolio.graduate.name == "Zoë 🌻 O’Hara"
    loud = {one.location.path for one in outcome.diagnostics if one.severity is Severity.ERROR}
    assert "content/private/contacts/Kontakte für Zoë 📇.yaml" not in loud
    assert "portfolio.yaml" not in loud
