"""The table of the kinds of weekly requirements and standing obligations.

Their parameters in a commitment file are declared in `model/commitment.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from generator.core.diagnostics import Diagnostic, Severity
from generator.model.business_days import IsHoliday
from generator.model.commitment import Obligation, Requirement
from generator.model.history import History
from generator.model.kinds import KINDS_COUNTED_FOR, Kind
from generator.model.verdict import JudgedRecord
from generator.rules import as_of, coaching, history, offers
from generator.rules.coaching import JudgedCase
from generator.rules.context import RuleContext
from generator.rules.counting import activities, applications, check_ins, contacts, contributions, posts
from generator.rules.counting.result import CountResult, Taken
from generator.rules.rule import Rule

Count = Callable[
    [RuleContext, str, Sequence[Requirement], Taken],
    tuple[Sequence[Sequence[JudgedRecord]], list[Diagnostic]],
]
"""RuleContext, id of the requirement, its ways of this kind, what other requirements count → the records of
each way, and what was found."""


class RequirementRow(Struct, frozen=True, kw_only=True):
    """One kind of weekly requirement."""

    kind: str
    count: Count
    rules: tuple[Rule, ...]
    """The rules of its counting in the order of the manual, without those of all records."""
    below_minimum: Rule
    """The rule that a closed week with too few breaks."""
    noun: str
    """What is counted, as text: `public contributions`."""
    prompt_label: str
    """One word for a shell prompt."""
    is_making: bool = False
    """Whether the public weeks may show it as making something."""

    @property
    def record_kinds(self) -> tuple[Kind, ...]:
        """The kinds of records that are counted."""
        return KINDS_COUNTED_FOR[self.kind]

    @property
    def record_kind(self) -> Kind:
        """The kind of record to add when too few are counted."""
        return self.record_kinds[0]


def _below(name: str, kind: str) -> Rule:
    return Rule(name=name, severity=Severity.ERROR, applies_to=kind)


def _count_each(count: Callable[[RuleContext, Requirement], CountResult]) -> Count:
    """Count each alternative by itself."""

    def counted(
        context: RuleContext, _: str, ways: Sequence[Requirement], taken: Taken
    ) -> tuple[list[Sequence[JudgedRecord]], list[Diagnostic]]:
        parts = [count(context, way).without(frozenset() if way.shared else taken) for way in ways]
        return [part.records for part in parts], [
            diagnostic for part in parts for diagnostic in part.diagnostics
        ]

    return counted


REQUIREMENTS: tuple[RequirementRow, ...] = (
    RequirementRow(
        kind="contacts",
        count=contacts.count_contacts,
        rules=(
            contacts.IDENTITY_INCOMPLETE,
            contacts.WITHOUT_SUMMARY,
            contacts.EXTERNAL_RECRUITER,
            contacts.APPLICATION,
            contacts.OTHER_FIELD,
            contacts.BOUNCED,
            contacts.WITHOUT_FOLLOW_UP,
            contacts.REPEATED,
            contacts.WITHOUT_EVIDENCE,
            contacts.LOOKS_EXTERNAL,
            contacts.SUMMARY_REPEATED,
            contacts.MAYBE_SAME,
            contacts.PERSON_WITH_UNRELATED_NAMES,
            contacts.ADDRESS_OF_NOBODY,
        ),
        below_minimum=_below("contacts-below-minimum", "contacts"),
        noun="contacts",
        prompt_label="contacts",
    ),
    RequirementRow(
        kind="applications",
        count=_count_each(applications.count_applications),
        rules=(
            applications.WITHOUT_JOB,
            applications.NOT_SENT,
            applications.WITHOUT_PLACE,
            applications.REPEATED,
        ),
        below_minimum=_below("applications-below-minimum", "applications"),
        noun="applications",
        prompt_label="applications",
    ),
    RequirementRow(
        kind="posts",
        count=_count_each(posts.count_posts),
        rules=(
            posts.DRAFT,
            as_of.SCHEDULED,
            posts.OTHER_FIELD,
            posts.WITHOUT_PUBLIC_ADDRESS,
            posts.TOO_SHORT,
            posts.NEAR_DUPLICATE,
            posts.ADDRESS_REUSED,
            posts.QUOTATION_WITHOUT_SOURCE,
        ),
        below_minimum=_below("blog-posts-below-minimum", "posts"),
        noun="posts",
        prompt_label="post",
    ),
    RequirementRow(
        kind="contributions",
        count=_count_each(contributions.count_contributions),
        rules=(
            contributions.OTHER_LOGIN,
            contributions.WITHOUT_LINKS,
            contributions.ON_OTHER_FORGE,
            contributions.NOT_FETCHED,
            contributions.SUPERSEDED,
            contributions.LINK_REPEATED,
            contributions.OWN_REPOSITORY,
        ),
        below_minimum=_below("github-contributions-below-minimum", "contributions"),
        noun="public contributions",
        prompt_label="code",
        is_making=True,
    ),
    RequirementRow(
        kind="activities",
        count=activities.count_activities,
        rules=(
            activities.WITHOUT_LINK,
            activities.LINK_REUSED,
            activities.OWN_SPECIALIZATION,
            activities.PAGE_NOT_APPROVED,
        ),
        below_minimum=_below("design-activities-below-minimum", "activities"),
        noun="design activities",
        prompt_label="design",
        is_making=True,
    ),
    RequirementRow(
        kind="check-ins",
        count=_count_each(check_ins.count_check_ins),
        rules=(check_ins.NOT_ATTENDED,),
        below_minimum=_below("check-ins-below-minimum", "check-ins"),
        noun="check-ins",
        prompt_label="check-in",
    ),
)
REQUIREMENT: Mapping[str, RequirementRow] = {row.kind: row for row in REQUIREMENTS}
"""Kind of requirement (without `any-of`) → its row."""

NO_ALTERNATIVE_MET = Rule(name="no-alternative-met", severity=Severity.ERROR, applies_to="any-of")


def kind_of(terms: Requirement) -> str:
    """The kind of a requirement, or the kind that all its alternatives share."""
    kinds = {way.kind for way in terms.of} or {terms.kind}
    return kinds.pop() if len(kinds) == 1 else terms.kind


def below_minimum(terms: Requirement) -> Rule:
    """The rule that a short week of a requirement breaks."""
    row = REQUIREMENT.get(kind_of(terms))
    return row.below_minimum if row else NO_ALTERNATIVE_MET


def counted_noun(terms: Requirement) -> str:
    """What a requirement counts, as text: `public contributions`, `days with applications or contacts`."""
    *others, last = dict.fromkeys(REQUIREMENT[way.kind].noun for way in terms.ways)
    nouns = f"{', '.join(others)} or {last}" if others else last
    return f"days with {nouns}" if terms.count == "days" else nouns


def asked_words(terms: Requirement) -> str:
    """What a requirement asks, in words: `8 contacts every week`, `1 check-in every month`."""
    if terms.kind == "any-of" and not terms.together:
        return f"one of several things every {terms.per}"
    nouns = counted_noun(terms)
    if terms.minimum == 1:
        first, _, rest = nouns.partition(" with ")
        one = first[:-3] + "y" if first.endswith("ies") else first.removesuffix("s")
        nouns = f"{one} with {rest}" if rest else one
    return f"{terms.minimum} {nouns} every {terms.per}"


Judge = Callable[[RuleContext, Obligation, IsHoliday, History], Iterable[JudgedCase]]
Owed = Literal["offer", "message", "deliverable", "appointment", "review"]
"""An answer to an employer or the coach, a deliverable, an appointment, a recurring review."""


class ObligationRow(Struct, frozen=True, kw_only=True):
    """One standing obligation."""

    id: str
    judge: Judge
    rule: Rule
    owed: Owed | None = None
    to_do: str = ""
    """The verb for what a record with this obligation still needs: `Answer` (by a day)."""
    needs_history: bool = False
    """Whether it needs git's history."""


