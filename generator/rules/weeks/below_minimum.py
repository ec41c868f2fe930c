"""A closed week with a requirement short needs the coach's answer: one rule a kind of requirement."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Severity
from generator.model.commitment import Requirement
from generator.rules.rule import Rule

_WHAT = (
    "The week has closed with fewer {things} counted than the commitment asks. The build fails until the "
    "coach has answered it in `content/private/coach-decisions.yaml`: `waived` excuses it, "
    "`acknowledged` says that it was seen. An open week is never an error."
)
_WHY = (
    "The school's terms hang on every week. A past week cannot be made good, so it is a fact to talk "
    "about with the coach, not a trap: one answer and the build is green again."
)
_HINT = "Log what is missing if it happened, or ask your coach to answer the week."

_DECISION = """\
# file: content/private/coach-decisions.yaml
decisions:
  - weeks: [2026-W23]
    decision: waived
    reason: Ill all week; we spoke on Monday.
    by: Dana Coach
    on: 2026-06-08
"""
_DESIGN = "# programme: ux-ui-design\n"
_MIXED = "# commitment: showing-work\n# as-of: 2026-06-08\n"


def _rule(name: str, applies_to: str, things: str, terms: str = "") -> Rule:
    head = f"{terms}# as-of: 2026-06-08\n"
    return Rule(
        name=name,
        severity=Severity.ERROR,
        title=f"A closed week has fewer {things} than the commitment asks.",
        what=_WHAT.format(things=things),
        why=_WHY,
        applies_to=applies_to,
        hint=_HINT,
        failing=head,
        mended=head + _DECISION,
    )


CONTACTS = _rule("contacts-below-minimum", "contacts", "contacts")
POSTS = _rule("blog-posts-below-minimum", "blog-post", "posts")
CONTRIBUTIONS = _rule("github-contributions-below-minimum", "github-contributions", "public contributions")
ACTIVITIES = _rule("design-activities-below-minimum", "design-activity", "design activities", _DESIGN)
CHECK_INS = _rule("check-ins-below-minimum", "check-ins", "check-ins", "# commitment: check-ins\n")
NO_WAY = Rule(
    name="no-alternative-met",
    severity=Severity.ERROR,
    title="A closed week has none of the alternatives that the commitment asks for.",
    what="A requirement of kind `any-of` is met by any one of its alternatives. The week has closed and none "
    "of them was done; two halves are no whole. The build fails until the coach has answered it in "
    "`content/private/coach-decisions.yaml`. Where all alternatives are design activities the rule is "
    "`design-activities-below-minimum`.",
    why=_WHY,
    hint=_HINT,
    failing=_MIXED,
    mended=_MIXED + _DECISION,
)

BY_KIND: Mapping[str, Rule] = {
    "contacts": CONTACTS,
    "posts": POSTS,
    "contributions": CONTRIBUTIONS,
    "activities": ACTIVITIES,
    "check-ins": CHECK_INS,
    "any-of": NO_WAY,
}
"""Kind of requirement → the rule that a short week of it breaks."""


def kind_of(terms: Requirement) -> str:
    """What a requirement asks for: its kind, or the one that all its alternatives share."""
    kinds = {way.kind for way in terms.of} or {terms.kind}
    return kinds.pop() if len(kinds) == 1 else terms.kind
