"""`weekproof explain`: rules, weeks, records and the words that the program prints."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from generator.cli.explain_verdict import off_track_lines, record_text, week_text
from generator.cli.findings import print_findings
from generator.cli.options import from_here, output, request, shared
from generator.commitment.loader import load_commitment
from generator.core.errors import UserError
from generator.core.text import closest_match, truncate
from generator.model.commitment import Commitment, Requirement
from generator.model.kinds import KINDS
from generator.model.window import is_week
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reading.portfolio import PATH, read_portfolio
from generator.reporters.escape import printable
from generator.reporters.registry import Output
from generator.rules.kinds import REQUIREMENT, asked_words
from generator.rules.registry import RULES
from generator.rules.rule import Rule, load_page

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem  # loaded when something is completed

_PLACE = re.compile(r"(.+\.(?:yaml|yml|md|ipynb)):(\d{1,7})|(.+\.(?:md|ipynb))")

MEANINGS: Mapping[str, str] = {
    # Weeks, requirements and obligations
    "met": "As much counted as your school asks for. Nothing is left to do.",
    "open": (
        "There is still time. It needs more, or an answer, before it closes; weekproof status says what, "
        "and by which day."
    ),
    "short": (
        "The week is over and too little counted in it. The build fails until you log what you did in that "
        "week, or until your coach decides on it. Type weekproof explain and the week to see each record."
    ),
    "unknown": (
        "Something may change the verdict and is not known: a file could not be read, or a record doesn't "
        "say. Nothing is guessed. Run weekproof check and fix what it shows."
    ),
    "upcoming": "The week has not begun yet. Nothing has to be done for it today.",
    "paused": "Your coach has paused the whole week. Nothing is asked of it; what you log is still shown.",
    "partial": (
        "Part of the week is outside your search, or paused. Your school asks nothing of such a week; what "
        "you log is still counted and shown."
    ),
    "excused": "The week fell short and your coach waived it. It doesn't count against you.",
    "not-enforced": (
        "Nothing is asked of this requirement in this week: the week is paused or partial, or the "
        "requirement is asked for every month and judged in the month's last week. What you log is still "
        "shown."
    ),
    "late": (
        "It was not done by its last day. Do it now and talk to your coach; only your coach can waive it."
    ),
    # Decisions
    "waived": "Your coach has excused it. It no longer fails the build and doesn't count against you.",
    "acknowledged": (
        "Your coach has seen it. It no longer fails the build, but it stays on record and counts in your "
        "standing. Only a waiver changes that."
    ),
    # Standings
    "not-started": (
        "Your search begins later, or has no first day yet. Nothing is asked until then. Its first day is "
        "`start` below `search` in portfolio.yaml."
    ),
    "on-track": (
        "Every week that is over is met or excused, and nothing important is late. weekproof status says "
        "what to do next."
    ),
    "off-track": (
        "A week that is over fell short, or an important obligation was missed. weekproof explain with the "
        "week shows why."
    ),
    "fulfilled": "Your search is over, and you did everything that was asked. Nothing is left to do.",
    "unfulfilled": (
        "Your search is over, and a week fell short, an important obligation was missed, or a week could "
        "not be judged. Talk to your coach: a decision can still excuse a week."
    ),
    "hired": "Your search ended because you found a job. Nothing more is asked. Congratulations!",
    "ended": "Your search ended early, by `ended` below `search` in portfolio.yaml. Nothing more is asked.",
    # Kinds of contacts
    "networking": (
        "You met somebody: at a meetup, over coffee, on a call. It counts once you have followed up in "
        "writing: add the day as `follow_up`."
    ),
    "interview": "You had an interview with somebody at an employer. It counts on the day of the interview.",
    "warm-outreach": "You wrote to somebody you know, or were introduced to. It counts on the day you wrote.",
    "cold-outreach": "You wrote to somebody you don't know yet. It counts on the day you wrote.",
    "external-recruiter": (
        "A recruiter who doesn't work for the employer. Log it if you like; it does not count. In-house "
        "recruiters do count: use another kind."
    ),
    "application": (
        "You applied for a job. Log it if you like; it does not count, because nobody was contacted. Write "
        "to somebody at that employer to make a contact that counts."
    ),
    # Kinds of activities and coaching
    "extra-credit": "An extra credit assignment: one kind of design activity. It needs a link to count.",
    "track-module": (
        "A module of the track outside your specialization: one kind of design activity. It needs a link to "
        "count."
    ),
    "design-challenge": (
        "A design challenge from a page your school approved: one kind of design activity. It needs a link "
        "to count."
    ),
    "message": "A message from your coach. Answer it, and add the day as `answered` to its record.",
    "internship": "An internship your coach told you about. It is kept for the record; nothing is asked.",
    "introduction": "An introduction your coach made. It is kept for the record; nothing is asked.",
}
"""Words the program prints, each with what it means and what to do. A test holds the list to the model."""


def words(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules and words that begin so, with what they say."""
    from click.shell_completion import CompletionItem

    known = {name: rule.title for name, rule in RULES.items()}
    known |= {
        word: meaning.partition(". ")[0] + "." for word, meaning in MEANINGS.items() if word not in known
    }
    return [CompletionItem(name, help=known[name]) for name in sorted(known) if name.startswith(incomplete)]


@click.command()
@click.argument("subject", metavar="RULE|WEEK|PATH:LINE|WORD", nargs=-1, required=True, shell_complete=words)
@shared
def explain(subject: tuple[str, ...], **options: Any) -> int:
    """Explain a RULE, the verdict on a WEEK, the record at PATH:LINE, or any WORD Weekproof prints.

    A WEEK is 2026-W31, W31, 9, “week 9”, this or last.
    """
    return _explain(from_here(" ".join(subject), options["root"]), request(options), output(options))


