"""What the coach may see: everything that was judged, as plain values.

The report's templates and exports are given this and nothing else. It imports the standard
library alone. Days are dates, verdicts are the words of the manual, `path` and `line` lead to the
record in the graduate's repository.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One diagnostic. `severity` is `error`, `warning` or `note`."""

    rule: str
    severity: str
    message: str
    path: str
    line: int | None
    column: int | None
    week: str | None
    requirement: str | None
    hint: str | None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in the week of its counting day. `reasons` are names of rules, empty when counted."""

    path: str
    line: int
    date: dt.date
    label: str
    counted: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """One way to meet a requirement that has several."""

    id: str
    needed: int
    counted: int


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement in one week. `verdict`: not-enforced, met, open, unknown, excused, short."""

    id: str
    title: str
    needed: int
    counted: int
    verdict: str
    acknowledged: bool
    alternatives: tuple[AlternativeRow, ...]
    records: tuple[RecordRow, ...]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week. `verdict`: upcoming, paused, partial, met, open, unknown, excused, short.

    `last_day` is the last one on which it can still be met.
    """

    week: str
    number: int
    starts: dt.date
    ends: dt.date
    last_day: dt.date
    verdict: str
    requirements: tuple[RequirementRow, ...]


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One standing obligation's case. `verdict`: met, open, late, waived, acknowledged, unknown."""

    id: str
    label: str
    path: str
    line: int
    due: dt.date | None
    verdict: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that is due: a row of the list in `agenda/due.py`, which says what each field means."""

    kind: str
    subject: tuple[str, ...]
    since: dt.date
    by: dt.date
    missing: int
    counts: bool
    late: bool

    @property
    def where(self) -> tuple[str, int]:
        """Path and line of the record, of those kinds that are about one."""
        return self.subject[1], int(self.subject[2])


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision of the coach's. `requirements` empty means all requirements and no obligation."""

    weeks: tuple[str, ...]
    requirements: tuple[str, ...]
    decision: str
    reason: str
    by: str
    on: dt.date
    until: dt.date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A pause granted by the coach, both days inside."""

    first: dt.date
    last: dt.date
    reason: str
    by: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact record, whole. `week` is that of its counting day, None outside the window.

    `person` is the graduate's own id of the individual, empty where there is none.
    """

    path: str
    line: int
    week: str | None
    date: dt.date
    first_name: str
    last_name: str
    title: str
    employer: str
    kind: str
    channel: str
    stage: str
    summary: str
    follow_up: dt.date | None
    next_step_on: dt.date | None
    next_step: str
    evidence: tuple[str, ...]
    introduced_by: str
    counted: bool
    reasons: tuple[str, ...]
    email: str = ""
    phone: str = ""
    profile: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post, published or not."""

    path: str
    date: dt.date
    title: str
    address: str | None
    words: int
    draft: bool
    counted: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """Public contributions of one day. `known` says how they are known: `recorded` or `claimed`."""

    date: dt.date
    counted: int
    known: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One design activity. `week` is that of its day, None outside the window."""

    path: str
    line: int
    week: str | None
    date: dt.date
    kind: str
    title: str
    evidence: str
    challenge_page: str
    counted: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer with its answer."""

    path: str
    line: int
    employer: str
    title: str
    received: dt.date
    due: dt.date | None
    full_time: bool | None
    in_field: bool | None
    answer: str
    answered: dt.date | None
    terms: str


@dataclass(frozen=True, slots=True)
class CoachingRow:
    """One appointment, message, deliverable, internship or introduction, the last two with `employer`."""

    path: str
    line: int
    date: dt.date
    kind: str
    title: str
    notes: str
    attended: str
    answered: dt.date | None
    completed: dt.date | None
    link: str
    employer: str = ""


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A job-search goal. `current` and `target` are in the unit of `measure`."""

    title: str
    why: str
    measure: str
    target: float | None
    current: float | None
    due: dt.date | None
    done: dt.date | None


@dataclass(frozen=True, slots=True)
class WindowRow:
    """The search window. `day` is None before the start and at most `days`."""

    start: dt.date
    end: dt.date
    day: int | None
    days: int
    ended_on: dt.date | None
    ended_reason: str | None


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter of the commitment that differs from the shipped one, both as text."""

    name: str
    here: str
    shipped: str


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """The terms in force. `digest` is a SHA-256 in hex over their canonical form."""

    name: str
    title: str
    digest: str
    differs: tuple[ParameterRow, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The coach's report, whole.

    `standing`: not-started, hired, ended, fulfilled, unfulfilled, off-track, unknown, on-track.
    `strikes` is (count, limit) or None. `weeks` run from the window's first to its last, the
    oldest first; empty with `window` None when no start is set.
    """

    as_of: dt.date
    as_of_from: str
    generator: str
    name: str
    github: str | None
    programme: str
    programme_title: str
    coach: str
    commitment: CommitmentRow
    window: WindowRow | None
    standing: str
    qualifying_offer: OfferRow | None
    strikes: tuple[int, int] | None
    weeks: tuple[WeekRow, ...]
    obligations: tuple[ObligationRow, ...]
    decisions: tuple[DecisionRow, ...]
    pauses: tuple[PauseRow, ...]
    contacts: tuple[ContactRow, ...]
    posts: tuple[PostRow, ...]
    days: tuple[DayRow, ...]
    activities: tuple[ActivityRow, ...]
    offers: tuple[OfferRow, ...]
    coaching: tuple[CoachingRow, ...]
    goals: tuple[GoalRow, ...]
    findings: tuple[FindingRow, ...]
    due: tuple[DueRow, ...] = ()
