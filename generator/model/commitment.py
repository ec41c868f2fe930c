"""The commitment: a school's terms as data. Every number in a rule comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from generator.model.calendar import WEEKDAYS
from generator.model.fields import OneOf, Url
from generator.model.kinds import KINDS_COUNTED_FOR
from generator.model.origin import Record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
PartialWeeks = Literal["exempt", "prorate", "full"]
COUNTED_KINDS = tuple(KINDS_COUNTED_FOR)
REQUIREMENT_KINDS = (*COUNTED_KINDS, "any-of")
WindowStart = Literal["start", "graduated"]
CountedContactKind = Literal["networking", "interview", "warm-outreach", "cold-outreach"]
Unit = Literal["contributions", "commits", "days"]
Period = Literal["week", "month"]
Phase = Literal["always", "window"]
Trust = Literal["claimed", "fetched"]
ShortWeekSite = Literal["hold", "publish"]
StandingMode = Literal["strict", "strikes"]
SeverityWord = Literal["error", "warning", "note"]


class AppliesTo(Struct, frozen=True):
    """Marks a field: the kinds of requirement that the parameter is for."""

    kinds: tuple[str, ...]


class WindowTerms(Struct, frozen=True, kw_only=True):
    """How long the search lasts."""

    days: Annotated[int, Meta(description="days in the window, the first included")] = 180
    from_: Annotated[WindowStart, Meta(description="first day: start of the search, or graduation")] = field(
        name="from", default="start"
    )
    max_start_delay_days: Annotated[
        int | None, Meta(description="most days from graduation to start; default: no limit")
    ] = None


class WeekTerms(Struct, frozen=True, kw_only=True):
    """What a week is."""

    start: Annotated[Weekday, Meta(description="the first day of a week")] = "monday"
    grace_days: Annotated[int, Meta(description="days from the end of a week until it closes")] = 0
    partial: Annotated[PartialWeeks, Meta(description="what is asked of a partial week")] = "exempt"

    @property
    def first_weekday(self) -> int:
        """The weekday on which weeks begin, 0 for Monday."""
        return WEEKDAYS.index(self.start)


class PauseTerms(Struct, frozen=True, kw_only=True):
    """What a pause does."""

    extend_window: Annotated[bool, Meta(description="paused days extend the window")] = False


class OfferTerms(Struct, frozen=True, kw_only=True):
    """What an offer does."""

    acceptance_ends: Annotated[
        bool, Meta(description="accepting a full-time offer in the field ends the search on that day")
    ] = True


class ShortWeekTerms(Struct, frozen=True, kw_only=True):
    """What a short week does besides failing the build."""

    site: Annotated[
        ShortWeekSite,
        Meta(description="whether a build that fails for short weeks alone still publishes the site"),
    ] = "hold"


class Requirement(Record, frozen=True, kw_only=True):
    """One weekly requirement, or one alternative of an `any-of`.

    Which parameters have an effect depends on `kind` (see `AppliesTo`); the reader refuses the others.
    """

    id: Annotated[str, Meta(description="its name in programmes, decisions and reports")]
    kind: Annotated[str, OneOf(REQUIREMENT_KINDS), Meta(description="what is counted")]
    title: Annotated[str, Meta(description="its name for readers")]
    minimum: Annotated[
        int,
        AppliesTo(REQUIREMENT_KINDS),
        Meta(description="how many; of an any-of only with `together`"),
    ] = 1
    per: Annotated[
        Period, AppliesTo(REQUIREMENT_KINDS), Meta(description="how often: every week or every month")
    ] = "week"
    clause: Annotated[str, Meta(description="the terms in one sentence, in your words")] = ""
    source: Annotated[str, Meta(description="where the clause comes from")] = ""
    kinds: Annotated[
        tuple[CountedContactKind, ...],
        AppliesTo(("contacts",)),
        Meta(description="contacts: which kinds count; default: all that can"),
    ] = ()
    shared: Annotated[
        bool,
        AppliesTo(COUNTED_KINDS),
        Meta(description="also count records that another requirement counts"),
    ] = False
    local: Annotated[
        bool,
        AppliesTo(("applications",)),
        Meta(description="applications: only those for jobs where the graduate lives"),
    ] = False
    repeat_after_weeks: Annotated[
        int,
        AppliesTo(("contacts",)),
        Meta(description="contacts: weeks until the same individual counts again; 0 is the next week"),
    ] = 0
    follow_up_within_days: Annotated[
        int, AppliesTo(("contacts",)), Meta(description="contacts: days in which to follow up a meeting")
    ] = 1
    min_words: Annotated[int, AppliesTo(("posts",)), Meta(description="posts: words outside code")] = 75
    similarity: Annotated[
        float,
        AppliesTo(("posts",)),
        Meta(description="posts: how alike two texts are to be near-duplicates, 0 to 1"),
    ] = 0.8
    count: Annotated[
        Unit,
        AppliesTo(REQUIREMENT_KINDS),
        Meta(description="contributions: what to count; any kind: `days`, the days with at least one"),
    ] = "contributions"
    exclude_repositories: Annotated[
        tuple[str, ...],
        AppliesTo(("contributions",)),
        Meta(description="contributions: repositories that do not count; `self` is this one"),
    ] = ("self",)
    elsewhere: Annotated[
        bool,
        AppliesTo(("contributions",)),
        Meta(description="contributions: those on GitLab and Forgejo (Codeberg) count as well"),
    ] = False
    trust: Annotated[
        Trust,
        AppliesTo(("contributions",)),
        Meta(
            description="contributions: `fetched` counts only what `sync` fetched on the machine that judges"
        ),
    ] = "claimed"
    activity: Annotated[
        str | None, AppliesTo(("activities",)), Meta(description="activities: which kind")
    ] = None
    approved_pages: Annotated[
        tuple[str, ...],
        AppliesTo(("activities",)),
        Meta(description="activities: pages from which a design challenge counts"),
    ] = ()
    of: Annotated[
        tuple[Requirement, ...], AppliesTo(("any-of",)), Meta(description="any-of: the alternatives")
    ] = ()
    together: Annotated[
        bool,
        AppliesTo(("any-of",)),
        Meta(description="any-of: what all alternatives count is added up, instead of one being enough"),
    ] = False

    @property
    def ways(self) -> tuple[Requirement, ...]:
        """The alternatives, or the requirement itself if it has none."""
        return self.of or (self,)

    @property
    def kinds_counted(self) -> frozenset[str]:
        """Its kind; of an `any-of` the kinds of its alternatives, plus `any-of` if they differ."""
        kinds = {alternative.kind for alternative in self.of}
        return frozenset(kinds if len(kinds) == 1 else {self.kind, *kinds})


class Obligation(Record, frozen=True, kw_only=True):
    """One standing obligation, in force every week."""

    id: Annotated[str, Meta(description="which obligation")]
    title: Annotated[str, Meta(description="its name for readers")]
    clause: Annotated[str, Meta(description="the terms in one sentence, in your words")] = ""
    source: Annotated[str, Meta(description="where the clause comes from")] = ""
    business_days: Annotated[
        int | None, Meta(description="how many are allowed, without weekends and holidays")
    ] = None
    days: Annotated[int | None, Meta(description="how many are allowed, or checked back")] = None
    phase: Annotated[
        Phase | None,
        Meta(
            description="attendance, deliverable: also before the search (the default), or in its window only"
        ),
    ] = None


def quoted(terms: Requirement | Obligation) -> str:
    """What the terms say, to quote: title, clause and source."""
    clause = " ".join(terms.clause.split())
    source = f" ({terms.source})" if terms.source else ""
    return f"{terms.title}: {clause}{source}" if clause else f"{terms.title}{source}"


class Programme(Record, frozen=True, kw_only=True):
    """A programme of the school: its field of study and what it asks every week."""

    id: Annotated[str, Meta(description="its name in portfolio.yaml")]
    title: Annotated[str, Meta(description="its name for readers")]
    field: Annotated[str, Meta(description="the field of study")]
    fields: Annotated[
        tuple[str, ...], Meta(description="other names of the field, and fields within it")
    ] = ()
    requirements: Annotated[tuple[str, ...], Meta(description="what it asks every week, by id")]
    specializations: Annotated[tuple[str, ...], Meta(description="graduates have to name one of them")] = ()


class Level(Struct, frozen=True):
    """The strikes for a week in which fewer than `below` were counted."""

    below: Annotated[int, Meta(description="applies if fewer were counted")]
    strikes: Annotated[int, Meta(description="how many strikes it adds")]


class StandingTerms(Struct, frozen=True, kw_only=True):
    """How weeks become a standing: `strict`, or by counting strikes up to a limit."""

    mode: Annotated[StandingMode, Meta(description="how weeks become a standing")] = "strict"
    limit: Annotated[int, Meta(description="strikes: how many make the search off-track")] = 5
    decay: Annotated[int, Meta(description="strikes: how many a week that is met removes")] = 1
    levels: Annotated[
        Mapping[str, tuple[Level, ...]], Meta(description="strikes by requirement; the first match counts")
    ] = {}


class Commitment(Record, frozen=True, kw_only=True):
    """The terms of one school.

    `digest` is a SHA-256 in hex over the canonical form of its parameters; `differs` has the differences
    from the shipped terms that it extends or is named after: (parameter, value here, value shipped).
    """

    name: Annotated[str, Meta(description="a short name")]
    title: Annotated[str, Meta(description="its name for readers")]
    url: Annotated[Url | None, Meta(description="the address of the terms")] = None
    extends: Annotated[
        str | None, Meta(description="shipped terms to take everything from that this file does not say")
    ] = None
    without: Annotated[
        tuple[str, ...],
        Meta(description="extends: ids of programmes, requirements and obligations to leave out"),
    ] = ()
    window: WindowTerms = WindowTerms()
    weeks: WeekTerms = WeekTerms()
    pauses: PauseTerms = PauseTerms()
    offers: OfferTerms = OfferTerms()
    short_week: ShortWeekTerms = ShortWeekTerms()
    programmes: Annotated[tuple[Programme, ...], Meta(description="the school's programmes")]
    requirements: Annotated[tuple[Requirement, ...], Meta(description="what can be asked every week")] = ()
    obligations: Annotated[
        tuple[Obligation, ...], Meta(description="what is asked regardless of the week")
    ] = ()
    severities: Annotated[Mapping[str, SeverityWord], Meta(description="the severity of rules, by name")] = {}
    standing: StandingTerms = StandingTerms()
    digest: str = ""
    differs: tuple[tuple[str, str, str], ...] = ()

    def programme(self, name: str) -> Programme | None:
        """Look up a programme."""
        return next((p for p in self.programmes if p.id == name), None)

    def requirement(self, name: str) -> Requirement | None:
        """Look up a weekly requirement."""
        return next((r for r in self.requirements if r.id == name), None)

    def obligation(self, name: str) -> Obligation | None:
        """Look up a standing obligation."""
        return next((o for o in self.obligations if o.id == name), None)

    def terms_for(self, applies_to: str | None) -> tuple[Requirement | Obligation, ...]:
        """The requirements of the kind, or the obligation with the id, that a rule applies to."""
        requirements = tuple(r for r in self.requirements if applies_to in r.kinds_counted)
        return requirements or tuple(o for o in self.obligations if o.id == applies_to)