OBLIGATIONS: tuple[ObligationRow, ...] = (
    ObligationRow(
        id="offer-answer",
        judge=lambda context, terms, is_holiday, _: offers.judge_answers(context, terms, is_holiday),
        rule=offers.ANSWER,
        owed="offer",
        to_do="Answer",
    ),
    ObligationRow(
        id="offer-granted",
        judge=lambda context, terms, _, __: offers.judge_granted(context, terms),
        rule=offers.GRANTED,
    ),
    ObligationRow(
        id="offer-terms-known",
        judge=lambda context, terms, _, __: offers.judge_terms_known(context, terms),
        rule=offers.TERMS_KNOWN,
    ),
    ObligationRow(
        id="coach-answer",
        judge=lambda context, terms, is_holiday, _: coaching.judge_answers(context, terms, is_holiday),
        rule=coaching.ANSWER,
        owed="message",
        to_do="Answer",
    ),
    ObligationRow(
        id="coach-silence",
        judge=lambda context, terms, _, __: coaching.judge_silence(context, terms),
        rule=coaching.SILENCE,
        owed="message",
    ),
    ObligationRow(
        id="attendance",
        judge=lambda context, terms, _, __: coaching.judge_attendance(context, terms),
        rule=coaching.ATTENDANCE,
        owed="appointment",
    ),
    ObligationRow(
        id="deliverable",
        judge=lambda context, terms, _, __: coaching.judge_deliverables(context, terms),
        rule=coaching.DELIVERABLE,
        owed="deliverable",
        to_do="Hand in",
    ),
    ObligationRow(
        id="leave",
        judge=lambda context, terms, _, __: coaching.judge_leave(context, terms),
        rule=coaching.LEAVE,
    ),
    ObligationRow(
        id="check-in",
        judge=lambda context, terms, _, __: coaching.judge_check_ins(context, terms),
        rule=coaching.CHECK_IN,
        owed="review",
    ),
    ObligationRow(
        id="material-review",
        judge=lambda context, terms, _, __: coaching.judge_early_review(
            context, terms, coaching.MATERIAL_REVIEW
        ),
        rule=coaching.MATERIAL_REVIEW,
        owed="review",
    ),
    ObligationRow(
        id="mock-interview",
        judge=lambda context, terms, _, __: coaching.judge_early_review(
            context, terms, coaching.MOCK_INTERVIEW
        ),
        rule=coaching.MOCK_INTERVIEW,
        owed="review",
    ),
    ObligationRow(
        id="goal-review",
        judge=lambda context, terms, _, past: history.judge_goals(context, terms, past),
        rule=history.GOAL_REVIEW,
        owed="review",
        needs_history=True,
    ),
    ObligationRow(
        id="logged-promptly",
        judge=lambda context, terms, _, past: history.judge_logged_promptly(context, terms, past),
        rule=history.LOGGED,
        needs_history=True,
    ),
)
OBLIGATION: Mapping[str, ObligationRow] = {row.id: row for row in OBLIGATIONS}
"""Id of an obligation → its row."""
