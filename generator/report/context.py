"""Report: the evaluation, the terms and the findings that the report and the exports are made from.

The coach may see everything, so there is no separate view: pages, tables and templates read the records
directly.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Literal, TypeVar

from generator.agenda.due import Due, DueKind, due
from generator.core.dates import day_range, week_words
from generator.core.diagnostics import Diagnostic
from generator.model.activity import Activity
from generator.model.calendar import week_from_name
from generator.model.coaching import Coaching
from generator.model.commitment import Commitment, Programme
from generator.model.contact import Contact
from generator.model.contribution import SPECIAL_COMMITS, Contribution, Receipt
from generator.model.history import UNKNOWN, History
from generator.model.kinds import CountableRecord, Journal
from generator.model.offer import Offer
from generator.model.origin import Record
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.trust import Compared
from generator.model.verdict import Evaluation, JudgedRecord, JudgedRequirement, JudgedWeek
from generator.report.formatting import obligation_name
from generator.rules.history import history_key

Known = Literal["claimed", "committed", "fetched", "seen", "sealed"]
"""How a record is known, from the least to the best. `seen`: by somebody who was there when it was pushed."""

LEVELS: Mapping[Known, str] = {
    "claimed": "claimed",
    "committed": "committed",
    "fetched": "fetched",
    "seen": "seen by CI",
    "sealed": "sealed with the coach",
}
"""How readers call them."""

C = TypeVar("C", bound=CountableRecord)


@dataclass(frozen=True, slots=True)
class Entry(Generic[C]):
    """A record and whether it counted; `reasons` are names of rules, empty if it did or was not judged.

    One that goes towards several requirements counted if it did in any. `week` is the name of the week
    of its counting day, None outside the window. `amount` is what it added to the count.
    """

    record: C
    counted: bool = False
    reasons: tuple[str, ...] = ()
    week: str | None = None
    amount: int = 0


@dataclass(frozen=True)
class Report:
    """One report. `findings` are those of the whole run, `generator` the program's name and version.

    `history` is git's, and `compared` what differs from what the coach has pinned, None if nothing is pinned.
    `sealed` has the positions of the records that are as they were when the coach's seals were made, and the
    weeks in which they were.
    """

    evaluation: Evaluation
    commitment: Commitment
    programme: Programme
    findings: tuple[Diagnostic, ...]
    generator: str
    history: History = UNKNOWN
    compared: Compared | None = None
    sealed: Mapping[tuple[str, int, int], str] = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date:
        """The day of judging."""
        return self.evaluation.as_of

    @property
    def journal(self) -> Journal:
        """The journal as of that day."""
        return self.evaluation.journal

    @property
    def portfolio(self) -> Portfolio:
        """The settings."""
        return self.journal.portfolio

    @property
    def day(self) -> int | None:
        """The number of the day in the window; None before the start."""
        window = self.evaluation.window
        return None if window is None else window.day_number(self.as_of)

    @cached_property
    def begun(self) -> tuple[JudgedWeek, ...]:
        """The weeks that have begun, the oldest first."""
        return tuple(week for week in self.evaluation.weeks if week.verdict != "upcoming")

    @cached_property
    def contacts(self) -> tuple[Entry[Contact], ...]:
        """All contacts, in the order of the journal."""
        return self._entries(self.journal.contacts)

    @cached_property
    def posts(self) -> tuple[Entry[Post], ...]:
        """All posts, the oldest first, drafts too."""
        return self._entries(sorted(self.journal.posts, key=lambda post: (post.day, post.origin.path)))

    @cached_property
    def activities(self) -> tuple[Entry[Activity], ...]:
        """All design activities, the oldest first."""
        return self._entries(sorted(self.journal.activities, key=chronological))

    @cached_property
    def contributions(self) -> tuple[Entry[Contribution], ...]:
        """The days of contributions that count, the oldest first."""
        days = self._entries(sorted(self.journal.contributions, key=chronological))
        return tuple(entry for entry in days if entry.counted)

    @cached_property
    def coaching(self) -> tuple[Coaching, ...]:
        """All records of coaching, the oldest first; some may lie ahead."""
        return tuple(sorted(self.journal.coaching, key=chronological))

    @cached_property
    def due(self) -> tuple[Due, ...]:
        """Everything that is due, by its last day."""
        return due(self.evaluation, self.commitment)

    def due_of(self, *kinds: DueKind) -> list[Due]:
        """What is due of these kinds."""
        return [item for item in self.due if item.kind in kinds]

    def answer_by(self, offer: Offer) -> dt.date | None:
        """The day by which an offer is to be answered, where the terms ask for that."""
        cases = (obligation for obligation in self.evaluation.obligations if obligation.id == "offer-answer")
        return next((case.due for case in cases if case.origin.position == offer.origin.position), None)

    def known(self, record: CountableRecord) -> Known:
        """How far a record can be relied on, by the best that is known of it.

        `claimed`: somebody wrote it down. `committed`: git has had it since some day, which can be forged.
        `fetched`: this machine fetched it itself. `seen`: the run of the CI that made this report fetched
        it. `sealed`: it is as it was in seals that the coach has kept. What `source` says decides nothing:
        anybody can type it.
        """
        if record.origin.position in self.sealed:
            return "sealed"
        if isinstance(record, Contribution) and record.receipt is not None:
            return "seen" if record.receipt.run else "fetched"
        day = self.history.first_seen.get(history_key(record.origin))
        return "committed" if day is not None and day <= self.as_of else "claimed"

    def levels(self, records: Iterable[JudgedRecord]) -> str:
        """How the counted ones of these records are known: `7 committed, 2 claimed`; empty if none counts."""
        known = Counter(self.known(record.record) for record in records if record.counted)
        return ", ".join(
            f"{known[level]} {LEVELS[level]}" for level in reversed(tuple(LEVELS)) if known[level]
        )

    @cached_property
    def runs(self) -> tuple[Receipt, ...]:
        """The runs of a CI that fetched contributions for this report, one receipt of each."""
        receipts = (record.receipt for record in self.journal.contributions)
        return tuple({receipt.run: receipt for receipt in receipts if receipt and receipt.run}.values())

    @cached_property
    def special_commits(self) -> str:
        """What is special about commits that `sync git` counted: `2 by a bot, 3 to a README alone`."""
        found: Counter[str] = Counter()
        for entry in self.contributions:
            found.update({what: n for what, n in entry.record.worth_a_look.items() if n > 0})
        known = ((SPECIAL_COMMITS.get(what), number) for what, number in sorted(found.items()))
        return ", ".join(f"{number} {what}" for what, number in known if what)

    def evidence_of(self, record: CountableRecord) -> tuple[str, ...]:
        """The links and files that back a record up."""
        if isinstance(record, Contact):
            return tuple(proof.text for proof in record.evidence)
        if isinstance(record, Contribution):
            return tuple(record.links)
        if isinstance(record, Activity):
            return tuple(filter(None, (record.evidence, record.challenge_page)))
        if isinstance(record, Post):
            return tuple(filter(None, (self.address_of(record),)))
        return ()

    def address_of(self, post: Post) -> str | None:
        """Where a post can be read: elsewhere, as a video, or on the graduate's own site."""
        url = self.portfolio.site.url
        page = f"{url.rstrip('/')}/blog/{post.name}/" if url and not post.draft else None
        return post.published_url or post.video or page

    def week_of(self, day: dt.date) -> JudgedWeek | None:
        """The week of the search that has this day."""
        return next((week for week in self.evaluation.weeks if day in week.week), None)

    def week_called(self, name: str) -> str:
        """`week 9 (27 Jul – 2 Aug)` for `2026-W31`; its days alone where the search has no such week."""
        week = next((week for week in self.evaluation.weeks if week.name == name), None)
        if week is not None:
            return week_text(week)
        other = week_from_name(name, self.commitment.weeks.first_weekday)
        return name if other is None else f"the week of {day_range(other.starts, other.ends)}"

    def title_of(self, asked: str) -> str:
        """What people call a requirement or an obligation: `Blog post` for `blog-post`."""
        terms = self.commitment.requirement(asked) or self.commitment.obligation(asked)
        return obligation_name(asked) if terms is None else terms.title

    @property
    def unclear_offers(self) -> tuple[Offer, ...]:
        """The offers on which the refund may hang and that do not say so; none once another one is clear."""
        return self.evaluation.unclear_offers if self.evaluation.qualifying_offer is None else ()

    def acknowledged_on(self, week: JudgedWeek) -> dt.date | None:
        """The day on which the coach last acknowledged what is short in a week."""
        short = {requirement.id for requirement in week.requirements if requirement.verdict == "short"}
        days = [
            judged.decision.on
            for judged in self.evaluation.decisions
            if judged.holds
            and judged.decision.decision == "acknowledged"
            and week.name in judged.weeks
            and (not judged.decision.requirements or short.intersection(judged.decision.requirements))
        ]
        return max(days, default=None)

    def _entries(self, records: Iterable[C]) -> tuple[Entry[C], ...]:
        return tuple(self._entry(record) for record in records)

    def _entry(self, record: C) -> Entry[C]:
        entry = self._judged.get(record.origin.position)
        if entry is None:
            return Entry(record)
        week, judged = entry
        return Entry(record, judged.counted, judged.reasons, week, judged.amount)

    @cached_property
    def _judged(self) -> Mapping[tuple[str, int, int], tuple[str | None, JudgedRecord]]:
        judged_by_position: dict[tuple[str, int, int], tuple[str | None, JudgedRecord]] = {}
        for week in self.evaluation.weeks:
            for requirement in week.requirements:
                for judged in requirement.records:
                    if judged.counted or judged.origin.position not in judged_by_position:
                        judged_by_position[judged.origin.position] = week.week.name, judged
        for judged in self.evaluation.outside:
            judged_by_position.setdefault(judged.origin.position, (None, judged))
        return judged_by_position


def chronological(record: Record) -> tuple[dt.date, tuple[str, int, int]]:
    """Sort key: the oldest record first."""
    return record.day or dt.date.min, record.origin.position


def week_text(week: JudgedWeek) -> str:
    """`week 9 (27 Jul – 2 Aug)`: how people call a week of the search."""
    return week_words(week.number, week.starts, week.ends)


def undecided(week: JudgedWeek) -> tuple[JudgedRequirement, ...]:
    """The short requirements of a week that no decision of the coach covers."""
    return tuple(
        requirement
        for requirement in week.requirements
        if requirement.verdict == "short" and not requirement.acknowledged
    )