def _explain(subject: str, request: Request, output: Output) -> int:
    place = _PLACE.fullmatch(subject)
    if place:
        judged = run.judge(request)
        path = (place[1] or place[3]).replace("\\", "/").removeprefix("./")  # a post is one record
        output.echo(record_text(request.root, path, int(place[2] or 1), judged, redact=output.redact))
        return 0
    if is_week(subject):
        judged = run.judge(request)
        if judged.verdict is None:
            print_findings(judged.diagnostics, 2, output)
            return 2
        first_weekday = judged.verdict.commitment.weeks.first_weekday
        week = judged.verdict.evaluation.week_called(subject, first_weekday)
        output.echo(week_text(week, judged.verdict, redact=output.redact))
        return 0
    word = subject.strip(" .:;,!?`'\"“”").casefold()
    rule = RULES.get(word)
    if rule is not None:
        output.echo(rule_text(rule, _terms(request)))
        return 0
    lines = [*_word_lines(word, request, output)]
    if not lines:
        known = [*RULES, *MEANINGS, *_ids(_terms(request))]
        close = closest_match(word, known, cutoff=0.5)
        hint = (
            f"Did you mean `{close}`?"
            if close
            else "Type a rule, a week (9, W31, this), a record (path:line) or a word that Weekproof printed."
        )
        raise UserError(f'I don\'t know "{truncate(subject, 60)}".', hint=hint)
    output.echo("\n".join(printable(part) for line in lines for part in _wrapped(line) or [""]))
    return 0


def _word_lines(word: str, request: Request, output: Output) -> Iterator[str]:
    """Lines that explain a word that is no rule; none if it is not known."""
    terms = _terms(request)
    requirement = _requirements(terms).get(word)
    if word in MEANINGS:
        yield f"{word}: {MEANINGS[word]}"
        if word in ("off-track", "unfulfilled") and (request.root / PATH).is_file():
            verdict = run.judge(request).verdict
            if verdict is not None and verdict.evaluation.standing == word:
                yield from off_track_lines(verdict, redact=output.redact)
    elif requirement is not None:
        yield f"{word}: {requirement.title}. Your school asks for {asked_words(requirement)}."
        yield requirement.clause
        yield f"weekproof status shows how many you have this {requirement.per}."
    else:
        yield from _kind_lines(word)


def _kind_lines(word: str) -> Iterator[str]:
    if word in REQUIREMENT:
        yield f"{word}: a kind of weekly requirement. It counts {REQUIREMENT[word].noun}."
    for kind in KINDS:
        if word in (kind.name, kind.command):
            yield f"{word}: a kind of record, kept in {kind.pattern}."
            if kind.command:
                command = kind.command
                yield f"weekproof new {command} adds one; weekproof edit {command} opens the latest."


def _requirements(terms: Commitment | None) -> dict[str, Requirement]:
    """What the terms ask every week, and the alternatives of that, by id."""
    requirements = terms.requirements if terms else ()
    return {way.id: way for requirement in requirements for way in (*requirement.of, requirement)}


def _ids(terms: Commitment | None) -> set[str]:
    return {*_requirements(terms), *REQUIREMENT, *(kind.command for kind in KINDS if kind.command)}


def _terms(request: Request) -> Commitment | None:
    """The commitment in force here; the shipped `flatiron` outside a graduate's repository."""
    named = "flatiron"
    if (request.root / PATH).is_file():
        portfolio, _ = read_portfolio(request.root)
        named = portfolio.commitment if portfolio else named
    try:
        commitment, _ = load_commitment(request.root, named)
    except UserError:
        commitment, _ = load_commitment(request.root, "flatiron")
    return commitment


WIDTH = 88


def rule_text(rule: Rule, commitment: Commitment | None) -> str:
    """The whole explanation of `rule`, with the clauses of the commitment that it serves."""
    return "\n".join(_lines(rule, commitment)) + "\n"


def _lines(rule: Rule, commitment: Commitment | None) -> Iterator[str]:
    severity, set_by = _severity(rule, commitment)
    page = load_page(rule.name)
    yield f"{rule.name} ({severity}{set_by})"
    yield ""
    yield from _wrapped(rule.title)
    yield ""
    yield from _wrapped(f"What: {page.what}")
    yield ""
    yield from _wrapped(f"Why: {page.why}")
    for clause in _clauses(rule, commitment):
        yield ""
        yield from _wrapped(clause)
    if rule.ours:
        yield ""
        yield from _wrapped(
            "The school's documents don't say this, or don't give the numbers: Weekproof decided it."
        )
    if rule.hint:
        yield ""
        yield from _wrapped(f"What to do: {rule.hint}")
    for heading, example in (("Fails:", page.fails), ("Fixed:", page.fixed)):
        if example:
            yield ""
            yield heading
            yield ""
            yield from (f"    {line}" if line else "" for line in example.rstrip("\n").split("\n"))
    yield ""
    yield "This is how Weekproof reads your records; the school's terms decide."


def _severity(rule: Rule, commitment: Commitment | None) -> tuple[str, str]:
    word = commitment.severities.get(rule.name) if commitment and not rule.fixed else None
    if word:
        return word, f", set by {commitment.name if commitment else ''}"
    return rule.severity.value, ""


def _clauses(rule: Rule, commitment: Commitment | None) -> Iterator[str]:
    if commitment is None:
        return
    for terms in commitment.terms_for(rule.applies_to):
        if terms.clause:
            source = f" ({terms.source})" if terms.source else ""
            yield f"{commitment.title}, {terms.title}: {terms.clause}{source}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), WIDTH)
