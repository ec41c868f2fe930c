"""Verdicts on weeks, requirements, obligations and the search."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from msgspec import Struct

from generator.core.dates import month_words, week_words
from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.model.calendar import Week
from generator.model.contact import Contact
from generator.model.decision import Decision, Pause
from generator.model.kinds import CountableRecord, Journal, ObligationRecord
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.model.window import Window, week_asked

WeekVerdict = Literal["upcoming", "paused", "partial", "met", "open", "unknown", "excused", "short"]
RequirementVerdict = Literal["not-enforced", "met", "open", "unknown", "excused", "short"]
ObligationVerdict = Literal["met", "open", "late", "waived", "acknowledged", "unknown"]
Standing = Literal[
    "not-started", "hired", "ended", "fulfilled", "unfulfilled", "off-track", "unknown", "on-track"
]
AsOfFrom = Literal["option", "SOURCE_DATE_EPOCH", "clock"]


class JudgedRecord(Struct, frozen=True, kw_only=True):
    """One record of the evaluation's journal and whether it counted.

    `day` is the day that decides its week; `date` the day it happened. `amount` is what it adds to the
    count (the number of contributions, 1 for other records), 0 if it does not count; where days are counted,
    a day with any amount is one. `reasons` names all rules that keep it from counting.
    """

    record: CountableRecord
    day: dt.date
    amount: int
    reasons: tuple[str, ...] = ()

    @property
    def origin(self) -> Origin:
        """The origin of the record."""
        return self.record.origin

    @property
    def date(self) -> dt.date:
        """The day it happened."""
        return self.record.day

    @property
    def label(self) -> str:
        """How reports name the record."""
        return self.record.label

    @property
    def counted(self) -> bool:
        """Whether it counted."""
        return not self.reasons


class JudgedAlternative(Struct, frozen=True):
    """One alternative of an `any-of` requirement."""

    id: str
    needed: int
    counted: int

    @property
    def met(self) -> bool:
        """Whether this alternative alone meets the requirement."""
        return self.counted >= self.needed


class MonthSpan(Struct, frozen=True):
    """The whole weeks of a month; `middle` is a day that is in it whatever its first weekday."""

    starts: dt.date
    ends: dt.date
    middle: dt.date

    @property
    def words(self) -> str:
        """As people read it, `July 2026 (29 Jun – 2 Aug)`."""
        return month_words(self.middle, self.starts, self.ends)


class JudgedRequirement(Struct, frozen=True, kw_only=True):
    """One requirement in one week.

    `month` is set if it is asked for per month: then `counted` is what the month has up to this week, and it
    is `judged_here` in the month's last week alone.
    """

    id: str
    title: str
    needed: int
    counted: int
    verdict: RequirementVerdict
    month: MonthSpan | None = None
    judged_here: bool = True
    acknowledged: bool = False
    alternatives: tuple[JudgedAlternative, ...] = ()
    records: tuple[JudgedRecord, ...] = ()


class JudgedWeek(Struct, frozen=True, kw_only=True):
    """One week of the window; `number` is 1 for the first.

    `counts_until` is the last day whose records count: its own last day, or the window's if that is earlier.
    `closes` is the last day on which it is open, with the days of grace: until then one can log what
    happened. `last_day` is the last day to do something about it: the first of these, and after that the
    second. `awaits` are the meetings whose follow-up, still in time, would meet it: they keep it open.
    """

    week: Week
    number: int
    counts_until: dt.date
    closes: dt.date
    last_day: dt.date
    verdict: WeekVerdict
    closed: bool
    enforced: bool
    partial: bool
    requirements: tuple[JudgedRequirement, ...]
    awaits: tuple[Contact, ...] = ()

    @property
    def name(self) -> str:
        """Its ISO name, `2026-W47`."""
        return self.week.name

    @property
    def starts(self) -> dt.date:
        """The first day."""
        return self.week.starts

    @property
    def ends(self) -> dt.date:
        """The last day."""
        return self.week.ends

    @property
    def words(self) -> str:
        """As people read it, `week 9 (27 Jul – 2 Aug)`."""
        return week_words(self.number, self.starts, self.ends)


class JudgedObligation(Struct, frozen=True, kw_only=True):
    """One case of a standing obligation. `due` is its last day, where it has one.

    `done` is the day on which it was done, None if it was not or if that day is unknown.
    `record` is the record that it is about; None if it is about a period: then `origin` is the location
    that shows it best. `unknown_because` is the reason of a verdict that is unknown. `title` is that of the
    terms. `before_search`: it fell due before the search, during the program.
    """

    id: str
    label: str
    origin: Origin
    due: dt.date | None
    verdict: ObligationVerdict
    record: ObligationRecord | None = None
    done: dt.date | None = None
    unknown_because: str | None = None
    title: str = ""
    before_search: bool = False

    @classmethod
    def about(
        cls,
        obligation: str,
        record: ObligationRecord,
        due: dt.date | None,
        verdict: ObligationVerdict,
        done: dt.date | None = None,
        unknown_because: str | None = None,
    ) -> Self:
        """Create the case of one record."""
        return cls(
            id=obligation,
            label=record.label,
            origin=record.origin,
            due=due,
            verdict=verdict,
            record=record,
            done=done,
            unknown_because=unknown_because if verdict == "unknown" else None,
        )


class JudgedDecision(Struct, frozen=True, kw_only=True):
    """A decision, its weeks, and whether it holds for any of them."""

    decision: Decision
    weeks: tuple[str, ...]
    holds: bool


class Strikes(Struct, frozen=True):
    """The number of strikes and the limit at which the search is off track."""

    count: int
    limit: int


class Evaluation(Struct, frozen=True, kw_only=True):
    """The verdict on a journal as of one day, with all findings.

    `journal` is the journal as of that day, without what is dated later. `history_unknown_because` says why
    it is unknown when records were first committed; None if git's history is known. `qualifying_offer` is the
    first full-time offer in the field that was received in the window; `unclear_offers` may be one too, for
    they do not say. `accepted_offer` is the one that was accepted: it ends the search.
    """

    journal: Journal
    as_of: dt.date
    as_of_from: AsOfFrom
    window: Window | None
    standing: Standing
    weeks: tuple[JudgedWeek, ...] = ()
    outside: tuple[JudgedRecord, ...] = ()
    obligations: tuple[JudgedObligation, ...] = ()
    decisions: tuple[JudgedDecision, ...] = ()
    pauses: tuple[Pause, ...] = ()
    qualifying_offer: Offer | None = None
    unclear_offers: tuple[Offer, ...] = ()
    accepted_offer: Offer | None = None
    strikes: Strikes | None = None
    history_unknown_because: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def declined_offer(self) -> Offer | None:
        """The qualifying offer if it was declined: it stands beside the standing."""
        offer = self.qualifying_offer
        return offer if offer is not None and offer.answer == "declined" else None

    @property
    def standing_words(self) -> str:
        """The standing with what stands beside it: `fulfilled, but a full-time offer … was declined`.

        Who declined the offer that the refund hangs on has fulfilled the terms all the same. It names nobody.
        """
        if self.standing == "fulfilled" and self.declined_offer is not None:
            return "fulfilled, but a full-time offer in the field was declined"
        if self.standing == "fulfilled" and self.qualifying_offer is None and self.unclear_offers:
            return "fulfilled, but an offer doesn't say whether it was full-time and in the field"
        return self.standing

    def week_called(self, text: str, first_weekday: int) -> JudgedWeek:
        """The week that a user means by `text`, as `week_asked` reads it; a `UserError` if there is none."""
        if self.window is None:
            raise UserError(
                "Your search has no first day yet, so it has no weeks.",
                hint="Add it to portfolio.yaml: `start: YYYY-MM-DD` below `search`.",
            )
        asked = week_asked(text, self.window, first_weekday, self.as_of)
        return next(judged for judged in self.weeks if judged.week == asked)
