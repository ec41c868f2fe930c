"""The commitment: a school's terms as data. Every number in a rule comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from generator.model.fields import Url
from generator.model.origin import Record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
PartialWeeks = Literal["exempt", "prorate", "full"]
RequirementKind = Literal["contacts", "posts", "contributions", "activities", "check-ins", "any-of"]
SeverityWord = Literal["error", "warning", "note"]


class WindowTerms(Struct, frozen=True, kw_only=True):
    """How long the search lasts."""

    days: Annotated[int, Meta(description="days in the window, the first included")] = 180
    from_: Literal["start", "graduated"] = field(name="from", default="start")
    max_start_delay_days: Annotated[int | None, Meta(description="from graduation to start; off")] = None


class WeekTerms(Struct, frozen=True, kw_only=True):
    """What a week is."""

    start: Annotated[Weekday, Meta(description="the first day of a week")] = "monday"
    grace_days: Annotated[int, Meta(description="days after its end until a week closes")] = 0
    partial: Annotated[PartialWeeks, Meta(description="what a partial week is asked")] = "exempt"


class PauseTerms(Struct, frozen=True, kw_only=True):
    """What a pause does."""

    extend_window: Annotated[bool, Meta(description="paused days lengthen the window")] = False


class Requirement(Record, frozen=True, kw_only=True):
    """One weekly requirement, or one alternative of an `any-of`.

    Which parameters take effect depends on `kind`; the reader refuses the others.
    """

    id: str
    kind: RequirementKind
    title: str
    minimum: int = 1
    clause: str = ""
    source: str = ""
    # contacts
    repeat_after_weeks: int = 0
    follow_up_within_days: int = 1
    # posts
    min_words: int = 150
    similarity: float = 0.8
    # contributions
    count: Literal["contributions", "commits"] = "contributions"
    exclude_repositories: tuple[str, ...] = ("self",)
    # activities
    activity: str | None = None
    approved_pages: tuple[str, ...] = ()
    # any-of
    of: tuple[Requirement, ...] = ()


class Obligation(Record, frozen=True, kw_only=True):
    """One standing obligation, in force whatever the week."""

    id: str
    title: str
    clause: str = ""
    source: str = ""
    business_days: int | None = None
    days: int | None = None


class Programme(Record, frozen=True, kw_only=True):
    """A programme of the school: its field of study and what it asks every week."""

    id: str
    title: str
    field: str
    requirements: tuple[str, ...]
    specializations: tuple[str, ...] = ()


class Level(Struct, frozen=True):
    """Strikes for a week with fewer counted than `below`."""

    below: int
    strikes: int


class StandingTerms(Struct, frozen=True, kw_only=True):
    """How weeks become a standing: `strict`, or by counting strikes to a limit."""

    mode: Literal["strict", "strikes"] = "strict"
    limit: int = 5
    decay: int = 1
    levels: Mapping[str, tuple[Level, ...]] = {}


class Commitment(Record, frozen=True, kw_only=True):
    """The terms of one school. `digest` is a SHA-256 in hex over the canonical form of its parameters."""

    name: str
    title: str
    url: Url | None = None
    window: WindowTerms = WindowTerms()
    weeks: WeekTerms = WeekTerms()
    pauses: PauseTerms = PauseTerms()
    programmes: tuple[Programme, ...]
    requirements: tuple[Requirement, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    severities: Mapping[str, SeverityWord] = {}
    standing: StandingTerms = StandingTerms()
    digest: str = ""
    differs: tuple[tuple[str, str, str], ...] = ()

    def programme(self, name: str) -> Programme | None:
        """The programme called `name`."""
        return next((p for p in self.programmes if p.id == name), None)

    def requirement(self, name: str) -> Requirement | None:
        """The weekly requirement called `name`."""
        return next((r for r in self.requirements if r.id == name), None)

    def obligation(self, name: str) -> Obligation | None:
        """The standing obligation called `name`."""
        return next((o for o in self.obligations if o.id == name), None)
